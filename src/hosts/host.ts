import type { DocRect, Size } from '../core/geometry';
import type { Image } from '../core/image';
import type { Mask } from '../core/mask';
import type { OutputMode, Scale } from '../core/output';
import type { DocumentLimit } from './document-limit';

export type HostKind = 'photopea' | 'photoshop' | 'standalone';

export type ColorMode =
  'rgb' | 'grayscale' | 'cmyk' | 'lab' | 'indexed' | 'bitmap' | 'duotone' | 'multichannel';

export type LayerKind =
  'pixels' | 'group' | 'text' | 'smart-object' | 'shape' | 'fill' | 'adjustment' | 'other';

export interface DocumentInfo {
  /** Opaque, stable while the document stays open. */
  readonly id: string;
  readonly name: string;
  readonly size: Size;
  /** Bits of one channel value in the document; the host converts what `Image` cannot hold. */
  readonly depth: 1 | 8 | 16 | 32;
  readonly mode: ColorMode;
}

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

export interface LayerRef {
  readonly documentId: string;
  readonly layerId: string;
}

interface LayerResultBase {
  /** The new layer goes directly above this one, into the same group. */
  readonly above: LayerRef;
  readonly name: string;
  /** Layer mask, of the same size as `image`. */
  readonly mask: Mask;
}

/** `image` lies on `rect` of the document; nothing is resized. */
export interface InPlaceResult extends LayerResultBase {
  readonly mode: 'in-place';
  readonly rect: DocRect;
  readonly image: Image;
}

/** The document grows by `scale` first; `rect` and `image` are in the *enlarged* document's pixels. */
export interface EnlargeResult extends LayerResultBase {
  readonly mode: 'enlarge';
  readonly scale: Scale;
  readonly rect: DocRect;
  readonly image: Image;
}

/** `content` (`scale` × the size of `rect`) is kept inside, `image` is how it looks on `rect`. */
export interface SmartObjectResult extends LayerResultBase {
  readonly mode: 'smart-object';
  readonly scale: Scale;
  readonly rect: DocRect;
  readonly image: Image;
  readonly content: Image;
}

export type LayerResult = InPlaceResult | EnlargeResult | SmartObjectResult;

export type Unsubscribe = () => void;

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
  snapshot(signal?: AbortSignal): Promise<Snapshot>;
  /**
   * The layer's own pixels (its mask, opacity, blend mode and visibility left out) on exactly
   * `docRect`; transparent where the layer or the canvas ends.
   */
  readLayer(layer: LayerRef, docRect: DocRect, signal: AbortSignal): Promise<Image>;
  /** The soft selection on exactly `docRect`; null when there is no selection. */
  readSelection(documentId: string, docRect: DocRect, signal: AbortSignal): Promise<Mask | null>;
  /** Inserts in one undo step. Rejects with code `document-gone` or `layer-gone` when it cannot. */
  insertLayer(result: LayerResult, signal: AbortSignal): Promise<LayerRef>;
  /** Calls back when a new snapshot may differ from the last one. */
  onChange(listener: () => void): Unsubscribe;
  /** Stops listening and frees what the host holds. The documents stay. */
  dispose(): void;
}
