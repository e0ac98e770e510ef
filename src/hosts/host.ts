import type { DocRect, Size } from '../core/geometry';
import type { Image } from '../core/image';
import type { Mask } from '../core/mask';
import type { OutputMode, Scale } from '../core/output';
import type { DocumentLimit } from '../core/document-limit';
import type { BlendMode } from '../psd/blend-modes';

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

/**
 * How an editor draws a layer, beside its own pixels: all that decides how a layer directly above it
 * has to be put there so that nothing else changes.
 */
export interface Appearance {
  /** The layer's own eye; groups around it are none of its business. */
  readonly visible: boolean;
  /** null: one that the host does not know by name. */
  readonly blendMode: BlendMode | null;
  /** 0…1 */
  readonly opacity: number;
  /** 0…1, of the pixels alone; 1 where the editor has no such thing. */
  readonly fill: number;
  /** Has a layer mask or a vector mask, switched on or off. */
  readonly masked: boolean;
  readonly group: boolean;
  /** Clipped to a layer below it. */
  readonly clipped: boolean;
  /** Layers above are clipped to it, or would be to one that comes between. */
  readonly base: boolean;
}

/** What is restored: a layer's pixels, and what goes on to decide how much of them shows. */
export interface SourceLayer {
  readonly image: Image;
  readonly appearance: Appearance;
}

/** How a new layer is drawn. */
export interface LayerLook {
  /** Clipped to its source, or, where the source is clipped itself, to the same base. */
  readonly clipped: boolean;
  readonly visible: boolean;
  readonly blendMode: BlendMode;
  /** 0…1 */
  readonly opacity: number;
  /** 0…1, of the pixels alone. */
  readonly fill: number;
}

export const PLAIN_LOOK: LayerLook = {
  clipped: false,
  visible: true,
  blendMode: 'normal',
  opacity: 1,
  fill: 1,
};

interface LayerResultBase {
  /** The new layer goes directly above this one, into the same group. */
  readonly above: LayerRef;
  readonly name: string;
  /** Left out: `PLAIN_LOOK`. Whatever it says, layers that are clipped to `above` stay so. */
  readonly look?: LayerLook;
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
  /** Calls back when a new snapshot may differ from the last one. */
  onChange(listener: () => void): Unsubscribe;
  /** Stops listening and frees what the host holds. The documents stay. */
  dispose(): void;
}
