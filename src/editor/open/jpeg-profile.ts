import { joined } from '../../pixels/joined';
import type { JpegSegment } from './jpeg-segments';
import { startsAt } from './signature';

const APP2 = 0xe2;
const ICC = 'ICC_PROFILE\0';
/** The signature, the part's number and how many there are. */
const HEAD_BYTES = ICC.length + 2;

export function isProfilePart({ marker, body }: JpegSegment): boolean {
  return marker === APP2 && startsAt(body, 0, ICC);
}

/**
 * The profile that comes in numbered parts, in any order (ICC.1 annex B.4). `damaged` where a part is
 * missing, there twice, or counts differently from the others; null where there is none.
 */
export function assembleProfile(segments: readonly JpegSegment[]): Uint8Array | 'damaged' | null {
  const parts = segments.filter(isProfilePart).map(({ body }) => ({
    number: body[ICC.length],
    count: body[ICC.length + 1],
    data: body.subarray(HEAD_BYTES),
  }));
  if (parts.length === 0) return null;
  const ordered = parts.toSorted((a, b) => (a.number ?? 0) - (b.number ?? 0));
  const whole = ordered.every(({ number, count }, i) => number === i + 1 && count === parts.length);
  return whole ? joined(ordered.map(({ data }) => data)) : 'damaged';
}
