import type { DocRect } from '../../../core/geometry';
import type { Image } from '../../../core/image';
import type { Json } from '../protocol/parse';
import { type LayerLook, type LayerResult, PLAIN_LOOK } from '../../../core/document';
import { crcOfBytes, crcOfText } from '../../../pixels/crc32';

export interface InsertParcel {
  readonly params: Json;
  readonly blobs: readonly Uint8Array[];
}

/** Encodes an image as a PNG of its own size and depth; in a worker, since it takes long. */
export type EncodePng = (image: Image, signal: AbortSignal) => Promise<Uint8Array>;

/**
 * The message and blobs that hand a result to the plugin, which puts it above `result.above` or, where
 * it `replaces` that, instead. Borrows the result's bytes.
 */
export async function insertParcel(
  key: string,
  result: LayerResult,
  replaces: boolean,
  encodePng: EncodePng,
  signal: AbortSignal,
): Promise<InsertParcel> {
  const { mode, above, name, rect, look = PLAIN_LOOK, mask } = result;
  const base = {
    key,
    mode,
    name: name.slice(0, MAX_NAME),
    above: { documentId: above.documentId, layerId: above.layerId },
    replaces,
    rect: plain(rect),
    look: plainLook(look),
  };
  if (mode === 'smart-object') {
    const { content } = result;
    const png = await encodePng(content, signal);
    const { width, height } = content;
    const visible = plain(visibleRect(content));
    return { params: { ...base, content: { width, height }, visible }, blobs: [png, mask.data] };
  }
  const { image } = result;
  const scale = mode === 'enlarge' ? result.scale : null;
  return { params: { ...base, scale, depth: image.depth }, blobs: [bytesOf(image), mask.data] };
}

/** Longest layer name that Photoshop accepts, characters. */
const MAX_NAME = 255;

function plain({ x, y, width, height }: DocRect): Json {
  return { x, y, width, height };
}

function plainLook({ clipped, visible, blendMode, opacity, fill }: LayerLook): Json {
  return { clipped, visible, blendMode, opacity, fill };
}

export function bytesOf({ data }: Image): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/**
 * Bounds of the pixels that are not fully transparent, by which Photoshop measures a placed picture;
 * the whole image if all of it is transparent.
 */
export function visibleRect({ width, height, data }: Image): DocRect {
  const visible = (x: number, y: number): boolean => (data[(y * width + x) * 4 + 3] ?? 0) > 0;
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let y = 0; y < height; y++) {
    let first = 0;
    while (first < width && !visible(first, y)) first++;
    if (first === width) continue;
    let last = width - 1;
    while (!visible(last, y)) last--;
    left = Math.min(left, first);
    right = Math.max(right, last + 1);
    top = Math.min(top, y);
    bottom = y + 1;
  }
  if (right === 0) return { x: 0, y: 0, width, height };
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Bytes in each of the `SAMPLES` samples that a result's hash is made of. */
const SAMPLE = 4096;
const SAMPLES = 64;

/** Hash of a result; survives a reload of the page. */
export function insertKey(result: LayerResult): string {
  const { mode, above, name, rect, look = PLAIN_LOOK, image, mask } = result;
  const { documentId, layerId } = above;
  const how = [plain(rect), plainLook(look)];
  const described = JSON.stringify([mode, documentId, layerId, name, ...how]);
  const sums = [bytesOf(image), mask.data].map((bytes) => sampled(bytes).toString(36));
  return `${crcOfText(described).toString(36)}-${sums.join('-')}`;
}

function sampled(bytes: Uint8Array): number {
  if (bytes.length <= SAMPLE * SAMPLES) return crcOfBytes(bytes);
  let sum = bytes.length;
  for (let i = 0; i < SAMPLES; i++) {
    const at = Math.floor((i * (bytes.length - SAMPLE)) / (SAMPLES - 1));
    sum = (Math.imul(sum, 31) + crcOfBytes(bytes.subarray(at, at + SAMPLE))) >>> 0;
  }
  return sum;
}
