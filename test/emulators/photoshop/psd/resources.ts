import { ByteWriter } from '../../../../src/psd/byte-writer';
import { isKnownProfile, type SpaceName } from '../model/color';
import type { Profile } from '../model/document';
import type { ModeName } from '../types';
import type { PsdParts } from './head';
import { readIcc } from './icc';

const RESOLUTION = 1005;
export const ICC_PROFILE = 1039;
const TARGET_LAYER = 1024;
/** Resources that count layers or are written anew. */
export const OWN_RESOURCES: readonly number[] = [RESOLUTION, ICC_PROFILE, TARGET_LAYER, 1026, 1072];
const DEFAULT_PPI = 72;

function dataOf(parts: PsdParts, id: number): Uint8Array | null {
  const resource = parts.resources.find((candidate) => candidate.id === id);
  return resource ? parts.bytes.slice(resource.data.start, resource.data.end) : null;
}

export function spaceOf(mode: ModeName): SpaceName {
  if (mode === 'lab') return 'Lab';
  return mode === 'rgb' || mode === 'cmyk' || mode === 'indexed' ? 'RGB' : 'Grayscale';
}

/** Lab needs none. */
export function profileOf(parts: PsdParts): Profile | null {
  if (parts.mode === 'lab') return { name: 'Lab D50', bytes: null };
  const bytes = dataOf(parts, ICC_PROFILE);
  if (bytes === null) return null;
  const profile = readIcc(bytes);
  if (profile === null) return { name: 'custom', bytes };
  const space = spaceOf(parts.mode);
  if (!isKnownProfile(space, profile.name) && profile.isSrgb)
    return { name: space === 'RGB' ? 'sRGB IEC61966-2.1' : 'sGray', bytes };
  return { name: profile.name, bytes };
}

/** Pixels per inch. */
export function resolutionOf(parts: PsdParts): number {
  const data = dataOf(parts, RESOLUTION);
  if (data === null || data.length < 4) return DEFAULT_PPI;
  return new DataView(data.buffer).getUint32(0) / 0x10000;
}

/** Index of the record that was active when the file was written. */
export function targetLayer(parts: PsdParts): number | null {
  const data = dataOf(parts, TARGET_LAYER);
  return data !== null && data.length >= 2 ? ((data[0] ?? 0) << 8) | (data[1] ?? 0) : null;
}

export function resource(id: number, data: Uint8Array): Uint8Array {
  const writer = new ByteWriter().tag('8BIM').u16(id).u16(0).section(data);
  return writer.zeros(data.length % 2).done();
}

export function resolutionResource(ppi: number): Uint8Array {
  const fixed = Math.round(ppi * 0x10000);
  const writer = new ByteWriter();
  for (let i = 0; i < 2; i++) writer.u32(fixed).u16(1).u16(1);
  return resource(RESOLUTION, writer.done());
}

export function targetResource(index: number): Uint8Array {
  return resource(TARGET_LAYER, new ByteWriter().u16(index).done());
}
