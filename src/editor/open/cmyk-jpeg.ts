import { createImage, type Image } from '../../core/image';
import { type Size, sameSize } from '../../core/geometry';
import { cmykToSrgb } from '../../pixels/icc/cmyk';
import type { InkLookup } from '../../pixels/icc/grid';
import type { IccProfile } from '../../pixels/icc/profile';
import { createBreather } from '../../core/breathe';

const INKS = 4;

/**
 * A JPEG of four inks as sRGB through its profile. The browser's decoder would not do: it mixes
 * black into the other inks before it looks at the profile, and hands out no inks. null: the
 * profile has no table for this.
 *
 * @throws any error where the bytes cannot be decoded
 */
export async function decodeCmykJpeg(
  bytes: Uint8Array,
  size: Size,
  profile: IccProfile,
  signal?: AbortSignal,
): Promise<Image | null> {
  const toSrgb = cmykToSrgb(profile);
  if (toSrgb === null) return null;
  const { JpegImage, setVerbosityLevel, VerbosityLevel } = await import(
    /* webpackChunkName: "cmyk-jpeg" */ 'pdfjs-dist/image_decoders/pdf.image_decoders.mjs'
  );
  setVerbosityLevel(VerbosityLevel.ERRORS);
  const jpeg = new JpegImage();
  jpeg.parse(bytes);
  const { width, height, numComponents } = jpeg;
  if (numComponents !== INKS || !sameSize(jpeg, size)) throw new Error('not the picture announced');
  return converted(jpeg.getData({ width, height, isSourcePDF: true }), size, toSrgb, signal);
}

/** Converts inks, stored as what they leave of the paper, as Adobe's programs began it. */
async function converted(
  stored: Uint8ClampedArray,
  size: Size,
  toSrgb: InkLookup,
  signal?: AbortSignal,
): Promise<Image> {
  const image = createImage({ width: size.width, height: size.height }, 8);
  const breathe = createBreather(signal);
  const ink = Float64Array.from({ length: 256 }, (_, value) => (255 - value) / 255);
  const color = new Float64Array(3);
  const rowBytes = size.width * INKS;
  for (let start = 0; start < stored.length; start += rowBytes) {
    await breathe();
    for (let at = start; at < start + rowBytes; at += INKS) {
      toSrgb(
        ink[stored[at] as number] as number,
        ink[stored[at + 1] as number] as number,
        ink[stored[at + 2] as number] as number,
        ink[stored[at + 3] as number] as number,
        color,
      );
      for (let i = 0; i < 3; i++) image.data[at + i] = Math.round((color[i] as number) * 255);
      image.data[at + 3] = 255;
    }
  }
  return image;
}
