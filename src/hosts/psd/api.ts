import type { DocRect, Size } from '../../core/geometry';
import type { Image } from '../../core/image';
import type { Mask } from '../../core/mask';
import type { Scale } from '../../core/output';
import type { PsdFile, PsdLayer } from './file';

/** The file inside a smart object, at its own size. */
export interface SmartContent {
  readonly png: Uint8Array;
  readonly size: Size;
  /** As the editor shows it, e.g. `restored.png`. */
  readonly fileName: string;
}

/** A layer to be written. 8 and 16 bit, colour and grey are converted to what the document has. */
export interface NewLayer {
  readonly name: string;
  /** Where `image` lies; may reach outside the canvas. */
  readonly rect: DocRect;
  /** Of `rect`'s size. */
  readonly image: Image;
  /** Of `rect`'s size; 0 outside. null: no mask. */
  readonly mask: Mask | null;
  readonly clipping: boolean;
  /** Keeps this picture inside, shown on `rect`. */
  readonly smartObject?: SmartContent;
}

export interface InsertOptions {
  /** `key` of the layer or group that the new one goes directly above, into the same group. */
  readonly above: string;
  readonly layer: NewLayer;
  /** How the whole document looks now, canvas size; null keeps the old merged picture. */
  readonly composite: Image | null;
}

export interface Inserted {
  readonly file: PsdFile;
  readonly layer: PsdLayer;
}

/** Rows `first` … `first + count − 1` of a resized plane. */
export interface RowSpan {
  readonly first: number;
  readonly count: number;
}

/**
 * Resizes one plane (row by row, any value range, premultiplied where it matters) from size `from` to
 * `to` and returns only the rows of `rows`: `to.width × rows.count` values. Called band after band.
 */
export type ResizePlane = (
  plane: Float32Array,
  from: Size,
  to: Size,
  rows: RowSpan,
) => Float32Array;

/** Something that holds pixel measures and was kept as it was. */
export interface NotScaled {
  /** Key of the layer; null: of the document. */
  readonly layer: string | null;
  /** What it is: `smart-filter`, `annotation`, … or `block:XXXX`, `resource:1234` for unknown ones. */
  readonly what: string;
}

export interface Enlarged {
  readonly file: PsdFile;
  readonly notScaled: readonly NotScaled[];
}

/** A PSD that carries one layer, for an editor that takes layers over from an opened file. */
export interface LayerPsd extends NewLayer {
  /** Written as `lyid`: take a large random number. */
  readonly id: number;
  /** Profile of the target document, so that the editor does not convert. */
  readonly iccProfile: Uint8Array | null;
}

/** The functions of this folder; each is exported by the file of its name (read-psd.ts → `readPsd`). */
export interface PsdFunctions {
  /** Throws `FileError`: `psd-truncated`, `psd-damaged`, `psd-unsupported-mode`, `psd-unsupported-depth`, `psd-too-large`, `not-a-psd`. */
  readPsd(bytes: Uint8Array): PsdFile;
  /** The layer's own pixels on exactly `docRect` (default: `layer.rect`), transparent elsewhere. */
  decodeLayer(file: PsdFile, layer: PsdLayer, docRect?: DocRect, signal?: AbortSignal): Image;
  /** The layer's mask on exactly `docRect` (default: the mask's own rectangle); density and `disabled` left to the caller. null: no mask. */
  decodeMask(file: PsdFile, layer: PsdLayer, docRect?: DocRect, signal?: AbortSignal): Mask | null;
  /** The merged picture as the file stores it, straight alpha. */
  decodeComposite(file: PsdFile, signal?: AbortSignal): Image;
  /** What `NewLayer.clipping` has to be so that no other layer changes its clipping base. */
  clipsAbove(file: PsdFile, key: string): boolean;
  insertLayer(file: PsdFile, options: InsertOptions): Inserted;
  enlargePsd(file: PsdFile, scale: Scale, resize: ResizePlane, signal?: AbortSignal): Enlarged;
  /** A PSD with one layer "Background" (transparent images: an ordinary layer of that name). */
  writeFlatPsd(image: Image, options: { name: string; iccProfile: Uint8Array | null }): Uint8Array;
  buildLayerPsd(layer: LayerPsd): Uint8Array;
  /** The topmost layer's pixels; the file's canvas lies on `docRect`. Exactly `docRect`'s size. */
  readTopLayer(psd: Uint8Array, docRect: DocRect): Image;
}
