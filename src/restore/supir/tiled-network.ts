import { discard } from '../../core/discard';
import type { Rect } from '../../core/geometry';
import { keepingShaders } from '../../onnx/kept-shaders';
import { sessionSource } from '../../onnx/serialise';
import type { Runtime, Tensor } from '../../onnx/session';
import { VAE_NORM_EPSILON } from '../../networks/vae/normalise';
import type { VaeSegment } from '../../networks/vae/segments';
import type { VaeTile } from './vae-tiles';
import { createWaitingRoom, type StateValue, type WaitingState } from './waiting-states';

export interface TiledRun {
  readonly runtime: Runtime;
  /** The network for a tile of this input size, cut at its norms. */
  readonly segmentsFor: (height: number, width: number) => readonly VaeSegment[];
  readonly tiles: readonly VaeTile[];
  readonly signal: AbortSignal;
  /** Bytes on the device in which tiles may wait; left out: all wait there. */
  readonly deviceBytes?: number;
  /** Counts what waits in host memory, until the returned function is called. */
  readonly hold?: (bytes: number) => () => void;
  /** Called with the number of tiles times segments that are done. */
  readonly onProgress: (done: number, total: number) => void;
}

interface PictureSize {
  readonly height: number;
  readonly width: number;
}

interface TileState {
  readonly tile: VaeTile;
  readonly segments: readonly VaeSegment[];
  state: WaitingState;
  statistics: { readonly mean: Float32Array; readonly variance: Float32Array } | null;
}

/**
 * Runs a network over all tiles in lock-step from one group norm to the next, with statistics
 * pooled over the tiles (docs/supir.md, section 11), and pastes the kept part of each tile. input
 * [1, c, h, w] → [1, c', h', w'] of `outputSize`.
 */
export function runTiled(run: TiledRun, input: Tensor, outputSize: PictureSize): Promise<Tensor> {
  return keepingShaders(run.runtime, () => runSegments(run, input, outputSize));
}

async function runSegments(run: TiledRun, input: Tensor, outputSize: PictureSize): Promise<Tensor> {
  const states: TileState[] = run.tiles.map((tile) => ({
    tile,
    segments: run.segmentsFor(tile.input.height, tile.input.width),
    state: entering(cropTensor(input, tile.input)),
    statistics: null,
  }));
  try {
    await runAll(run, states);
    return paste(states, outputSize);
  } finally {
    await Promise.all(states.map(({ state }) => state.release()));
  }
}

async function runAll(run: TiledRun, states: readonly TileState[]): Promise<void> {
  const segmentCount = states[0]?.segments.length ?? 0;
  const total = segmentCount * states.length;
  const room = createWaitingRoom(run.deviceBytes ?? Infinity, run.hold);
  let done = 0;
  for (let index = 0; index < segmentCount; index++) {
    const norm = index === 0 ? {} : pooled(states, index - 1);
    for (const group of bySize(states)) {
      const segment = group[0]?.segments[index];
      if (segment === undefined) throw new TypeError('tiles with different numbers of segments');
      const session = await run.runtime.createSession(sessionSource(segment.graph));
      try {
        for (const tile of group) {
          run.signal.throwIfAborted();
          const { values } = tile.state;
          const named = Object.fromEntries(values.map((value, i) => [`state.${i}`, value]));
          const next: Record<string, StateValue> = {};
          const outputs = await session.run({ ...named, ...norm }, (name, stayed) => {
            next[name] = stayed;
          });
          // At once: all tiles' states together are most of what a large picture needs.
          await tile.state.release();
          tile.state = await room.admit(stateOf({ ...outputs, ...next }));
          const { 'next.mean': mean, 'next.variance': variance } = outputs;
          tile.statistics =
            mean && variance ? { mean: floats(mean), variance: floats(variance) } : null;
          run.onProgress(++done, total);
        }
      } finally {
        await session.dispose();
      }
    }
  }
}

/** The picture's part, before anything was made of it. */
function entering(picture: Tensor): WaitingState {
  return {
    values: [picture],
    release() {
      discard(picture.data);
      return Promise.resolve();
    },
  };
}

function floats(tensor: Tensor): Float32Array {
  if (!(tensor.data instanceof Float32Array)) throw new TypeError('expected float32');
  return tensor.data;
}

/** Groups tiles by size; those of one size share a session. */
function bySize(states: readonly TileState[]): readonly (readonly TileState[])[] {
  const groups = new Map<string, TileState[]>();
  for (const state of states) {
    const { width, height } = state.tile.input;
    const key = `${width}x${height}`;
    groups.set(key, [...(groups.get(key) ?? []), state]);
  }
  return [...groups.values()];
}

/** Means of the tiles' means and variances, weighted by pixels; leaves the spread between out. */
function pooled(states: readonly TileState[], segment: number): Readonly<Record<string, Tensor>> {
  const all = states.reduce((sum, state) => sum + (state.segments[segment]?.places ?? 0), 0);
  const length = states[0]?.statistics?.mean.length ?? 0;
  const mean = new Float64Array(length);
  const variance = new Float64Array(length);
  for (const { segments, statistics } of states) {
    const weight = (segments[segment]?.places ?? 0) / all;
    for (let i = 0; i < length; i++) {
      mean[i] = (mean[i] ?? 0) + weight * (statistics?.mean[i] ?? 0);
      variance[i] = (variance[i] ?? 0) + weight * (statistics?.variance[i] ?? 0);
    }
  }
  const reciprocal = variance.map((value) => 1 / Math.sqrt(value + VAE_NORM_EPSILON));
  const dims = [1, length, 1];
  return {
    mean: { dims, data: Float32Array.from(mean) },
    reciprocal: { dims, data: Float32Array.from(reciprocal) },
  };
}

function stateOf(outputs: Readonly<Record<string, StateValue>>): readonly StateValue[] {
  const state: StateValue[] = [];
  for (let value = outputs['next.0']; value; value = outputs[`next.${state.length}`]) {
    state.push(value);
  }
  return state;
}

function cropTensor(tensor: Tensor, box: Rect): Tensor {
  const [n = 0, c = 0, height = 0, width = 0] = tensor.dims;
  const source = floats(tensor);
  const { height: rows, width: columns } = box;
  const data = new Float32Array(n * c * rows * columns);
  for (let row = 0; row < n * c * rows; row++) {
    const plane = Math.floor(row / rows);
    const from = (plane * height + box.y + (row % rows)) * width + box.x;
    data.set(source.subarray(from, from + columns), row * columns);
  }
  return { dims: [n, c, rows, columns], data };
}

function paste(states: readonly TileState[], { height, width }: PictureSize): Tensor {
  const channels = states[0]?.state.values[0]?.dims[1] ?? 0;
  const data = new Float32Array(channels * height * width);
  for (const { tile, state } of states) {
    const [result] = state.values;
    if (result === undefined || !('data' in result)) throw new TypeError('a tile without a result');
    const [, , rows = 0, columns = 0] = result.dims;
    const source = floats(result);
    const { input, output } = tile;
    const scale = rows / input.height;
    const top = output.y - Math.floor(input.y * scale);
    const left = output.x - Math.floor(input.x * scale);
    for (let c = 0; c < channels; c++) {
      for (let y = 0; y < output.height; y++) {
        const from = (c * rows + top + y) * columns + left;
        const to = (c * height + output.y + y) * width + output.x;
        data.set(source.subarray(from, from + output.width), to);
      }
    }
  }
  return { dims: [1, channels, height, width], data };
}
