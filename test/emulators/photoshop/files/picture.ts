import { convertIndexedToRgb, decode } from 'fast-png';
import { documentSpace } from '../api/profile';
import { convertColors, type ColorSpace } from '../model/color';
import { type DocumentState } from '../model/document';
import { emptyRaster, toDepth, WHITE, type Raster } from '../model/raster';
import { renderDocument } from '../model/render';
import { readState } from '../psd/read';

/** A picture file, flattened. */
export interface PlacedPicture {
  readonly raster: Raster;
  readonly space: ColorSpace;
  /** Pixels per inch. */
  readonly resolution: number;
}

const SRGB: ColorSpace = { name: 'RGB', profile: 'sRGB IEC61966-2.1' };
const DEFAULT_PPI = 72;
const PER_METRE = 39.3701;

function readPng(bytes: Uint8Array): PlacedPicture {
  const png = decode(bytes);
  const deep = png.depth === 16;
  const data = png.palette ? convertIndexedToRgb(png) : png.data;
  const channels = png.palette ? data.length / (png.width * png.height) : png.channels;
  const rect = { x: 0, y: 0, width: png.width, height: png.height };
  const raster = emptyRaster(rect, deep ? 16 : 8, 3);
  const white = WHITE[raster.depth];
  const top = deep ? 65535 : 255;
  for (let i = 0; i < png.width * png.height; i++) {
    const gray = channels < 3;
    const alpha = channels % 2 === 0 ? (data[i * channels + channels - 1] ?? 0) : top;
    for (let c = 0; c < 3; c++) {
      const value = data[i * channels + (gray ? 0 : c)] ?? 0;
      raster.data[i * 4 + c] = Math.round((value * white) / top);
    }
    raster.data[i * 4 + 3] = Math.round((alpha * white) / top);
  }
  const density = png.resolution?.unit === 1 ? png.resolution.x / PER_METRE : DEFAULT_PPI;
  return { raster, space: SRGB, resolution: density };
}

/** PNG and PSD; throws for anything else. */
export function readPicture(bytes: Uint8Array): PlacedPicture {
  if (bytes[0] === 0x89) return readPng(bytes);
  let id = 0;
  const state = readState(bytes, () => (id += 1));
  return {
    raster: renderDocument(state),
    space: documentSpace(state),
    resolution: state.resolution,
  };
}

/** In the numbers of a document. */
export function fitted({ raster, space }: PlacedPicture, state: DocumentState): Raster {
  const own = documentSpace(state);
  const same = own.name === space.name && own.profile === space.profile;
  const linear = (raster.depth === 32) !== (state.depth === 32);
  return same && !linear
    ? toDepth(raster, state.depth)
    : convertColors(raster, space, own, state.depth);
}
