import {
  initializeCanvas,
  readPsd,
  type Layer as PsdLayer,
  type PixelData,
  type Psd,
} from 'ag-psd';
import { freshCopy, newLayer, percentOf, type Layer, type LayerMask } from '../model/layer';
import type { Raster } from '../model/raster';
import type { DocumentState } from '../model/state';
import { readProfile } from './psd-resources';

/** Resolution of a file that does not say. */
const DEFAULT_RESOLUTION = 72;
/** Colour mode in the header. */
const CMYK = 4;

export function prepareAgPsd(): void {
  initializeCanvas(
    () => {
      throw new Error('pixels are read without a canvas');
    },
    (width, height) =>
      ({ width, height, data: new Uint8ClampedArray(width * height * 4) }) as ImageData,
  );
}

function rasterOf(pixels: PixelData | undefined, x: number, y: number): Raster | null {
  if (!pixels || pixels.width === 0 || pixels.height === 0) return null;
  const rect = { x, y, width: pixels.width, height: pixels.height };
  const { data } = pixels;
  if (data instanceof Uint16Array) return { rect, depth: 16, data };
  if (data instanceof Float32Array) throw new Error('32-bit pixels');
  return { rect, depth: 8, data: new Uint8ClampedArray(data) };
}

function maskOf(mask: PsdLayer['mask']): LayerMask | null {
  if (!mask) return null;
  const { left = 0, top = 0, right = 0, bottom = 0, imageData } = mask;
  const rect = { x: left, y: top, width: right - left, height: bottom - top };
  const data = new Uint8Array(rect.width * rect.height);
  for (let i = 0; imageData && i < data.length; i++) data[i] = imageData.data[i * 4] ?? 0;
  return { rect, data, outside: mask.defaultColor ?? 0, disabled: mask.disabled ?? false };
}

function layerOf(source: PsdLayer, number: () => number): Layer {
  const { imageData, mask, children, ...rest } = source;
  const id = source.id ?? number();
  const locks = source.protected;
  return newLayer(id, source.name ?? '', {
    visible: source.hidden !== true,
    opacity: percentOf(Math.round((source.opacity ?? 1) * 255)),
    fillOpacity: percentOf(Math.round((source.fillOpacity ?? 1) * 255)),
    blend: source.blendMode ?? 'normal',
    clipped: source.clipping ?? false,
    locked: locks?.composite === true && locks.position === true,
    mask: maskOf(mask),
    raster: children ? null : rasterOf(imageData, source.left ?? 0, source.top ?? 0),
    children: children?.map((child) => layerOf(child, number)) ?? null,
    rest,
  });
}

/** A PSD without layers (or with layers that ag-psd cannot read) is one layer. */
function backgroundOf(psd: Psd): Layer {
  return newLayer(1, 'Background', { raster: rasterOf(psd.imageData, 0, 0), background: true });
}

/** Throws when the bytes are no PSD or a cut one. */
export function readPsdState(bytes: Uint8Array): DocumentState {
  prepareAgPsd();
  const psd = readPsd(bytes, { useImageData: true, skipThumbnail: true });
  const { children, imageData, linkedFiles, colorMode, bitsPerChannel, ...rest } = psd;
  let last = 0;
  const number = (): number => (last += 1);
  const layers =
    children && children.length > 0
      ? children.map((child) => layerOf(child, number))
      : [backgroundOf({ ...psd, ...(imageData && { imageData }) })];
  const top = layers.at(-1);
  return {
    size: { width: psd.width, height: psd.height },
    resolution: psd.imageResources?.resolutionInfo?.horizontalResolution ?? DEFAULT_RESOLUTION,
    mode: Number(colorMode) === CMYK ? 'cmyk' : 'rgb',
    depth: bitsPerChannel === 16 ? 16 : 8,
    profile: readProfile(bytes),
    layers,
    active: top ? [top.uid] : [],
    selection: null,
    quickMask: false,
    linkedFiles: linkedFiles ?? [],
    rest,
  };
}

/** The same document once more, its layers under new uids. */
export function copyState(state: DocumentState): DocumentState {
  const layers = state.layers.map(freshCopy);
  const top = layers.at(-1);
  return { ...state, layers, active: top ? [top.uid] : [], selection: null, quickMask: false };
}
