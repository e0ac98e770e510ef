import type { DocRect, Size } from '../../core/geometry';
import type { Image } from '../../core/image';
import type { Mask } from '../../core/mask';
import type { Appearance, LayerLook } from '../../core/document';

/** The layer to be inserted, as a file. */
export interface LayerFile {
  readonly name: string;
  /** Becomes the layer's id in the document, or the id below it. */
  readonly id: number;
  readonly rect: DocRect;
  readonly image: Image;
  readonly mask: Mask;
  readonly look: LayerLook;
  /** Profile of the target document; null where it has none. */
  readonly iccProfile: Uint8Array | null;
  /** Kept inside a smart object; null for an ordinary layer. */
  readonly content: Image | null;
}

export interface ReadLayer {
  readonly image: Image;
  /** Every pixel of the file has alpha 255. */
  readonly opaque: boolean;
}

/** A layer as a PSD keeps it. */
export interface StoredLayer {
  readonly look: StoredLook;
  /** The layer's own pixels; null where it looks different (effects, a vector mask, a group). */
  readonly own: ReadLayer | null;
}

export interface StoredLook extends Pick<Appearance, 'blendMode' | 'opacity' | 'fill' | 'group'> {
  readonly vectorMask: boolean;
}

/** What a saved file tells about the document that Photopea's scripts do not. */
export interface DocumentTraits {
  readonly depth: 1 | 8 | 16 | 32;
  /**
   * The document's profile if it describes RGB values; others cannot belong to the RGB layers that
   * scripts see.
   */
  readonly iccProfile: Uint8Array | null;
}

/** Files to and from Photopea; heavy, so it lives in a worker (`startCodec`). */
export interface PhotopeaCodec {
  /** A transparent picture with one layer of this name. */
  blankPsd(size: Size, name: string, iccProfile: Uint8Array): Promise<ArrayBuffer>;
  layerPsd(layer: LayerFile): Promise<ArrayBuffer>;
  /** The top layer of a PSD whose canvas lies on `canvasRect`; transparent outside of that. */
  readStored(psd: ArrayBuffer, canvasRect: DocRect, docRect: DocRect): Promise<StoredLayer>;
  /** All of a PNG whose canvas lies on `canvasRect`; transparent outside of that. */
  readDrawn(png: ArrayBuffer, canvasRect: DocRect, docRect: DocRect): Promise<ReadLayer>;
  /** The colours of `image`, which lies on `docRect`, with the alpha of a PNG; 0 outside of that. */
  withAlpha(image: Image, png: ArrayBuffer, pngRect: DocRect, docRect: DocRect): Promise<Image>;
  /** The alpha of a PNG that lies on `pngRect`; 0 outside of that. */
  readAlpha(png: ArrayBuffer, pngRect: DocRect, docRect: DocRect): Promise<Mask>;
  /** The traits of a document, from a PSD or PNG that was saved from it. */
  readTraits(file: ArrayBuffer): Promise<DocumentTraits>;
  dispose(): void;
}
