import { outOfMemory } from '../../onnx/failure';
import type { Scale } from '../../core/document';
import {
  contains,
  intersect,
  isEmpty,
  nearestPixel,
  rectOfSize,
  type Point,
  type Rect,
  type Size,
} from '../../core/geometry';
import type { SrvggHead } from '../../networks/srvgg/srvgg';
import { NETWORK_RADIUS, nothingSelected } from '../context';
import { solveTiles, type TileGrid } from './solve-tiles';

export interface FastPlanInput {
  readonly context: Size;
  /** What comes back, in pixels of the context. */
  readonly region: Rect;
  readonly scale: Scale;
  /** Largest tile that the device takes, pixels; see `tilePixelsFor`. */
  readonly maxTilePixels: number;
}

/** A run's parts and sizes, known before anything runs. */
export interface FastPlan {
  /** In pixels of the context. */
  readonly region: Rect;
  readonly head: SrvggHead;
  readonly grid: TileGrid;
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
 * @throws DocumentError `nothing-selected` when the region is empty
 * @throws DeviceError `out-of-memory` when the device cannot hold even the smallest useful tile
 */
export function planFast({ context, scale, maxTilePixels, ...input }: FastPlanInput): FastPlan {
  const region = intersect(input.region, rectOfSize(context));
  if (isEmpty(region)) throw nothingSelected();
  const grid = solveTiles({ context, region, margin: NETWORK_RADIUS, maxTilePixels });
  if (grid === null) throw outOfMemory(null);
  // 3× is 4× resized down.
  return { region, head: scale === 3 ? 4 : scale, grid };
}

/**
 * The one tile of a plan whose core holds a point; the same tile as in the whole run. `shown`: the part
 * of the region that it is about; the core is cut to it.
 */
export function planOfTile(plan: FastPlan, shown: Rect, point: Point): FastPlan {
  const pixel = { ...nearestPixel(shown, point), width: 1, height: 1 };
  const tile = plan.grid.tiles.find(({ coreRect }) => contains(coreRect, pixel));
  if (tile === undefined) throw new RangeError('the cores of a grid cover its region');
  const coreRect = intersect(tile.coreRect, shown);
  const grid = { ...plan.grid, columns: 1, rows: 1, tiles: [{ ...tile, coreRect }] };
  return { ...plan, region: coreRect, grid };
}
