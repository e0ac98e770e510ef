import { matrixProfile } from '../../src/pixels/icc/matrix-profile';
import { P3_PRIMARIES, SRGB_TRANSFER } from '../../src/pixels/icc/named-spaces';

/** A profile of another space than sRGB that browsers take. */
export const DISPLAY_P3 = matrixProfile({
  ...P3_PRIMARIES,
  name: 'Display P3, of a test',
  transfer: SRGB_TRANSFER,
})!;

/** The same, with so many bytes at its end that no tag names. */
export function padded(profile: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length);
  out.set(profile);
  new DataView(out.buffer).setUint32(0, length);
  return out;
}
