import type { Depth } from '../../../../src/core/image';
import type { Layer } from './layer';
import { newSamples, type Raster, type Samples } from './raster';

export function toDepth(raster: Raster, depth: Depth): Raster {
  if (raster.depth === depth) return raster;
  const data = newSamples(raster.data.length, depth);
  if (depth === 16) for (let i = 0; i < data.length; i++) data[i] = (raster.data[i] ?? 0) * 257;
  else for (let i = 0; i < data.length; i++) data[i] = Math.round((raster.data[i] ?? 0) / 257);
  return { rect: raster.rect, depth, data };
}

/** The stand-in for a profile's tone curve: one exponent a profile, 1 for none (sRGB). */
function gammaOf(profile: Uint8Array | null): number {
  if (profile === null) return 1;
  const sum = profile.reduce((a, b) => (a * 31 + b) % 997, 7);
  return 0.7 + (sum / 997) * 0.2;
}

export function sameProfile(a: Uint8Array | null, b: Uint8Array | null): boolean {
  if (a === null || b === null) return a === b;
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

/** Moves colours from one profile to another; alpha stays. Coarse, but the same every time. */
export function toProfile(raster: Raster, from: Uint8Array | null, to: Uint8Array | null): Raster {
  if (sameProfile(from, to)) return raster;
  const exponent = gammaOf(from) / gammaOf(to);
  const top = raster.depth === 8 ? 255 : 65535;
  const data: Samples = raster.data.slice();
  for (let i = 0; i < data.length; i++) {
    if (i % 4 !== 3) data[i] = Math.round(top * ((data[i] ?? 0) / top) ** exponent);
  }
  return { ...raster, data };
}

export function convertRaster(layer: Layer, convert: (raster: Raster) => Raster): Layer {
  return layer.raster === null ? layer : { ...layer, raster: convert(layer.raster) };
}
