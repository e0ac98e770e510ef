import { throwIfAborted } from '../core/abort';
import { type Rect, type RowSpan, type Size, isEmpty, scaleSize } from '../core/geometry';
import { maxValue, type Depth } from '../core/image';
import { checkPlane, decodePlane, type Plane } from './decode-plane';
import { channelEncoder } from './encode-plane';
import type { PsdChannel, PsdFile, PsdLayer } from './file';

/** Samples of one band of the target, per channel. */
const BAND_SAMPLES = 1 << 20;
const ALPHA = -1;
/** Share of full opacity below which a pixel has no colour worth dividing by. */
const LEAST_ALPHA = 1 / 65536 / 4;

/**
 * Resizes one plane of samples (rows from the top, 0…1, colours already multiplied with alpha) from
 * size `from` to `to` and returns only the target's rows `rows`: `to.width × rows.count` values,
 * which need not be clamped. Called for one band after the other, so that a large target never
 * exists as a whole.
 */
export type ResizePlane = (
  plane: Float32Array,
  from: Size,
  to: Size,
  rows: RowSpan,
) => Float32Array;

export interface ResizeJob {
  readonly file: PsdFile;
  readonly factor: number;
  readonly resize: ResizePlane;
  readonly signal: AbortSignal | undefined;
}

/** A channel's new data; compression and samples. */
export type ResizedChannels = ReadonlyMap<PsdChannel, Uint8Array>;

/**
 * Enlarges the layer's colours and transparency. Colours are weighted with the transparency, so
 * that those of clear pixels do not bleed into the edge.
 */
export function resizeLayer(job: ResizeJob, layer: PsdLayer): ResizedChannels {
  const channels = layer.channels.filter(({ id }) => id >= ALPHA);
  if (isEmpty(layer.rect)) return new Map();
  const sources = new Map(channels.map((c) => [c, readPlane(job, c, layer.rect)]));
  const alphaChannel = channels.find(({ id }) => id === ALPHA);
  const alpha = alphaChannel && sources.get(alphaChannel);
  const to = scaleSize(layer.rect, job.factor);
  const { depth, version } = job.file.header;
  const encoders = new Map(
    channels.map((c) => [c, channelEncoder({ width: to.width, depth, large: version === 2 })]),
  );
  for (const [channel, source] of sources) {
    if (alpha !== undefined && source !== alpha) multiply(source, alpha);
    sources.set(channel, source);
  }
  for (const rows of bands(to)) {
    throwIfAborted(job.signal);
    const alphaRows = alpha && job.resize(alpha, layer.rect, to, rows);
    for (const [channel, source] of sources) {
      const isAlpha = source === alpha;
      const values = isAlpha && alphaRows ? alphaRows : job.resize(source, layer.rect, to, rows);
      encoders.get(channel)?.add(quantize(values, isAlpha ? undefined : alphaRows, depth));
    }
  }
  return new Map(Array.from(encoders, ([channel, encoder]) => [channel, encoder.done()]));
}

/** Enlarges one channel that has nothing to do with transparency: a mask. */
export function resizeMask(job: ResizeJob, channel: PsdChannel, rect: Rect): Uint8Array {
  const source = readPlane(job, channel, rect);
  const to = scaleSize(rect, job.factor);
  const { depth, version } = job.file.header;
  const encoder = channelEncoder({ width: to.width, depth, large: version === 2 });
  for (const rows of resizedBands(job, source, rect, to)) encoder.add(rows);
  return encoder.done();
}

/** Enlarges a whole plane of the merged picture. */
export function resizeWhole(job: ResizeJob, plane: Plane): Plane {
  const { width, height, depth } = job.file.header;
  const to = scaleSize({ width, height }, job.factor);
  const length = to.width * to.height;
  const out = depth === 8 ? new Uint8Array(length) : new Uint16Array(length);
  let at = 0;
  for (const rows of resizedBands(job, normalize(plane, depth), { width, height }, to)) {
    out.set(rows, at);
    at += rows.length;
  }
  return out;
}

function* resizedBands(job: ResizeJob, source: Float32Array, from: Size, to: Size) {
  for (const rows of bands(to)) {
    throwIfAborted(job.signal);
    yield quantize(job.resize(source, from, to, rows), undefined, job.file.header.depth);
  }
}

function* bands({ width, height }: Size) {
  const step = Math.max(1, Math.floor(BAND_SAMPLES / width));
  for (let first = 0; first < height; first += step) {
    yield { first, count: Math.min(step, height - first) };
  }
}

function readPlane(job: ResizeJob, { data }: PsdChannel, rect: Rect): Float32Array {
  throwIfAborted(job.signal);
  const { depth, version } = job.file.header;
  const shape = { width: rect.width, height: rect.height, depth, large: version === 2 };
  checkPlane(job.file.bytes, data, shape);
  return normalize(decodePlane(job.file.bytes, data, shape), depth);
}

function normalize(plane: Plane, depth: Depth): Float32Array {
  const out = new Float32Array(plane.length);
  const factor = 1 / maxValue(depth);
  for (let i = 0; i < plane.length; i++) out[i] = (plane[i] ?? 0) * factor;
  return out;
}

function multiply(plane: Float32Array, by: Float32Array): void {
  for (let i = 0; i < plane.length; i++) plane[i] = (plane[i] ?? 0) * (by[i] ?? 0);
}

/** Rounds to the document's samples; divides by `alpha` where that is given. */
function quantize(values: Float32Array, alpha: Float32Array | undefined, depth: Depth): Plane {
  const out = depth === 8 ? new Uint8Array(values.length) : new Uint16Array(values.length);
  const full = maxValue(depth);
  for (let i = 0; i < out.length; i++) {
    const share = alpha === undefined ? 1 : (alpha[i] ?? 0);
    if (share < LEAST_ALPHA) continue;
    const value = Math.round(((values[i] ?? 0) / share) * full);
    out[i] = value < 0 ? 0 : value > full ? full : value;
  }
  return out;
}
