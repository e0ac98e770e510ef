import type { Size } from '../../src/core/geometry';
import type { LayerResult, OutputMode, Scale } from '../../src/core/document';
import type { HostKind } from '../../src/hosts/host';
import type { RunReport } from '../../src/restore/request';

/** Facts about a finished result that can be read without its pixels. */
export interface KeptSummary {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly keptAtMs: number;
  readonly host: HostKind;
  readonly documentId: string;
  readonly documentName: string;
  /** The canvas as it was when the pixels were read. */
  readonly canvas: Size;
  readonly sourceLayerName: string;
  readonly layerName: string;
  readonly mode: OutputMode;
  readonly scale: Scale;
  /** Size of the restored picture. */
  readonly size: Size;
  /** True where the editor takes the alpha from the source, and gets the pixels without. */
  readonly opaque?: boolean;
  readonly report: RunReport;
}

/** A finished result whose insertion the editor has not confirmed. */
export interface KeptResult {
  readonly summary: KeptSummary;
  readonly result: LayerResult;
}

/**
 * Keeps finished results until they are inserted, so that neither a closed panel nor a closed
 * document loses them.
 */
export interface Shelf {
  /**
   * Takes `kept` (its buffers may be detached) and gives it back once it is stored.
   * `lasting` is false where the browser refuses storage; it then lives as long as the page.
   */
  keep(kept: KeptResult): Promise<{ readonly kept: KeptResult; readonly lasting: boolean }>;
  /** Newest first. */
  list(): Promise<readonly KeptSummary[]>;
  take(id: string): Promise<KeptResult | null>;
  discard(id: string): Promise<void>;
}
