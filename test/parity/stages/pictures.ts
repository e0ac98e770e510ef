import { resizeBicubic8, resizeBicubicFloat } from '../../../src/restore/supir/bicubic';
import { adainFix, waveletFix, waveletLow } from '../../../src/restore/supir/color-fix';
import { toBytes } from '../../../src/restore/supir/pixels';
import { workingSize } from '../../../src/restore/supir/working-size';
import { byteDifference } from '../compare';
import type { StageContext } from '../context';
import type { StageFile } from '../stage-file';
import { pictureOf } from '../tensors';

export function runColorFix({ file }: StageContext): Promise<void> {
  const planes = (name: string) => {
    const { dims, data } = pictureOf(file.dims(name), file.bytes(name));
    return { width: dims[3] ?? 0, height: dims[2] ?? 0, data };
  };
  const [content, style] = [planes('content_u8'), planes('style_u8')];
  file.expect('wavelet.content_low', waveletLow(content).data);
  file.expect('wavelet.result', waveletFix(content, style).data);
  file.expect('adain.result', adainFix(content, style).data);
  return Promise.resolve();
}

export function runResize({ file }: StageContext): Promise<void> {
  for (let i = 0; file.has(`${i}.args`); i++) {
    const [height = 0, width = 0] = file.dims(`${i}.input_u8`);
    const [upscale = 1, minSize = 0] = file.expected(`${i}.args`) as Float64Array;
    file.floats(`${i}.args`);
    const { working, asked } = workingSize({ width, height }, upscale, minSize);
    file.expect(`${i}.asked_size_hw`, [asked.height, asked.width], { limit: 0 });
    const input = { width, height, channels: 3, data: file.bytes(`${i}.input_u8`) };
    const resized = resizeBicubic8(input, working);
    expectBytes(file, `${i}.resized_u8`, resized.data, { share: 0, worst: 0 });

    const { data } = pictureOf([working.height, working.width, 3], Uint8Array.from(resized.data));
    const back = toBytes(resizeBicubicFloat(data, working, asked), asked, Math.trunc);
    expectBytes(file, `${i}.back_u8`, back, TRUNCATED);
  }
  return Promise.resolve();
}

/** Bytes that are cut, not rounded: the last bit of a float decides at whole numbers. */
export const TRUNCATED = { share: 1e-3, worst: 1 };

export function expectBytes(
  file: StageFile,
  name: string,
  actual: ArrayLike<number>,
  limit: { readonly share: number; readonly worst: number },
): void {
  const { share, worst } = byteDifference(actual, file.expected(name) as ArrayLike<number>);
  file.record(name, {
    error: share,
    limit: limit.share,
    ok: share <= limit.share && worst <= limit.worst,
    note: `share of bytes that differ, by ${worst} at most`,
  });
}
