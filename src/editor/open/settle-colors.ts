import { createImage, maxValue, type Image } from '../../core/image';
import type { Curve } from '../../pixels/icc/curve';
import { isSrgb, profileName } from '../../pixels/icc/describe';
import { greyToSrgb } from '../../pixels/icc/grey';
import { describesPicture, parseProfile, type IccProfile } from '../../pixels/icc/profile';
import type { DocumentNotice } from '../document/document-notice';
import type { StatedSpace } from './stated-space';

export interface Colors {
  readonly image: Image;
  /** Colour profile of the RGB values of `image`; null: they are taken as sRGB. */
  readonly iccProfile: Uint8Array | null;
  readonly notices: readonly DocumentNotice[];
}

export interface ToldColors {
  readonly profile: Uint8Array | null;
  /** Space that the file states beside its profile; counts where that cannot be used. */
  readonly space: StatedSpace | null;
  /** Whether the file's pixels are grey: a profile for grey describes them. */
  readonly grey: boolean;
}

/**
 * Decides how decoded values are read. Values of RGB stay as they are; grey ones with a profile of
 * their own become sRGB, because what is saved has three channels.
 */
export function settleColors(image: Image, { profile, space, grey }: ToldColors): Colors {
  if (profile === null) return withoutProfile(image, space, []);
  const parsed = parseProfile(profile);
  if (parsed === null) {
    return withoutProfile(image, space, [{ code: 'profile-unreadable', detail: '' }]);
  }
  if (describesPicture(parsed, 'RGB ')) {
    return { image, iccProfile: parsed.bytes.slice(), notices: colorNotices(parsed) };
  }
  const curve = grey && describesPicture(parsed, 'GRAY') ? greyToSrgb(parsed) : null;
  if (curve === null) return withoutProfile(image, space, [profileLeftOut(parsed)]);
  if (isSrgb(parsed)) return { image, iccProfile: null, notices: [] };
  const notice = { code: 'converted-to-rgb', detail: profileName(parsed) } as const;
  return { image: mapped(image, curve), iccProfile: null, notices: [notice] };
}

/** A notice where the values are not sRGB's: they are shown and restored as if they were. */
export function colorNotices(profile: IccProfile): readonly DocumentNotice[] {
  return isSrgb(profile) ? [] : [{ code: 'not-srgb', detail: profileName(profile) }];
}

/** A notice about a sound profile that cannot describe this picture's pixels. */
export function profileLeftOut(profile: IccProfile): DocumentNotice {
  const name = profileName(profile);
  const space = profile.deviceClass === 'link' ? 'device link' : profile.space.trim();
  return { code: 'profile-left-out', detail: name === space ? name : `${name}, ${space}` };
}

function withoutProfile(
  image: Image,
  space: StatedSpace | null,
  notices: readonly DocumentNotice[],
): Colors {
  if (space === null) return { image, iccProfile: null, notices };
  const code = space.profile === null ? 'space-not-kept' : 'not-srgb';
  return {
    image,
    iccProfile: space.profile,
    notices: [...notices, { code, detail: space.name }],
  };
}

/** The image with every colour through the curve; alpha stays. */
function mapped(image: Image, curve: Curve): Image {
  const out = createImage(image, image.depth);
  const max = maxValue(image.depth);
  const table = Float64Array.from({ length: max + 1 }, (_, value) => max * curve(value / max));
  for (let i = 0; i < image.data.length; i++) {
    const value = image.data[i] as number;
    out.data[i] = i % 4 === 3 ? value : Math.round(table[value] as number);
  }
  return out;
}
