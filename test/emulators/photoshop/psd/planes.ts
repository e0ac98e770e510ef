import { decodePlane } from '../../../../src/psd/decode-plane';
import { encodeChannel } from '../../../../src/psd/encode-plane';
import type { ByteRange } from '../../../../src/psd/file';
import { newSamples, type PixelDepth, type Samples } from '../model/raster';

interface Shape {
  readonly width: number;
  readonly height: number;
  readonly depth: PixelDepth;
}

/** In the file 16 bit ends at 65535, in Photoshop at 32768. */
const FILE_WHITE = 65535;
const WHITE_16 = 32768;

function floats(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.length >> 2 }, (_, i) => view.getFloat32(i * 4));
}

function floatBytes(samples: Samples): Uint8Array {
  const bytes = new Uint8Array(samples.length * 4);
  const view = new DataView(bytes.buffer);
  samples.forEach((value, i) => view.setFloat32(i * 4, value));
  return bytes;
}

/** One channel of a layer, in Photoshop's own range. */
export function readPlane(
  bytes: Uint8Array,
  data: ByteRange,
  shape: Shape,
  large: boolean,
): Samples {
  const { width, height, depth } = shape;
  if (width * height === 0) return newSamples(0, depth);
  if (depth === 32) {
    const compression = bytes[data.start + 1] ?? 0;
    if (compression > 1) throw new Error('sim: not modelled: zipped 32-bit channels');
    return floats(
      new Uint8Array(decodePlane(bytes, data, { width: width * 4, height, depth: 8, large })),
    );
  }
  const plane = decodePlane(bytes, data, { width, height, depth, large });
  if (plane instanceof Uint16Array) {
    return plane.map((value) => Math.round((value * WHITE_16) / FILE_WHITE));
  }
  return new Uint8Array(plane);
}

function fileValues(samples: Samples): Uint16Array {
  return Uint16Array.from(samples, (value) => Math.round((value * FILE_WHITE) / WHITE_16));
}

export function writePlane(samples: Samples, { width, height, depth }: Shape): Uint8Array {
  if (width * height === 0) return new Uint8Array(2);
  if (depth === 32) {
    const out = new Uint8Array(2 + samples.length * 4);
    out.set(floatBytes(samples), 2);
    return out;
  }
  const plane = depth === 16 ? fileValues(samples) : new Uint8Array(samples);
  return encodeChannel(plane, { width, height, depth, large: false });
}

/** Uncompressed, as the merged picture is written. */
export function rawPlane(samples: Samples, depth: PixelDepth): Uint8Array {
  if (depth === 32) return floatBytes(samples);
  if (depth === 8) return new Uint8Array(samples);
  const values = fileValues(samples);
  const bytes = new Uint8Array(values.length * 2);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => view.setUint16(i * 2, value));
  return bytes;
}
