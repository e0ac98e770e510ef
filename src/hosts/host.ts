import type {
  ColorMode,
  LayerKind,
  LayerRef,
  LayerResult,
  OutputMode,
  SourceLayer,
} from '../core/document';
import type { DocumentLimit } from '../core/document-limit';
import type { Unsubscribe } from '../core/events';
import type { DocRect, Size } from '../core/geometry';
import type { Mask } from '../core/mask';

export type HostKind = 'photopea' | 'photoshop' | 'standalone';

export interface DocumentInfo {
  /** Opaque, stable while the document stays open. */
  readonly id: string;
  readonly name: string;
  readonly size: Size;
  /** Bits of one channel value in the document; the host converts what `Image` cannot hold. */
  readonly depth: 1 | 8 | 16 | 32;
  readonly mode: ColorMode;
}

/** What tells a document that is open, but not in front, from others. */
export type OtherDocument = Pick<DocumentInfo, 'id' | 'name' | 'size'>;

/** Most other documents that an editor tells of. */
export const MAX_OTHERS = 100;

export interface LayerInfo {
  /** Opaque, stable while the document stays open. */
  readonly id: string;
  readonly name: string;
  readonly kind: LayerKind;
  readonly visible: boolean;
  readonly locked: boolean;
  /** Bounds of the layer's pixels, may reach outside the canvas; null where the host cannot tell. */
  readonly bounds: DocRect | null;
}

/** What the user has open and selected right now. Reading it leaves no trace in the document. */
export interface Snapshot {
  /** null: nothing is open. */
  readonly document: DocumentInfo | null;
  /** The other open documents, at most `MAX_OTHERS` of them. */
  readonly others: readonly OtherDocument[];
  /** The one active layer; null when none or several are selected (see `activeLayers`). */
  readonly layer: LayerInfo | null;
  readonly activeLayers: number;
  /** Bounds of the selection inside the canvas; null when nothing is selected. */
  readonly selection: DocRect | null;
  /** Changes whenever anything above may have changed. */
  readonly revision: string;
  /** What a run would cost the user, if anything: shown before it starts. */
  readonly notices: readonly HostNotice[];
}

/** `redo-lost`: reading the selection drops the redo steps the user still has. */
export type HostNotice = 'redo-lost' | 'dialog-open' | 'converted-to-8-bit' | 'no-color-management';

/**
 * The one interface between the panel and an editor. Every method rejects with a `PanelError`
 * that names the reason; an aborted call rejects with the signal's reason and leaves the
 * document as it was.
 */
export interface EditorHost {
  readonly kind: HostKind;
  /** The editor's own name and version, for diagnostics. */
  readonly description: string;
  /** The output modes this editor can do. */
  readonly modes: readonly OutputMode[];
  /** What a document may be enlarged to; left out where the editor does not tell. */
  readonly largestDocument?: DocumentLimit;
  /** Whether nobody notices that a layer is read, so that it may be read unasked; left out: no. */
  readonly readsUnnoticed?: boolean;
  snapshot(signal?: AbortSignal): Promise<Snapshot>;
  /**
   * The layer's own pixels (its mask, opacity, blend mode and visibility left out) on exactly
   * `docRect`, transparent where the layer or the canvas ends, and how the editor draws it. Of a
   * clipped layer the masks are part of the pixels' alpha: what is put beside it, clipped to the same
   * base, is hidden by nothing else where they hide it.
   */
  readLayer(layer: LayerRef, docRect: DocRect, signal: AbortSignal): Promise<SourceLayer>;
  /** The soft selection on exactly `docRect`; null when there is no selection. */
  readSelection(documentId: string, docRect: DocRect, signal: AbortSignal): Promise<Mask | null>;
  /**
   * Inserts in one undo step. A document that the person has turned to since is in front again
   * afterwards. Rejects with code `document-gone` or `layer-gone` when it cannot.
   */
  insertLayer(result: LayerResult, signal: AbortSignal): Promise<LayerRef>;
  /**
   * Puts a result in the place of `layer`, which `insertLayer` made for another state of it, in one
   * undo step. The document keeps its size, and the new layer has the name, blend mode, opacity,
   * fill, visibility and clipping of `layer` as they are now; what is clipped to that is clipped to
   * it. All else that the person did to `layer` goes with it where the editor only has a new layer
   * to put there (Photoshop): effects, Blend If, locks, colour label, smart filters, a vector mask,
   * and edits of the mask or the pixels. One undo brings it back.
   *
   * Photopea does it for its newest step alone, rejects with `result-not-last` otherwise, and one
   * undo takes the result away altogether. Rejects with code `document-gone` or `layer-gone` when
   * it cannot.
   */
  replaceLayer(layer: LayerRef, result: LayerResult, signal: AbortSignal): Promise<LayerRef>;
  /** Calls back when a new snapshot may differ from the last one. */
  onChange(listener: () => void): Unsubscribe;
  /** Stops listening and frees what the host holds. The documents stay. */
  dispose(): void;
}
