import type { DocRect, Size } from '../core/geometry';
import type { LayerKind } from '../core/document';
import type { BlendMode } from '../core/blend-mode';

/** A half-open part of a file's bytes. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Colour modes that can be opened; the others are refused with `psd-unsupported-mode`. */
export type PsdMode = 'rgb' | 'grayscale';

export interface PsdHeader extends Size {
  /** Version of the format; 2: the large one (PSB). */
  readonly version: 1 | 2;
  /** Planes of the composite picture: the colours, then transparency and saved channels. */
  readonly channels: number;
  readonly depth: 8 | 16;
  readonly mode: PsdMode;
}

/** Pixels per inch, across and down. */
export interface PsdResolution {
  readonly x: number;
  readonly y: number;
}

/** One record of the image resources section. */
export interface PsdResource {
  readonly id: number;
  /** The whole record, padding included. */
  readonly range: ByteRange;
  readonly data: ByteRange;
}

/** One "additional layer information" record, of a layer or of the document. */
export interface PsdBlock {
  /** Four characters: `luni`, `lyid`, `Lr16` … */
  readonly key: string;
  /** The whole record, padding included. */
  readonly range: ByteRange;
  readonly data: ByteRange;
}

/** One channel of a layer. */
export interface PsdChannel {
  /** 0…n colours, −1 transparency, −2 mask, −3 the user's own mask where −2 includes a vector mask. */
  readonly id: number;
  /** Two bytes of compression, then the data. Empty where the file has none. */
  readonly data: ByteRange;
}

export interface PsdMask {
  /** In document pixels, whatever the file's "relative to layer" flag says. */
  readonly rect: DocRect;
  /** The mask's value outside `rect`: 0 or 255. */
  readonly defaultColor: number;
  readonly disabled: boolean;
  readonly inverted: boolean;
  /** Whether the editor made it from a vector mask. */
  readonly fromVector: boolean;
  /** 0…1; 1 unless the file says otherwise. */
  readonly density: number;
  /** Document pixels. */
  readonly feather: number;
}

export interface PsdLocks {
  readonly transparency: boolean;
  readonly pixels: boolean;
  readonly position: boolean;
}

/**
 * Meaning of a record. `layer`: an ordinary layer. `group`: the record with a group's name, opacity
 * and mask, above its members. `group-end`: the invisible record below them.
 */
export type PsdRole = 'layer' | 'group' | 'group-end';

export interface PsdLayer {
  /**
   * Unique in the file and the same before and after `insertLayer` and `enlargePsd`: `id:7` for a
   * layer with an id of its own, `nth:0` (counted from the bottom) for one without or with a shared id.
   */
  readonly key: string;
  /** Place in the file's order: 0 is the bottom. */
  readonly index: number;
  /** The file's own layer id (`lyid`); null where it has none. */
  readonly id: number | null;
  readonly role: PsdRole;
  readonly kind: LayerKind;
  readonly name: string;
  /** Bounds of the stored pixels; empty for groups, adjustments and empty layers. */
  readonly rect: DocRect;
  readonly blendMode: BlendMode;
  /** 0…255. */
  readonly opacity: number;
  /** 0…255; applies to the layer's own pixels but not to its effects. */
  readonly fillOpacity: number;
  /** Clipped to the nearest unclipped layer below, in the same group. */
  readonly clipping: boolean;
  /** The layer's own visibility; a hidden group hides it all the same (`isShown`). */
  readonly visible: boolean;
  readonly locks: PsdLocks;
  /** Has layer effects (shadows, strokes …); `decodeLayer` does not draw them. */
  readonly hasEffects: boolean;
  readonly hasVectorMask: boolean;
  /** Index of the record of the group around this layer; null at the top level. */
  readonly parent: number | null;
  readonly mask: PsdMask | null;
  readonly channels: readonly PsdChannel[];
  readonly blocks: readonly PsdBlock[];
  /** The layer's record. Empty for the one layer of a flat file, which has no record. */
  readonly record: ByteRange;
}

/** A layer of the tree, groups with their members; bottom first. */
export interface PsdNode {
  readonly layer: PsdLayer;
  readonly children: readonly PsdNode[];
}

/** Places of the parts in the file, between which `insertLayer` splices. */
export interface PsdSections {
  readonly colorModeData: ByteRange;
  /** Image resources, without their own length field, as all ranges below. */
  readonly resources: ByteRange;
  readonly layerAndMask: ByteRange;
  /** The plain layer info; empty in 16-bit files. Null where the section is empty or missing. */
  readonly layerInfo: ByteRange | null;
  readonly globalMask: ByteRange | null;
  /** Layer info that counts: the plain one, or the content of `Lr16`. Null in a flat file. */
  readonly layers: ByteRange | null;
  readonly records: ByteRange | null;
  readonly channelData: ByteRange | null;
  /** Compression and planes, to the end of the file. */
  readonly composite: ByteRange;
}

/** The rest of the image resources, or of a layer's or the document's additional information. */
export type PsdUnread = 'resources' | 'layer-information' | 'document-information';

/** A parsed PSD or PSB, not decoded; every range points into `bytes`, which nobody changes. */
export interface PsdFile {
  readonly bytes: Uint8Array;
  readonly header: PsdHeader;
  /** Parts that could not be read and carry no pixels; they stay in the file as they are. */
  readonly unread: readonly PsdUnread[];
  /** Resolution; null where the file does not say. */
  readonly resolution: PsdResolution | null;
  /** ICC profile (resource 1039); null where there is none. */
  readonly iccProfile: ByteRange | null;
  /** Whether the first extra plane of the composite is its transparency. */
  readonly hasTransparency: boolean;
  /** True without layer records: the composite is the only picture, shown as "Background". */
  readonly flat: boolean;
  readonly resources: readonly PsdResource[];
  /** All records, bottom first, groups and their ends included. Never empty. */
  readonly layers: readonly PsdLayer[];
  /** Layers as a tree, bottom first, without `group-end` records. */
  readonly tree: readonly PsdNode[];
  /** Additional information of the document. */
  readonly blocks: readonly PsdBlock[];
  readonly sections: PsdSections;
}
