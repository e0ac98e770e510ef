import { joined } from '../joined';
import { chunkParts } from './chunk-parts';

/** The rendering intent of photographs. */
const PERCEPTUAL = 0;
/** Length of the signature and the header, behind which anything else goes, bytes. */
const BEGINNING = 8 + 25;

/** Says that a PNG's values are sRGB. */
export const SRGB_CHUNK = { type: 'sRGB', data: Uint8Array.of(PERCEPTUAL) } as const;

/** A PNG that says nothing of its colours, and then says that they are sRGB. */
export function markedSrgb(png: Uint8Array): Uint8Array<ArrayBuffer> {
  const { type, data } = SRGB_CHUNK;
  return joined([png.subarray(0, BEGINNING), ...chunkParts(type, data), png.subarray(BEGINNING)]);
}
