import { isAbort } from '../../../core/abort';
import { sameSize } from '../../../core/geometry';
import { checkFileSize } from '../limits';
import type { WorkspaceNotice } from '../workspace';
import type { DecodedImage, DecodeImage, EncodedImage } from './decode-image';
import { droppedNotice } from './dropped';
import { damagedFile } from './errors';
import type { FlatPicture } from './flat';
import { readIcc } from './icc';
import { readJpegInfo } from './jpeg-info';
import { orientImage } from './orient';
import { openPng, pngImage } from './png';
import { pngInfo } from './png-info';
import { colorNotices } from './psd';
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
      return fromPng(bytes, name);
    case 'jpeg':
      return fromJpeg(bytes, name, decode, signal);
    case 'webp':
      return fromWebp(bytes, name, decode, signal);
  }
}

function fromPng(bytes: Uint8Array, name: string): FlatPicture {
  const file = openPng(bytes, name);
  checkFileSize(file.header, name);
  const info = pngInfo(file);
  const image = pngImage(file, name);
  const { iccProfile } = file;
  const space = info.otherSpace;
  const notices: WorkspaceNotice[] = space === null ? [] : [{ code: 'not-srgb', detail: space }];
  if (iccProfile !== null) notices.push(...colorNotices(iccProfile));
  if (info.animated) notices.push({ code: 'first-frame-only', detail: '' });
  if (info.orientation !== 1) notices.push({ code: 'oriented', detail: '' });
  notices.push(...droppedNotice(info.dropped));
  return { image: orientImage(image, info.orientation), iccProfile, notices };
}

async function fromJpeg(
  bytes: Uint8Array,
  name: string,
  decode: DecodeImage,
  signal?: AbortSignal,
): Promise<FlatPicture> {
  const info = readJpegInfo(bytes, name);
  checkFileSize(info, name);
  const encoded = { bytes: info.plain, type: 'image/jpeg', hasAlpha: false } as const;
  const { image } = await decoded(encoded, info, name, decode, signal);
  const notices: WorkspaceNotice[] = [];
  let { iccProfile } = info;
  if (info.components === CMYK_COMPONENTS) {
    notices.push({ code: 'converted-to-rgb', detail: 'CMYK' });
    iccProfile = null;
  } else if (iccProfile !== null && readIcc(iccProfile)?.space === 'GRAY') {
    notices.push(...colorNotices(iccProfile));
    iccProfile = null;
  } else {
    notices.push(...colorNotices(iccProfile));
  }
  if (info.orientation !== 1) notices.push({ code: 'oriented', detail: '' });
  notices.push(...droppedNotice(info.dropped));
  return { image: orientImage(image, info.orientation), iccProfile, notices };
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
  const notices = [...colorNotices(info.iccProfile)];
  if (!exactAlpha) notices.push({ code: 'alpha-approximate', detail: '' });
  if (info.animated) notices.push({ code: 'first-frame-only', detail: '' });
  if (info.orientation !== 1) notices.push({ code: 'oriented', detail: '' });
  notices.push(...droppedNotice(info.dropped));
  return { image: orientImage(image, info.orientation), iccProfile: info.iccProfile, notices };
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
