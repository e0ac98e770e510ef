import type { LinkedFile, Psd } from 'ag-psd';
import { maskBounds } from '../../../../src/core/mask';
import type { Rect, Size } from '../../../../src/core/geometry';
import type { Depth } from '../../../../src/core/image';
import { walkLayers, type Layer, type Layers } from './layer';
import type { Coverage } from './raster';

export interface Selection extends Coverage {
  readonly outside: 0;
  /** What `selection.bounds` tells: everything that is selected at all, also outside the canvas. */
  readonly bounds: Rect;
}

/** Everything a history step brings back. Never changed once made. */
export interface DocumentState {
  readonly size: Size;
  /** Pixels per inch. */
  readonly resolution: number;
  readonly mode: 'rgb' | 'cmyk';
  readonly depth: Depth;
  /** null: no profile, taken as sRGB. */
  readonly profile: Uint8Array | null;
  /** From the bottom up. */
  readonly layers: Layers;
  /** uids of the selected layers. */
  readonly active: readonly number[];
  readonly selection: Selection | null;
  readonly quickMask: boolean;
  readonly linkedFiles: readonly LinkedFile[];
  /** What else the file said, kept for saving. */
  readonly rest: Partial<Psd>;
}

/** The lowest of the selected layers (or, of several, the last one when `lowest` is false). */
export function activeLayer(state: DocumentState, lowest = true): Layer | null {
  const chosen = [...walkLayers(state.layers)].filter((layer) => state.active.includes(layer.uid));
  return (lowest ? chosen[0] : chosen.at(-1)) ?? null;
}

/** null: nothing is selected. */
export function selectionOf({ rect, data }: Coverage): Selection | null {
  const inside = maskBounds({ width: rect.width, height: rect.height, data });
  if (inside === null) return null;
  const bounds = { ...inside, x: inside.x + rect.x, y: inside.y + rect.y };
  return { rect, data, outside: 0, bounds };
}
