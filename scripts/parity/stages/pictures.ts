import type { Size } from '../../../src/core/geometry';
import type { Image8 } from '../../../src/core/image';
import type { Tensor } from '../../../src/onnx/session';
import { createBuffers } from '../../../src/pixels/buffers';
import { adainFix, waveletFix } from '../../../src/pixels/color-fix';
import type { Planes } from '../../../src/pixels/planes';
import { resizePlanes } from '../../../src/pixels/resize';
import {
  fromWorkingPicture,
  shrinksMuch,
  toWorkingPicture,
} from '../../../src/restore/supir/working-picture';
import { workingSize } from '../../../src/restore/supir/working-size';
import { byteDifference } from '../compare';
import type { ByteLimit } from '../limits';
import type { StageContext } from '../context';
import type { StageFile } from '../stage-file';
import { cutBytes, imageOf, pictureOf, writtenBytes } from '../tensors';

export async function runColorFix({ file }: StageContext): Promise<void> {
  const planes = (name: string) => {
    const { dims, data } = pictureOf(file.dims(name), file.bytes(name));
    return { width: dims[3] ?? 0, height: dims[2] ?? 0, channels: dims[1] ?? 0, data };
  };
  const [content, style] = [planes('content_u8'), planes('style_u8')];
  const fixed = async (fix: typeof waveletFix, picture: Planes, from: Planes) => {
    const out = { ...picture, data: picture.data.slice() };
    await fix(out, from, () => Promise.resolve());
    return out.data;
  };
  const nothing = { ...content, data: new Float32Array(content.data.length) };
  file.expect('wavelet.content_low', await fixed(waveletFix, nothing, content));
  file.expect('wavelet.result', await fixed(waveletFix, content, style));
  file.expect('adain.result', await fixed(adainFix, content, style));
}

export async function runResize({ file }: StageContext): Promise<void> {
  for (let i = 0; file.has(`${i}.args`); i++) {
    const image = imageOf(file, `${i}.input_u8`);
    const [upscale = 1, minSize = 0] = file.expected(`${i}.args`) as Float64Array;
    file.floats(`${i}.args`);
    const { working, asked } = workingSize(image, upscale, minSize);
    file.expect(`${i}.asked_size_hw`, [asked.height, asked.width], { limit: 0 });
    const picture = await expectWorkingPicture(file, `${i}.resized_u8`, image, working);
    expectBytes(file, `${i}.back_u8`, cutBytes(resizedBack(picture, asked)), TRUNCATED);
  }
}

/** The picture that the networks are given, compared byte by byte. */
export async function expectWorkingPicture(
  file: StageFile,
  name: string,
  image: Image8,
  working: Size,
): Promise<Tensor> {
  const buffers = createBuffers();
  const picture = await toWorkingPicture(image, working, buffers, () => Promise.resolve());
  const bytes = writtenBytes(fromWorkingPicture(picture, working, buffers));
  expectBytes(file, name, bytes, { share: 0, worst: 0 });
  return picture;
}

/** As the panel resizes a result; where it keeps from aliasing, as the reference goes on. */
export function resizedBack(picture: Tensor, asked: Size): Planes {
  const buffers = createBuffers();
  const [, , height = 0, width = 0] = picture.dims;
  const working = { width, height };
  if (!shrinksMuch(working, asked)) return fromWorkingPicture(picture, asked, buffers);
  const planes = fromWorkingPicture(picture, working, buffers);
  return resizePlanes(planes, asked, 'sharp-bicubic', buffers);
}

/** Bytes that are cut, not rounded: the last bit of a float decides at whole numbers. */
const TRUNCATED = { share: 1e-3, worst: 1 };

export function expectBytes(
  file: StageFile,
  name: string,
  actual: ArrayLike<number>,
  limit: ByteLimit,
): void {
  const { share, worst, psnr } = byteDifference(actual, file.expected(name) as ArrayLike<number>);
  const isNear = psnr >= (limit.psnr ?? 0);
  file.record(name, {
    error: share,
    limit: limit.share,
    ok: share <= limit.share && worst <= limit.worst && isNear,
    note: `share of bytes that differ, by ${worst} at most, ${psnr.toFixed(1)} dB`,
  });
}
