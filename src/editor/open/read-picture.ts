import { isAbort } from '../../core/abort';
import { createBreather } from '../../core/breathe';
import { sameSize } from '../../core/geometry';
import type { Image } from '../../core/image';
import type { Metadata } from '../document/metadata';
import { checkFileSize } from '../document/size-limit';
import type { DecodedImage, DecodeImage, EncodedImage } from './decode-image';
import { droppedNotice } from './dropped-parts';
import { damagedFile } from './errors';
import type { Orientation } from './exif';
import type { FlatPicture } from './flat-document';
import { readJpegInfo } from './jpeg-info';
import { exifLeftOut, leftOutNotices, type LeftOut } from './left-out';
import { orientImage } from './orient';
import { openPng, pngImage } from './png';
import { pngInfo } from './png-info';
import { readCmyk } from './read-cmyk';
import { settleColors, type Colors } from './settle-colors';
import { adobeRgb } from './stated-space';
import { readWebpInfo } from './webp-info';

const CMYK_COMPONENTS = 4;

/** Reads a picture that is no PSD. The header is checked before anything is decoded. */
export async function readPicture(
  bytes: Uint8Array,
  type: 'png' | 'jpeg' | 'webp',
  name: string,
  decode: DecodeImage,
  signal?: AbortSignal,
): Promise<FlatPicture> {
  switch (type) {
    case 'png':
      return fromPng(bytes, name, signal);
    case 'jpeg':
      return fromJpeg(bytes, name, decode, signal);
    case 'webp':
      return fromWebp(bytes, name, decode, signal);
  }
}

async function fromPng(
  bytes: Uint8Array,
  name: string,
  signal?: AbortSignal,
): Promise<FlatPicture> {
  const breathe = createBreather(signal);
  const file = await openPng(bytes, name, breathe);
  checkFileSize(file.header, name);
  const { metadata, grey, animated, dropped } = pngInfo(file);
  const colors = settleColors(await pngImage(file, name, breathe), { ...metadata, grey });
  return finished(colors, { ...metadata, animated, dropped });
}

async function fromJpeg(
  bytes: Uint8Array,
  name: string,
  decode: DecodeImage,
  signal?: AbortSignal,
): Promise<FlatPicture> {
  const info = readJpegInfo(bytes, name);
  checkFileSize(info, name);
  const { metadata } = info;
  const byBrowser = async (): Promise<Image> => {
    const encoded = { bytes: info.plain, type: 'image/jpeg', hasAlpha: false } as const;
    return (await decoded(encoded, info, name, decode, signal)).image;
  };
  const space = metadata.exif.adobeRgb ? adobeRgb() : null;
  const colors =
    info.components === CMYK_COMPONENTS
      ? await readCmyk(info, byBrowser, signal)
      : settleColors(await byBrowser(), {
          profile: info.iccProfile,
          space,
          grey: info.components === 1,
        });
  const { orientation } = metadata.exif;
  return finished(colors, { ...metadata, orientation, dropped: info.dropped });
}

async function fromWebp(
  bytes: Uint8Array,
  name: string,
  decode: DecodeImage,
  signal?: AbortSignal,
): Promise<FlatPicture> {
  const info = readWebpInfo(bytes, name);
  checkFileSize(info, name);
  const encoded = { bytes: info.plain, type: 'image/webp', hasAlpha: info.hasAlpha } as const;
  const { image, exactAlpha } = await decoded(encoded, info, name, decode, signal);
  const { exif } = info;
  const space = exif.adobeRgb ? adobeRgb() : null;
  const colors = settleColors(image, { profile: info.iccProfile, space, grey: false });
  const notices = [...colors.notices];
  if (!exactAlpha) notices.push({ code: 'alpha-approximate', detail: '' });
  const leftOut: LeftOut[] = [...exifLeftOut(exif), ...(info.hasXmp ? (['xmp'] as const) : [])];
  const { animated, dropped } = info;
  return finished({ ...colors, notices }, { ...exif, leftOut, animated, dropped });
}

interface Beside extends Metadata {
  readonly orientation: Orientation;
  readonly animated?: boolean;
  readonly leftOut: readonly LeftOut[];
  readonly dropped: readonly string[];
}

/** The picture upright, with all notes and with the metadata for the files that are saved. */
function finished({ image, iccProfile, notices: ofColors }: Colors, beside: Beside): FlatPicture {
  const { orientation, animated = false, resolution, texts, leftOut, dropped } = beside;
  const notices = [...ofColors];
  if (animated) notices.push({ code: 'first-frame-only', detail: '' });
  if (orientation !== 1) notices.push({ code: 'oriented', detail: '' });
  notices.push(...droppedNotice(dropped), ...leftOutNotices(leftOut));
  const turned = orientation >= 5 && resolution !== null;
  const upright = turned ? { x: resolution.y, y: resolution.x } : resolution;
  const metadata = { resolution: upright, texts };
  return { image: orientImage(image, orientation), iccProfile, metadata, notices };
}

async function decoded(
  encoded: EncodedImage,
  info: { readonly width: number; readonly height: number },
  name: string,
  decode: DecodeImage,
  signal?: AbortSignal,
): Promise<DecodedImage> {
  try {
    const result = await decode(encoded, signal);
    if (sameSize(result.image, info)) return result;
  } catch (error) {
    if (isAbort(error)) throw error;
    throw damagedFile(name, 'its picture data cannot be decoded', error);
  }
  throw damagedFile(name, 'its size and its picture data do not agree');
}
