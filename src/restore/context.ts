import { DocumentError } from '../core/errors';
import { type DocRect, type Size, grow, intersect, isEmpty, rectOfSize } from '../core/geometry';
import type { Scale } from '../core/document';
import { FEATHER_REACH } from '../pixels/feather';
import type { MaskEdge, RestorerName } from './request';

/** Reach of the network: 34 convolutions of 3 × 3. Nothing further away changes a pixel. */
export const NETWORK_RADIUS = 34;

/** Reach of the pixel steps after the network, source pixels. */
export function stepsRadius(scale: Scale): number {
  return Math.ceil(6 / scale) + 4;
}

/**
 * Document pixels around what the mask shows that are restored too, so that the mask of a finished
 * result can grow and fade over them.
 */
export const GROWING_ROOM = 32;

export interface ContextQuestion {
  readonly canvas: Size;
  /** Bounds of the active layer's pixels; null: unknown, taken as the canvas. */
  readonly layer: DocRect | null;
  /** Bounds of the selection; null: nothing is selected, the whole layer is meant. */
  readonly selection: DocRect | null;
  readonly maskEdge: MaskEdge;
  readonly scale: Scale;
  readonly restorer: RestorerName;
}

/**
 * Source pixels around what the mask shows that SUPIR gets to see. It looks at the whole picture it
 * is given, so there is no exact reach: this much gives the surroundings a say, also in the room for
 * growing, which lies within.
 */
const SUPIR_SURROUNDINGS = 64;

/**
 * The rectangle of the layer to read for a run: what the mask may show, the room for it to grow, and
 * around them as much as the network needs to see, clipped to the canvas. It reaches one
 * pixel over the layer's own edge: that ring is transparent, so that the mask may end there without
 * cutting the layer.
 *
 * @throws DocumentError `nothing-selected`, `selection-outside-layer`, `layer-outside-canvas`
 */
export function contextFor(question: ContextQuestion): DocRect {
  const canvas = rectOfSize(question.canvas);
  const layer = question.layer === null ? canvas : intersect(question.layer, canvas);
  if (question.selection === null) {
    if (isEmpty(layer)) throw layerOutsideCanvas();
    return layer;
  }
  if (isEmpty(question.selection)) throw nothingSelected();
  const { maskEdge, scale, restorer } = question;
  const reach =
    Math.max(0, Math.round(maskEdge.grow)) + Math.ceil(FEATHER_REACH * maskEdge.feather);
  const shown = intersect(grow(question.selection, reach), layer);
  if (isEmpty(intersect(question.selection, layer))) throw selectionOutsideLayer();
  // On a server it is SUPIR as well.
  const seen =
    restorer === 'fast' ? GROWING_ROOM + NETWORK_RADIUS + stepsRadius(scale) : SUPIR_SURROUNDINGS;
  const context = grow(shown, seen);
  return intersect(intersect(context, grow(layer, 1)), canvas);
}

export function nothingSelected(): DocumentError {
  return new DocumentError({
    code: 'nothing-selected',
    message: 'The selection is empty.',
    hint: 'Select the part to restore, or deselect everything to restore the whole layer.',
  });
}

export function selectionOutsideLayer(): DocumentError {
  return new DocumentError({
    code: 'selection-outside-layer',
    message: 'The active layer has no pixels inside the selection.',
    hint: 'Choose the layer that holds the selected picture, or move the selection onto the layer.',
  });
}

function layerOutsideCanvas(): DocumentError {
  return new DocumentError({
    code: 'layer-outside-canvas',
    message: 'The active layer has no pixels inside the canvas.',
    hint: 'Choose a layer with pixels on the canvas.',
  });
}
