import { throwIfAborted } from '../core/abort';
import { CHANNELS, createImage, maxValue, type Image } from '../core/image';
import { type DocRect, type RowSpan, intersect, isEmpty } from '../core/geometry';
import { checkAllocation, checkPlane, decodePlane, sampleBytes, type Plane } from './decode-plane';
import { checkComposite, decodeCompositePlane } from './decode-composite';
import { damaged } from './errors';
import type { PsdFile, PsdLayer } from './file';
import { colorCount } from './read-header';

const ALPHA = 3;

/**
 * The layer's own pixels (no mask, opacity, effects) on exactly `docRect`, by default the layer's
 * bounds; transparent elsewhere. Gray documents give equal red, green and blue. 16-bit documents
 * give 16-bit images.
 *
 * @throws FileError `psd-damaged`, `psd-too-large`, or the signal's reason
 */
export function decodeLayer(
  file: PsdFile,
  layer: PsdLayer,
  docRect: DocRect = layer.rect,
  signal?: AbortSignal,
): Image {
  const { depth, mode } = file.header;
  checkAllocation(docRect.width * docRect.height * CHANNELS * sampleBytes(depth), 'a layer');
  const part = intersect(docRect, layer.rect);
  if (isEmpty(part)) return createImage(docRect, depth);
  const rows = { first: part.y - layer.rect.y, count: part.height };
  const colors = Array.from({ length: colorCount(mode) }, (_, id) => id);
  const planes = file.flat
    ? flatPlanes(file, colors, rows)
    : layerPlanes(file, layer, colors, rows);
  const place = { image: createImage(docRect, depth), docRect, part, layerRect: layer.rect };
  for (const { id, decode } of planes) {
    throwIfAborted(signal);
    const plane = decode();
    for (const slot of slotsOf(id, colors.length)) putPlane(place, plane, slot);
  }
  if (!planes.some(({ id }) => id === -1)) fillAlpha(place);
  return place.image;
}

interface PlaneToDecode {
  readonly id: number;
  readonly decode: () => Plane;
}

function flatPlanes(file: PsdFile, colors: readonly number[], rows: RowSpan): PlaneToDecode[] {
  checkComposite(file);
  return colors.map((id) => ({ id, decode: () => decodeCompositePlane(file, id, rows) }));
}

/** Planes of colours and transparency; checked before anything is allocated for them. */
function layerPlanes(
  file: PsdFile,
  layer: PsdLayer,
  colors: readonly number[],
  rows: RowSpan,
): PlaneToDecode[] {
  const { width, height } = layer.rect;
  const shape = { width, height, depth: file.header.depth, large: file.header.version === 2 };
  const wanted = layer.channels.filter(({ id }) => id === -1 || colors.includes(id));
  if (!colors.every((color) => wanted.some(({ id }) => id === color))) {
    throw damaged(`the layer "${layer.name}" lacks a colour channel`);
  }
  for (const { data } of wanted) checkPlane(file.bytes, data, shape);
  return wanted.map(({ id, data }) => ({
    id,
    decode: () => decodePlane(file.bytes, data, shape, rows),
  }));
}

/** Places of a channel among the image's four values. */
function slotsOf(id: number, colors: number): number[] {
  if (id === -1) return [ALPHA];
  return colors === 1 ? [0, 1, 2] : [id];
}

interface Place {
  readonly image: Image;
  readonly docRect: DocRect;
  /** The common part of `docRect` and the layer. */
  readonly part: DocRect;
  readonly layerRect: DocRect;
}

function putPlane({ image, docRect, part, layerRect }: Place, plane: Plane, slot: number): void {
  for (let row = 0; row < part.height; row++) {
    let from = row * layerRect.width + part.x - layerRect.x;
    let to = targetOf(docRect, part, row) + slot;
    for (let i = 0; i < part.width; i++, to += CHANNELS) image.data[to] = plane[from++] ?? 0;
  }
}

function fillAlpha({ image, docRect, part }: Place): void {
  const opaque = maxValue(image.depth);
  for (let row = 0; row < part.height; row++) {
    let to = targetOf(docRect, part, row) + ALPHA;
    for (let i = 0; i < part.width; i++, to += CHANNELS) image.data[to] = opaque;
  }
}

function targetOf(docRect: DocRect, part: DocRect, row: number): number {
  return ((part.y - docRect.y + row) * docRect.width + part.x - docRect.x) * CHANNELS;
}
