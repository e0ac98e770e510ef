import { fetchPixels, textOf, type Enlarged, type PictureFile } from './pixels';
import { loadSlim, runSlim } from './tfjs-slim.mjs';

export interface SlimJob extends PictureFile {
  readonly scale: 2 | 4;
}

/** UpscalerJS from pixels to pixels. */
export async function slimEnlarge(job: SlimJob): Promise<Enlarged> {
  const { width, height } = job;
  await loadSlim(job.scale);
  const rgba = await fetchPixels(job);
  const from = performance.now();
  const result = await runSlim(job.scale, { width, height, data: new Uint8Array(rgba.buffer) });
  const data = Uint8ClampedArray.from(result.data);
  const ms = performance.now() - from;
  return { ms, width: result.width, height: result.height, pixels: textOf(data), channels: 3 };
}
