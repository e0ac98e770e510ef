import type { Raster } from '../model/raster';

const HEADER_BYTES = 26;
const CHANNELS_AT = 12;
const STEP = 1 / 255;

/** Where the merged picture of a PSD begins: it is the last section. */
function mergedSection(psd: Uint8Array): number {
  const view = new DataView(psd.buffer, psd.byteOffset, psd.byteLength);
  let at = HEADER_BYTES;
  for (let section = 0; section < 3; section++) at += 4 + view.getUint32(at);
  return at;
}

/**
 * The PSD with this merged picture, uncompressed. As the format wants it, colours of transparent pixels are mixed with
 * white; the rounding (and the order of the operations, which decides single steps) is the recorded editor's.
 */
export function withMerged(psd: Uint8Array, { rect, data }: Raster): Uint8Array {
  const at = mergedSection(psd);
  const pixels = rect.width * rect.height;
  const channels = psd[CHANNELS_AT + 1] ?? 3;
  const out = new Uint8Array(at + 2 + pixels * channels);
  out.set(psd.subarray(0, at));
  for (let i = 0; i < pixels; i++) {
    const alpha = data[i * 4 + 3] ?? 0;
    const share = alpha * STEP;
    const white = 255 * (1 - share);
    for (let c = 0; c < channels; c++) {
      const value = c === 3 ? alpha : Math.floor((data[i * 4 + c] ?? 0) * share + white);
      out[at + 2 + c * pixels + i] = value;
    }
  }
  return out;
}
