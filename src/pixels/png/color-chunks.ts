import type { ImageColors } from '../../core/document';
import { rgbColors } from '../icc/image-colors';
import { joined } from '../joined';
import { deflated } from './encode-png';
import type { PngPart } from './read-png';
import { SRGB_CHUNK } from './srgb-mark';

/** Begins the chunk: any name, a zero that ends it, and one that means deflate. */
const PROFILE_HEAD = new TextEncoder().encode('ICC profile\0\0');

/** A PNG's chunk with a profile, which has to be of the colour space of its pixels. */
export async function profileChunk(profile: Uint8Array): Promise<PngPart> {
  const packed = await deflated([new Uint8Array(profile)]);
  return { type: 'iCCP', data: joined([PROFILE_HEAD, packed]) };
}

/** Chunks that say what RGB values mean; none where nobody tells, or the profile is not theirs. */
export async function colorChunks(colors: ImageColors): Promise<readonly PngPart[]> {
  if (colors === 'srgb') return [SRGB_CHUNK];
  const profile = rgbColors(colors);
  return profile instanceof Uint8Array ? [await profileChunk(profile)] : [];
}
