import { sha256 } from 'hash-wasm';
import { rect, sameSize, translate, type Rect } from '../../../src/core/geometry';
import { CHANNELS, cropImage, type Image } from '../../../src/core/image';
import type { KeptResult, SourceMark } from '../../store/kept';

/** Longest side of a mark, pixels: an editor reads so little in the least time that it reads anything. */
export const LONGEST_MARK = 64;

/** Places a side at which the richest part is looked for. */
const PLACES = 5;

/**
 * Colours that a mark has at least. White paper, a flat fill or a plain gradient lies in many
 * documents at the same place; a photograph has hundreds of colours in a mark.
 */
const LEAST_COLOURS = 128;

/** What the picture under a result is recognised by; null where there is too little in it. */
export async function markOf({ summary, result, before }: KeptResult): Promise<SourceMark | null> {
  const { region, restored = region } = summary;
  if (before === null || restored === null || !sameSize(before, restored)) return null;
  const found = richest(before);
  if (found === null) return null;
  return {
    layerId: result.above.layerId,
    rect: translate(found, restored.x, restored.y),
    digest: await pixelDigest(cropImage(before, found)),
  };
}

/**
 * SHA-256 of a picture's depth, size and values, hexadecimal. Colours under full transparency do
 * not count: a file that is saved and opened again may have others there.
 */
export function pixelDigest(image: Image): Promise<string> {
  const data = image.data.slice();
  for (let at = 0; at < data.length; at += CHANNELS) {
    if (data[at + CHANNELS - 1] === 0) data.fill(0, at, at + CHANNELS);
  }
  const head = new Uint8Array(Uint32Array.of(image.depth, image.width, image.height).buffer);
  const values = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const bytes = new Uint8Array(head.length + values.length);
  bytes.set(head);
  bytes.set(values, head.length);
  return sha256(bytes);
}

/** The part with the most colours of some that are spread over the picture. */
function richest(image: Image): Rect | null {
  const width = Math.min(LONGEST_MARK, image.width);
  const height = Math.min(LONGEST_MARK, image.height);
  let best: Rect | null = null;
  let most = LEAST_COLOURS - 1;
  for (let row = 0; row < PLACES; row++) {
    for (let column = 0; column < PLACES; column++) {
      const x = Math.round(((image.width - width) * column) / (PLACES - 1));
      const y = Math.round(((image.height - height) * row) / (PLACES - 1));
      const place = rect(x, y, width, height);
      const count = coloursIn(cropImage(image, place));
      if (count <= most) continue;
      most = count;
      best = place;
    }
  }
  return best;
}

function coloursIn({ data, depth }: Image): number {
  const colours = new Set<number>();
  const step = depth === 8 ? 1 << 8 : 1 << 16;
  for (let at = 0; at < data.length; at += CHANNELS) {
    if (data[at + CHANNELS - 1] === 0) continue;
    const [r, g, b] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
    colours.add((r * step + g) * step + b);
  }
  return colours.size;
}
