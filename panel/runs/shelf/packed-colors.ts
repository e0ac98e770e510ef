import { sha256 } from 'hash-wasm';
import * as v from 'valibot';
import type { ImageColors } from '../../../src/core/document';
import { isImageColors } from '../../../src/pixels/icc/image-colors';
import { KEY, sound, type PackedPicture, type ReadPicture } from './packed-picture';

/** What a record says of its colours: their profile stands by its key beside the pictures. */
export const COLORS_FORM = v.nullable(v.union([v.literal('srgb'), v.object({ key: KEY })]));

export type ColorsForm = v.InferOutput<typeof COLORS_FORM>;

/** The profile, as it is; null: there is none to be stored. */
export async function packProfile(
  colors: ImageColors,
): Promise<PackedPicture<{ readonly key: string }> | null> {
  if (!(colors instanceof Uint8Array)) return null;
  const key = await sha256(colors);
  return { key, bytes: colors, form: { key } };
}

/** null as well where the profile is missing or damaged: the picture is worth having without it. */
export async function unpackColors(form: ColorsForm, read: ReadPicture): Promise<ImageColors> {
  if (form === null || form === 'srgb') return form;
  const bytes = await sound(form.key, read);
  return isImageColors(bytes) ? bytes : null;
}
