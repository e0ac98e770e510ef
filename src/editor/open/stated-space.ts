import { matrixProfile, type MatrixSpace } from '../../pixels/icc/matrix-profile';
import {
  ADOBE_RGB_GAMMA,
  ADOBE_RGB_NAME,
  ADOBE_RGB_PRIMARIES,
} from '../../pixels/icc/named-spaces';

/** A colour space other than sRGB that a file names without a profile. */
export interface StatedSpace {
  /** Name for people: a usual one, or the numbers. */
  readonly name: string;
  /** A profile of the same space; null: profiles cannot express it. */
  readonly profile: Uint8Array | null;
}

/** A space as a profile and its name. */
export function stated(space: MatrixSpace): StatedSpace {
  return { name: space.name, profile: matrixProfile(space) };
}

export function adobeRgb(): StatedSpace {
  const transfer = ADOBE_RGB_GAMMA;
  return stated({ ...ADOBE_RGB_PRIMARIES, name: ADOBE_RGB_NAME, transfer });
}
