import { isAbort, throwIfAborted } from '../../core/abort';
import type { Image } from '../../core/image';
import { profileName } from '../../pixels/icc/describe';
import { describesPicture, parseProfile } from '../../pixels/icc/profile';
import type { DocumentNotice } from '../document/document-notice';
import { decodeCmykJpeg } from './cmyk-jpeg';
import type { JpegInfo } from './jpeg-info';
import { profileLeftOut, type Colors } from './settle-colors';

/**
 * Decodes a JPEG of four inks as sRGB: through its profile, or as the browser mixes them where
 * there is none that can be used.
 */
export async function readCmyk(
  info: JpegInfo,
  byBrowser: () => Promise<Image>,
  signal?: AbortSignal,
): Promise<Colors> {
  const plain = async (...notices: readonly DocumentNotice[]): Promise<Colors> => ({
    image: await byBrowser(),
    iccProfile: null,
    notices: [{ code: 'converted-to-rgb', detail: 'CMYK' }, ...notices],
  });
  if (info.iccProfile === null) return plain();
  const profile = parseProfile(info.iccProfile);
  if (profile === null) return plain({ code: 'profile-unreadable', detail: '' });
  if (!describesPicture(profile, 'CMYK')) return plain(profileLeftOut(profile));
  try {
    const image = await decodeCmykJpeg(info.plain, info, profile, signal);
    if (image === null) return await plain(profileLeftOut(profile));
    const detail = `CMYK (${profileName(profile)})`;
    return { image, iccProfile: null, notices: [{ code: 'converted-to-rgb', detail }] };
  } catch (error) {
    if (isAbort(error)) throw error;
    throwIfAborted(signal);
    // The browser's decoder knows more kinds of JPEG and needs less memory.
    return plain(profileLeftOut(profile));
  }
}
