import { fittingProfile } from '../../pixels/icc/profile';
import { inflateAtMost } from '../../pixels/inflate';
import type { DocumentTraits } from './codec';
import { badAnswerError } from './errors';
import { pngSize } from './png-picture';

const PSD_SIGNATURE = 0x38425053;
const RESOURCE_SIGNATURE = 0x3842494d;
const ICC_RESOURCE = 1039;
const PSD_DEPTHS = [1, 8, 16, 32] as const;
/** Largest profile that is inflated, bytes: far larger than any real one. */
const MAX_PROFILE_BYTES = 1 << 24;

/** Depth and colour profile from the head of a PSD, or the chunks of a PNG. */
export function traitsOfFile(bytes: Uint8Array): DocumentTraits {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length >= 30 && view.getUint32(0) === PSD_SIGNATURE) return psdTraits(bytes, view);
  pngSize(bytes);
  return pngTraits(bytes, view);
}

/** Header: 26 bytes, depth at 22; then the colour data, then the image resources. */
function psdTraits(bytes: Uint8Array, view: DataView): DocumentTraits {
  const depth = PSD_DEPTHS.find((d) => d === view.getUint16(22));
  if (depth === undefined) throw badAnswerError('depth');
  const resources = 26 + 4 + view.getUint32(26);
  if (resources + 4 > bytes.length) throw badAnswerError('length');
  const end = Math.min(bytes.length, resources + 4 + view.getUint32(resources));
  return {
    depth,
    iccProfile: fittingProfile(findResource(bytes, view, resources + 4, end), 'RGB '),
  };
}

/** Signature, id, Pascal name padded to even, length, data padded to even. */
function findResource(
  bytes: Uint8Array,
  view: DataView,
  start: number,
  end: number,
): Uint8Array | null {
  let at = start;
  while (at + 12 <= end && view.getUint32(at) === RESOURCE_SIGNATURE) {
    const id = view.getUint16(at + 4);
    const nameLength = view.getUint8(at + 6) + 1;
    const lengthAt = at + 6 + nameLength + (nameLength % 2);
    if (lengthAt + 4 > end) return null;
    const length = view.getUint32(lengthAt);
    const dataAt = lengthAt + 4;
    if (dataAt + length > end) return null;
    if (id === ICC_RESOURCE) return bytes.slice(dataAt, dataAt + length);
    at = dataAt + length + (length % 2);
  }
  return null;
}

/** Chunks before the picture: length, type, data, checksum. */
function pngTraits(bytes: Uint8Array, view: DataView): DocumentTraits {
  const depth = bytes[24] === 16 ? 16 : 8;
  let at = 8;
  while (at + 12 <= bytes.length) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (type === 'IDAT' || at + 12 + length > bytes.length) break;
    if (type === 'iCCP') {
      const chunk = bytes.subarray(at + 8, at + 8 + length);
      return { depth, iccProfile: fittingProfile(inflateProfile(chunk), 'RGB ') };
    }
    at += 12 + length;
  }
  return { depth, iccProfile: null };
}

/** A name, a zero, the compression method (0), zlib data. */
function inflateProfile(chunk: Uint8Array): Uint8Array {
  const nameEnd = chunk.indexOf(0);
  const profile =
    nameEnd < 0 ? null : inflateAtMost(chunk.subarray(nameEnd + 2), MAX_PROFILE_BYTES);
  if (profile === null) throw badAnswerError('colour profile');
  return profile;
}
