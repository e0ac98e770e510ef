import type { Chromaticities, Xy } from '../../pixels/icc/chromaticities';
import type { Curve } from '../../pixels/icc/curve';
import {
  P3_PRIMARIES,
  REC2020_PRIMARIES,
  SRGB_PRIMARIES,
  SRGB_TRANSFER,
} from '../../pixels/icc/named-spaces';
import { stated, type StatedSpace } from './stated-space';

const D65: Xy = [0.3127, 0.329];

/** Colour primaries by their code (ITU-T H.273, table 2). */
const PRIMARIES: Readonly<Record<number, readonly [name: string, space: Chromaticities]>> = {
  1: ['sRGB primaries', SRGB_PRIMARIES],
  5: [
    'Rec. 601 (625 lines)',
    { red: [0.64, 0.33], green: [0.29, 0.6], blue: [0.15, 0.06], white: D65 },
  ],
  6: [
    'Rec. 601 (525 lines)',
    { red: [0.63, 0.34], green: [0.31, 0.595], blue: [0.155, 0.07], white: D65 },
  ],
  9: ['Rec. 2020', REC2020_PRIMARIES],
  11: ['DCI-P3', { ...P3_PRIMARIES, white: [0.314, 0.351] }],
  12: ['Display P3', P3_PRIMARIES],
};

/** Transfer characteristics by their code (table 3); null: light beyond white, which no profile holds. */
const TRANSFERS: Readonly<Record<number, readonly [name: string, curve: number | Curve | null]>> = {
  1: ['Rec. 709 curve', rec709ToLinear],
  4: ['gamma 2.2', 2.2],
  5: ['gamma 2.8', 2.8],
  6: ['Rec. 709 curve', rec709ToLinear],
  8: ['linear', 1],
  13: ['sRGB curve', SRGB_TRANSFER],
  14: ['Rec. 709 curve', rec709ToLinear],
  15: ['Rec. 709 curve', rec709ToLinear],
  16: ['PQ', null],
  18: ['HLG', null],
};
const FULL_RANGE_RGB = '0,1';

/**
 * The space that a `cICP` chunk names: primaries, transfer, matrix, range. `unknown`: codes that say
 * nothing, so that the next chunk counts.
 */
export function cicpSpace(chunk: Uint8Array): StatedSpace | 'srgb' | 'unknown' {
  if (chunk.length !== 4) return 'unknown';
  const [colors = 0, transferCode = 0, ...form] = chunk;
  if (colors === 1 && transferCode === 13 && form.join(',') === FULL_RANGE_RGB) return 'srgb';
  const unspecified = 2;
  if (colors === unspecified && transferCode === unspecified) return 'unknown';
  const primaries = PRIMARIES[colors];
  const transfer = TRANSFERS[transferCode];
  if (primaries === undefined || transfer === undefined || form.join(',') !== FULL_RANGE_RGB) {
    return { name: `cICP ${chunk.join(', ')}`, profile: null };
  }
  const name = `${primaries[0]}, ${transfer[0]}`;
  const [, curve] = transfer;
  return curve === null
    ? { name, profile: null }
    : stated({ ...primaries[1], name, transfer: curve });
}

/** ITU-R BT.709-6, item 1.2, turned round. */
function rec709ToLinear(value: number): number {
  return value < 0.081 ? value / 4.5 : ((value + 0.099) / 1.099) ** (1 / 0.45);
}
