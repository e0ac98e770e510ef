import { decode as decodeJpeg } from 'jpeg-js';
import { newLayer } from '../model/layer';
import type { Raster } from '../model/raster';
import type { DocumentState } from '../model/state';
import { lastIdOf } from './layer-ids';
import { decodePng } from './png';
import { readPsdState } from './psd-read';

/** `frozen`: the editor hangs on it; `refused`: an uncaught error in its console. */
export type Opened =
  | {
      readonly kind: 'document';
      readonly state: DocumentState;
      /** The last number given to a layer. */
      readonly lastId: number;
    }
  | { readonly kind: 'frozen' }
  | { readonly kind: 'refused'; readonly reason: string };

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, i) => bytes[i] === byte);
}

const PSD = [0x38, 0x42, 0x50, 0x53];
const PNG = [0x89, 0x50, 0x4e, 0x47];
const JPEG = [0xff, 0xd8, 0xff];

export function stateOfRaster(raster: Raster, profile: Uint8Array | null): DocumentState {
  const layer = newLayer(1, 'Background', { raster, background: true });
  const { width, height } = raster.rect;
  return {
    size: { width, height },
    resolution: 72,
    mode: 'rgb',
    depth: raster.depth,
    profile,
    layers: [layer],
    active: [layer.uid],
    selection: null,
    quickMask: false,
    linkedFiles: [],
    rest: {},
  };
}

function jpegRaster(bytes: Uint8Array): Raster {
  const { width, height, data } = decodeJpeg(bytes, { useTArray: true });
  const rect = { x: 0, y: 0, width, height };
  return { rect, depth: 8, data: new Uint8ClampedArray(data) };
}

/** Opens what arrives as an ArrayBuffer. Known here: PSD, PNG, JPEG. */
export function openPicture(bytes: Uint8Array): Opened {
  try {
    if (startsWith(bytes, PNG)) {
      const { raster, profile } = decodePng(bytes);
      return { kind: 'document', state: stateOfRaster(raster, profile), lastId: 1 };
    }
    if (startsWith(bytes, PSD)) {
      return { kind: 'document', state: readPsdState(bytes), lastId: lastIdOf(bytes) };
    }
    if (startsWith(bytes, JPEG)) {
      return { kind: 'document', state: stateOfRaster(jpegRaster(bytes), null), lastId: 1 };
    }
    return { kind: 'refused', reason: 'unknown format' };
  } catch (error) {
    return startsWith(bytes, PNG) ? { kind: 'frozen' } : { kind: 'refused', reason: String(error) };
  }
}
