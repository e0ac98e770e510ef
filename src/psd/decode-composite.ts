import { throwIfAborted } from '../core/abort';
import { CHANNELS, createImage, maxValue, type Image } from '../core/image';
import type { RowSpan } from '../core/geometry';
import {
  checkAllocation,
  checkPlane,
  COMPRESSION,
  compressionOf,
  decodePlane,
  readRaw,
  sampleBytes,
  samplesOf,
  unpackRows,
  type Plane,
} from './decode-plane';
import type { PsdFile } from './file';
import { colorCount } from './read-header';

/** All planes of the composite as one tall plane, which is how the file stores them. */
function stackShape({ header }: PsdFile) {
  const { width, height, depth, channels, version } = header;
  return { width, height: height * channels, depth, large: version === 2 };
}

/**
 * Checks that the file is long enough for the merged picture that its header announces.
 * @throws FileError `psd-damaged`, `psd-too-large`
 */
export function checkComposite(file: PsdFile): void {
  checkPlane(file.bytes, file.sections.composite, stackShape(file));
}

/**
 * One plane of the merged picture: colours first, then transparency and saved channels, as the file
 * stores them; all rows, or some.
 *
 * @throws FileError `psd-damaged`, `psd-too-large`
 */
export function decodeCompositePlane(file: PsdFile, channel: number, some?: RowSpan): Plane {
  const { bytes, sections } = file;
  const shape = stackShape(file);
  const { height } = file.header;
  const data = sections.composite;
  const rows: RowSpan = {
    first: channel * height + (some?.first ?? 0),
    count: some?.count ?? height,
  };
  const compression = compressionOf(bytes, data);
  checkAllocation(shape.width * height * sampleBytes(shape.depth), 'the merged picture');
  if (compression === COMPRESSION.raw) {
    checkPlane(bytes, data, shape);
    return readRaw(bytes, data.start + 2, shape.width, rows, shape.depth);
  }
  if (compression !== COMPRESSION.rle) return decodePlane(bytes, data, shape, rows);
  checkPlane(bytes, data, shape);
  const body = { start: data.start + 2, end: data.end };
  const rowBytes = shape.width * sampleBytes(shape.depth);
  const packed = { bytes, body, large: shape.large, rowBytes, rowCount: shape.height };
  return samplesOf(unpackRows(packed, rows), shape.depth);
}

/** The merged picture that the file carries, canvas size, straight alpha. */
export function decodeComposite(file: PsdFile, signal?: AbortSignal): Image {
  const { width, height, depth, mode } = file.header;
  const colors = colorCount(mode);
  checkAllocation(width * height * CHANNELS * sampleBytes(depth), 'the merged picture');
  const planes: Plane[] = [];
  for (let i = 0; i < colors + (file.hasTransparency ? 1 : 0); i++) {
    throwIfAborted(signal);
    planes.push(decodeCompositePlane(file, i));
  }
  const [red] = planes;
  const green = colors === 1 ? red : planes[1];
  const blue = colors === 1 ? red : planes[2];
  const alpha = file.hasTransparency ? planes[colors] : undefined;
  const opaque = maxValue(depth);
  const image = createImage({ width, height }, depth);
  const { data } = image;
  for (let i = 0, to = 0; i < width * height; i++, to += CHANNELS) {
    const a = alpha?.[i] ?? opaque;
    data[to] = unmatte(red?.[i] ?? 0, a, opaque);
    data[to + 1] = unmatte(green?.[i] ?? 0, a, opaque);
    data[to + 2] = unmatte(blue?.[i] ?? 0, a, opaque);
    data[to + 3] = a;
  }
  return image;
}

/** A colour without the white that merged pictures with transparency are stored on. */
function unmatte(value: number, alpha: number, opaque: number): number {
  if (alpha === opaque || alpha === 0) return value;
  const straight = Math.round(((value - (opaque - alpha)) * opaque) / alpha);
  return Math.min(opaque, Math.max(0, straight));
}
