import type { DocRect } from '../../core/geometry';
import type { Depth, Image } from '../../core/image';
import type { Mask } from '../../core/mask';
import type { LayerKind } from '../../core/document';
import type { BlendMode } from '../../core/blend-mode';

/**
 * Pixels on a rectangle of the document. Its identity is what caches go by; `load` decodes anew
 * each time (or hands out what is kept anyway) and its caller changes nothing in the answer.
 */
export interface Raster {
  readonly rect: DocRect;
  readonly depth: Depth;
  load(): Image;
}

/** A layer mask: `load` on `rect`, `outside` (0…255) everywhere else. */
export interface LayerMask {
  readonly rect: DocRect;
  readonly outside: number;
  load(): Mask;
}

/** Parts of a layer that the renderer leaves out; the file's own composite shows them. */
export type Simplified =
  | 'adjustment'
  | 'effects'
  | 'fill'
  | 'text'
  | 'smart-object'
  | 'shape'
  | 'vector-mask'
  | 'mask-feather'
  | 'dissolve'
  | 'knockout'
  | 'fill-opacity';

interface LayerBase {
  /** Stable while the document is open. */
  readonly id: string;
  /** Its key in the document's PSD file; null until it is written into one. */
  readonly key: string | null;
  readonly name: string;
  readonly kind: LayerKind;
  readonly visible: boolean;
  readonly locked: boolean;
  /** 0…1 */
  readonly opacity: number;
  readonly blend: BlendMode;
  /** True for a layer that shows only where the nearest unclipped layer below it does. */
  readonly clipped: boolean;
  readonly mask: LayerMask | null;
  readonly simplified: readonly Simplified[];
}

export interface LeafLayer extends LayerBase {
  readonly children: null;
  /** 0…1, of the pixels; the same as opacity for a layer without effects. */
  readonly fill: number;
  /** null: a layer without pixels. */
  readonly raster: Raster | null;
  /** Full-size picture inside a smart object that this editor has made. */
  readonly content: Image | null;
}

export interface GroupLayer extends LayerBase {
  /** Bottom first. */
  readonly children: readonly Layer[];
}

export type Layer = LeafLayer | GroupLayer;

/** A raster of pixels that are in memory anyway. */
export function heldRaster(rect: DocRect, image: Image): Raster {
  return { rect, depth: image.depth, load: () => image };
}

export function heldMask(rect: DocRect, mask: Mask, outside: number): LayerMask {
  return { rect, outside, load: () => mask };
}
