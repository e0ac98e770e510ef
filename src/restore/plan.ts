import type { OutputMode, Scale } from '../core/document';
import {
  intersect,
  isEmpty,
  rectOfSize,
  scaleSize,
  translate,
  type DocRect,
  type Rect,
  type Size,
} from '../core/geometry';
import { outOfMemory } from '../onnx/failure';
import { NETWORK_RADIUS, nothingSelected } from './context';
import { solveTiles, type TileGrid } from './tiles';

/** Scale of the network's last layer, one of three; 3× is 4× resized down. */
export type Head = 1 | 2 | 4;

function headFor(scale: Scale): Head {
  return scale === 3 ? 4 : scale;
}

export interface PlanInput {
  readonly contextRect: DocRect;
  /** Bounds of the composite mask, which the result covers. */
  readonly region: DocRect;
  readonly scale: Scale;
  readonly mode: OutputMode;
  /** Largest tile that the device takes, pixels; see `tilePixelsFor`. */
  readonly maxTilePixels: number;
}

/** A run's parts and sizes, known before anything runs. */
export interface Plan {
  /** The region, in pixels of the context. */
  readonly region: Rect;
  readonly head: Head;
  readonly grid: TileGrid;
  /** Size of the picture that comes back. */
  readonly outputSize: Size;
}

/** One feature map: 64 channels of fp32. No single buffer is larger. */
const FEATURE_MAP_BYTES = 64 * 4;

/** Feature maps alive at once: a convolution's input, output and the activation's temporaries. */
const LIVE_FEATURE_MAPS = 4;

/** Device memory that one tile may take, bytes: what is safe without asking what is free. */
const TILE_BUDGET_BYTES = { wasm: 320 * 2 ** 20, webgpu: 768 * 2 ** 20 };

/** The largest tile for a device, pixels. `maxBufferBytes`: of one buffer; null: no limit known. */
export function tilePixelsFor(device: 'webgpu' | 'wasm', maxBufferBytes: number | null): number {
  const budget = Math.floor(TILE_BUDGET_BYTES[device] / (FEATURE_MAP_BYTES * LIVE_FEATURE_MAPS));
  if (maxBufferBytes === null) return budget;
  return Math.min(budget, Math.floor(maxBufferBytes / FEATURE_MAP_BYTES));
}

/**
 * Plans a run.
 * @throws DocumentError `nothing-selected` when the region is empty
 * @throws DeviceError `out-of-memory` when the device cannot hold even the smallest useful tile
 */
export function planRun(input: PlanInput): Plan {
  const context: Size = { width: input.contextRect.width, height: input.contextRect.height };
  const local = translate(input.region, -input.contextRect.x, -input.contextRect.y);
  const region = intersect(local, rectOfSize(context));
  if (isEmpty(region)) throw nothingSelected();
  const grid = solveTiles({
    context,
    region,
    margin: NETWORK_RADIUS,
    maxTilePixels: input.maxTilePixels,
  });
  if (grid === null) throw outOfMemory(null);
  const outputSize = scaleSize(region, input.mode === 'enlarge' ? input.scale : 1);
  return {
    region,
    head: headFor(input.scale),
    grid,
    outputSize: { width: outputSize.width, height: outputSize.height },
  };
}
