import type { BlendMode } from './blend-mode';
import type { DocRect } from './geometry';
import type { Image } from './image';
import type { Mask } from './mask';

export type ColorMode =
  'rgb' | 'grayscale' | 'cmyk' | 'lab' | 'indexed' | 'bitmap' | 'duotone' | 'multichannel';

export type LayerKind =
  'pixels' | 'group' | 'text' | 'smart-object' | 'shape' | 'fill' | 'adjustment' | 'other';

export interface LayerRef {
  readonly documentId: string;
  readonly layerId: string;
}

/** How a result comes back into the document. */
export const OUTPUT_MODES = ['in-place', 'enlarge', 'smart-object'] as const;
export type OutputMode = (typeof OUTPUT_MODES)[number];

/** Output size ÷ source size. */
export const SCALES = [1, 2, 3, 4] as const;
export type Scale = (typeof SCALES)[number];

/**
 * How an editor draws a layer, beside its own pixels: all that decides how a layer directly above it
 * has to be put there so that nothing else changes.
 */
export interface Appearance {
  /** The layer's own visibility, without that of the groups around it. */
  readonly visible: boolean;
  /** null: a mode that the host does not know by name. */
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

/**
 * What the RGB values of a picture mean: the bytes of their ICC profile, `srgb`, or null where nobody
 * tells, which programs take for sRGB in most cases.
 */
export type ImageColors = Uint8Array | 'srgb' | null;

/** Source of a restoration: a layer's pixels, what they mean, and how the editor draws them. */
export interface SourceLayer {
  readonly image: Image;
  readonly colors: ImageColors;
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
  /** Layer that the new one goes directly above, into the same group. */
  readonly above: LayerRef;
  readonly name: string;
  /** How the layer is drawn; default `PLAIN_LOOK`. Layers clipped to `above` always stay so. */
  readonly look?: LayerLook;
  /** Layer mask, of the same size as `image`. */
  readonly mask: Mask;
}

/** A result whose `image` covers `rect` of the document, unscaled. */
export interface InPlaceResult extends LayerResultBase {
  readonly mode: 'in-place';
  readonly rect: DocRect;
  readonly image: Image;
}

/** The document grows by `scale` first; `rect` and `image` are in the *enlarged* pixels. */
export interface EnlargeResult extends LayerResultBase {
  readonly mode: 'enlarge';
  readonly scale: Scale;
  readonly rect: DocRect;
  readonly image: Image;
}

/** A smart object: `content` (`scale` × `rect`) is inside, `image` is how it looks on `rect`. */
export interface SmartObjectResult extends LayerResultBase {
  readonly mode: 'smart-object';
  readonly scale: Scale;
  readonly rect: DocRect;
  readonly image: Image;
  readonly content: Image;
}

export type LayerResult = InPlaceResult | EnlargeResult | SmartObjectResult;

/** The result for a document that has been enlarged for another one like it. */
export function alreadyEnlarged({
  above,
  name,
  look,
  mask,
  rect,
  image,
}: EnlargeResult): InPlaceResult {
  return { mode: 'in-place', above, name, ...(look && { look }), mask, rect, image };
}
