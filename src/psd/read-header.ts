import { ByteReader, tagAt } from './byte-reader';
import { damaged, notAPsd, tooLarge, truncated, unsupportedDepth, unsupportedMode } from './errors';
import type { PsdHeader, PsdMode } from './file';

export const HEADER_BYTES = 26;

/** Largest side of the canvas that the format allows, by version. */
export const MAX_SIDE = { 1: 30_000, 2: 300_000 } as const;
const MAX_CHANNELS = 56;
const PSD_DEPTHS = [1, 8, 16, 32];

const MODES: Readonly<Record<number, string>> = {
  0: 'bitmap',
  1: 'grayscale',
  2: 'indexed',
  3: 'rgb',
  4: 'cmyk',
  7: 'multichannel',
  8: 'duotone',
  9: 'lab',
};

/** The format's number of a mode. */
export function modeNumber(mode: PsdMode): number {
  return mode === 'rgb' ? 3 : 1;
}

/** Colour planes of a mode. */
export function colorCount(mode: PsdMode): 1 | 3 {
  return mode === 'rgb' ? 3 : 1;
}

/** True for bytes that start like a PSD or PSB. */
function isPsd(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && tagAt(bytes, 0) === '8BPS';
}

/** @throws FileError those of `readPsd` */
export function readHeader(bytes: Uint8Array): PsdHeader {
  if (!isPsd(bytes)) throw notAPsd();
  if (bytes.length < HEADER_BYTES) throw truncated('the header');
  const reader = new ByteReader(bytes, { start: 4, end: HEADER_BYTES }, 'the header');
  const version = reader.u16();
  if (version !== 1 && version !== 2) throw damaged(`version ${version} does not exist`);
  reader.skip(6);
  const channels = reader.u16();
  const height = reader.u32();
  const width = reader.u32();
  const depth = reader.u16();
  const mode = MODES[reader.u16()];
  if (width === 0 || height === 0) throw damaged('the picture has no pixels');
  if (width > MAX_SIDE[version] || height > MAX_SIDE[version]) {
    throw tooLarge(`${width} × ${height} pixels`);
  }
  if (mode === undefined || !PSD_DEPTHS.includes(depth)) throw damaged('the header makes no sense');
  if (mode !== 'rgb' && mode !== 'grayscale') throw unsupportedMode(mode);
  if (depth !== 8 && depth !== 16) throw unsupportedDepth(depth);
  if (channels < colorCount(mode) || channels > MAX_CHANNELS) {
    throw damaged(`${channels} channels in ${mode} mode`);
  }
  return { version, channels, width, height, depth, mode };
}
