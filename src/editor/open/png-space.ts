import type { Chromaticities, Xy } from '../../pixels/icc/chromaticities';
import { primariesName, SRGB_PRIMARIES, SRGB_TRANSFER } from '../../pixels/icc/named-spaces';
import { cicpSpace } from './cicp';
import { adobeRgb, stated, type StatedSpace } from './stated-space';

/** Chunks of a PNG that state its colours, `iCCP` aside. */
export interface PngColorChunks {
  readonly cicp: Uint8Array | null;
  readonly srgb: boolean;
  /** The stored gamma: 100,000 times the exponent from light to value. */
  readonly gamma: number | null;
  readonly primaries: Chromaticities | null;
}

/** 1 / 2.2 in hundred-thousandths, as files without a colour space of their own carry it. */
const USUAL_GAMMA = 45455;
const GAMMA_TOLERANCE = 1000;
/** Exponents from value to light that pictures have; others are mistakes. */
const SANE_EXPONENT = { least: 0.2, most: 8 };

/**
 * The colour space of the first chunk that counts (PNG, third edition, §4.3): cICP, sRGB, gAMA with
 * cHRM. `iCCP`, which comes second, is the caller's. null: sRGB, or nothing that makes sense.
 */
export function spaceOfPng({ cicp, srgb, gamma, primaries }: PngColorChunks): StatedSpace | null {
  const coded = cicp === null ? 'unknown' : cicpSpace(cicp);
  if (coded === 'srgb') return null;
  if (coded !== 'unknown') return coded;
  if (srgb) return null;
  const exponent = gamma === null ? null : saneExponent(gamma);
  const usual = gamma === null || exponent === null || isUsual(gamma);
  const known = primaries === null ? 'sRGB' : primariesName(primaries);
  if (known === 'sRGB' && usual) return null;
  if (known === 'Adobe RGB (1998)' && usual) return adobeRgb();
  const space = primaries ?? SRGB_PRIMARIES;
  // Without gAMA the curve is not known; that of sRGB is the best guess and close to most.
  const transfer = exponent ?? SRGB_TRANSFER;
  const name = [
    known ?? numbers(space),
    ...(exponent === null ? [] : [`gamma ${short(exponent)}`]),
  ];
  const result = stated({ ...space, name: name.join(', '), transfer });
  // Chromaticities that span no colours say nothing.
  return result.profile === null ? null : result;
}

function isUsual(gamma: number): boolean {
  return Math.abs(gamma - USUAL_GAMMA) <= GAMMA_TOLERANCE;
}

function saneExponent(gamma: number): number | null {
  const exponent = 100_000 / gamma;
  return exponent >= SANE_EXPONENT.least && exponent <= SANE_EXPONENT.most ? exponent : null;
}

function numbers({ red, green, blue, white }: Chromaticities): string {
  const pair = ([x, y]: Xy): string => `(${short(x)}, ${short(y)})`;
  return `primaries ${[red, green, blue].map(pair).join(' ')}, white ${pair(white)}`;
}

function short(value: number): string {
  return String(Math.round(value * 10_000) / 10_000);
}

/** Whether `cICP` states the colours better than an embedded profile beside it. */
export function overrulesProfile(cicp: Uint8Array | undefined): boolean {
  const coded = cicp === undefined ? 'unknown' : cicpSpace(cicp);
  return coded === 'srgb' || (coded !== 'unknown' && coded.profile !== null);
}
