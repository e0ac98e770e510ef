import * as v from 'valibot';
import { BLEND_MODES } from '../../../src/core/blend-mode';
import {
  OUTPUT_MODES,
  SCALES,
  type ImageColors,
  type LayerResult,
} from '../../../src/core/document';
import { sameSize } from '../../../src/core/geometry';
import type { Image } from '../../../src/core/image';
import type { Mask } from '../../../src/core/mask';
import { isImage, isMask } from '../stored-pixels';
import { colors, id, name } from '../stored-schemas';
import { COLORS_FORM, packProfile, unpackColors } from './packed-colors';
import {
  IMAGE_FORM,
  LARGEST,
  MASK_FORM,
  packImage,
  packMask,
  unpackImage,
  unpackMask,
  type PackedPicture,
} from './packed-picture';

/** A result with its pixels as they came: stored at once, so that its insert need not wait. */
export interface RawResult {
  readonly result: LayerResult;
  readonly before: Image | null;
  readonly colors: ImageColors;
}

const WHOLE = v.pipe(v.number(), v.safeInteger());
const SHARE = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const LOOK = v.object({
  clipped: v.boolean(),
  visible: v.boolean(),
  blendMode: v.picklist(BLEND_MODES),
  opacity: SHARE,
  fill: SHARE,
});

const ABOVE = v.object({ documentId: id, layerId: id });
const RECT = v.object({ x: WHOLE, y: WHOLE, width: WHOLE, height: WHOLE });
const SCALE = v.picklist(SCALES);

const IMAGE = v.custom<Image>((value) => isImage(value, LARGEST.maxArea));

const BASE = {
  above: ABOVE,
  name,
  look: v.optional(LOOK),
  rect: RECT,
  image: IMAGE,
  mask: v.custom<Mask>((value) => isMask(value, LARGEST.maxArea)),
};

const RAW = v.object({
  result: v.pipe(
    v.variant('mode', [
      v.object({ ...BASE, mode: v.literal('in-place') }),
      v.object({ ...BASE, mode: v.literal('enlarge'), scale: SCALE }),
      v.object({ ...BASE, mode: v.literal('smart-object'), scale: SCALE, content: IMAGE }),
    ]),
    v.check(({ rect, image, mask }) => sameSize(rect, image) && sameSize(image, mask)),
  ),
  before: v.nullable(IMAGE),
  // An older panel kept none, and what cannot be read is not worth the picture.
  colors: v.fallback(v.optional(colors, null), null),
});

/** A result out of storage, as it came; null where it is not one. */
export function readRaw(stored: unknown): RawResult | null {
  const checked = v.safeParse(RAW, stored);
  return checked.success ? (checked.output as RawResult) : null;
}

const PACKED = v.pipe(
  v.object({
    above: ABOVE,
    name,
    look: v.nullable(LOOK),
    mode: v.picklist(OUTPUT_MODES),
    scale: SCALE,
    rect: RECT,
    image: IMAGE_FORM,
    mask: MASK_FORM,
    /** null: it is no smart object. */
    content: v.nullable(IMAGE_FORM),
    before: v.nullable(IMAGE_FORM),
    colors: v.fallback(v.optional(COLORS_FORM, null), null),
  }),
  v.check(({ rect, image, mask }) => sameSize(rect, image) && sameSize(image, mask)),
  v.check(({ mode, content }) => (mode === 'smart-object') === (content !== null)),
);

/** A result without its pixels. */
export type PackedResult = v.InferOutput<typeof PACKED>;

export interface Packed {
  readonly record: PackedResult;
  /**
   * With the profile, by the hash of their bytes: results that share one, as variants share their
   * source, share its place.
   */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
  /** Of all of them, shared or not. */
  readonly bytes: number;
}

/** Compresses a result without losing a value. */
export async function packResult({ result, before, colors }: RawResult): Promise<Packed> {
  const { above, name, look, mode, rect } = result;
  const image = await packImage(result.image);
  const mask = await packMask(result.mask);
  const content = result.mode === 'smart-object' ? await contentOf(result, image) : null;
  const source = before === null ? null : await packImage(before);
  const profile = await packProfile(colors);
  const all: readonly PackedPicture<unknown>[] = [
    image,
    mask,
    ...(content === null ? [] : [content]),
    ...(source === null ? [] : [source]),
    ...(profile === null ? [] : [profile]),
  ];
  const pictures = new Map(all.map(({ key, bytes }) => [key, bytes]));
  return {
    record: {
      above,
      name,
      look: look ?? null,
      mode,
      scale: result.mode === 'in-place' ? 1 : result.scale,
      rect,
      image: image.form,
      mask: mask.form,
      content: content?.form ?? null,
      before: source?.form ?? null,
      colors: profile?.form ?? (colors === 'srgb' ? colors : null),
    },
    pictures,
    bytes: [...pictures.values()].reduce((sum, { byteLength }) => sum + byteLength, 0),
  };
}

type SmartObject = Extract<LayerResult, { readonly mode: 'smart-object' }>;

function contentOf(
  result: SmartObject,
  image: Awaited<ReturnType<typeof packImage>>,
): ReturnType<typeof packImage> {
  return result.content === result.image ? Promise.resolve(image) : packImage(result.content);
}

/**
 * The result with every pixel as it was; null where the record, or one of its pictures, is not what
 * was stored.
 */
export async function unpackResult(
  stored: unknown,
  read: (key: string) => Promise<Uint8Array | undefined>,
): Promise<RawResult | null> {
  const checked = v.safeParse(PACKED, stored);
  if (!checked.success) return null;
  const { above, name, look, mode, scale, rect, ...forms } = checked.output;
  const image = await unpackImage(forms.image, read);
  const mask = await unpackMask(forms.mask, read);
  const content = forms.content && (await unpackImage(forms.content, read));
  const before = forms.before && (await unpackImage(forms.before, read));
  const colors = await unpackColors(forms.colors, read);
  if (image === null || mask === null) return null;
  if ((content === null) !== (forms.content === null)) return null;
  if ((before === null) !== (forms.before === null)) return null;
  const base = { above, name, ...(look !== null && { look }), mask, rect, image };
  const beside = { before, colors };
  if (mode === 'in-place') return { result: { ...base, mode }, ...beside };
  if (mode === 'enlarge') return { result: { ...base, mode, scale }, ...beside };
  return content && { result: { ...base, mode, scale, content }, ...beside };
}

/** Keys of the pictures, and of the profile, that a stored record names; none where it is not one. */
export function picturesOf(stored: unknown): readonly string[] {
  const checked = v.safeParse(PACKED, stored);
  if (!checked.success) return [];
  const { image, mask, content, before, colors } = checked.output;
  const profile = colors === 'srgb' ? null : colors;
  return [image, mask, content, before, profile].flatMap((form) => form?.key ?? []);
}
