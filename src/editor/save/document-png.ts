import type { ColorMode } from '../../core/document';
import type { Image } from '../../core/image';
import { fittingProfile } from '../../pixels/icc/profile';
import type { Metadata, Resolution } from '../document/metadata';
import { profileChunk } from '../../pixels/png/color-chunks';
import { encodePng } from '../../pixels/png/encode-png';
import type { PngPart } from '../../pixels/png/read-png';
import { exifBlock } from './exif-block';

/** Parts of a PNG beside its pixels. */
export interface PngExtras {
  /** `grayscale`: red, green and blue are the same everywhere. */
  readonly mode: ColorMode;
  /** Colour profile; left out where it does not describe pixels of this mode. */
  readonly iccProfile: Uint8Array | null;
  readonly metadata: Metadata;
}

const METRE = 1;
const METRES_PER_INCH = 0.0254;

/** PNG of what belongs to a document: grey where the document is, with its profile and its words. */
export async function documentPng(
  image: Image,
  extras: PngExtras,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const options = { grey: extras.mode === 'grayscale', chunks: await chunksOf(extras) };
  return encodePng(image, options, signal);
}

async function chunksOf({ mode, iccProfile, metadata }: PngExtras): Promise<readonly PngPart[]> {
  const profile = fittingProfile(iccProfile, mode === 'grayscale' ? 'GRAY' : 'RGB ');
  const { resolution, texts } = metadata;
  const exif = exifBlock(metadata);
  const chunks: PngPart[] = [];
  if (profile !== null) chunks.push(await profileChunk(profile));
  if (resolution !== null) chunks.push({ type: 'pHYs', data: perMetre(resolution) });
  if (exif !== null) chunks.push({ type: 'eXIf', data: exif });
  const named = [
    ['Description', texts.description],
    ['Author', texts.author],
    ['Copyright', texts.copyright],
  ] as const;
  for (const [keyword, text] of named) {
    if (text !== null) chunks.push({ type: 'iTXt', data: internationalText(keyword, text) });
  }
  return chunks;
}

function perMetre({ x, y }: Resolution): Uint8Array {
  const view = new DataView(new ArrayBuffer(9));
  view.setUint32(0, Math.round(x / METRES_PER_INCH));
  view.setUint32(4, Math.round(y / METRES_PER_INCH));
  view.setUint8(8, METRE);
  return new Uint8Array(view.buffer);
}

/** An `iTXt` chunk's data: not compressed, without language and translated keyword. */
function internationalText(keyword: string, text: string): Uint8Array {
  return new TextEncoder().encode(`${keyword}\0\0\0\0\0${text}`);
}
