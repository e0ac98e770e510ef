import type { Breathe } from '../../core/breathe';
import { rectOfSize, scaleSize } from '../../core/geometry';
import { createImage, type Depth, type Image } from '../../core/image';
import { createBuffers } from '../../pixels/buffers';
import { readColours, writePlanes } from '../../pixels/planes';
import type { Rows } from './blur-steps';
import { FILTER_REACH, type Enlarge } from './enlarge';
import { seenWith, stripsOf } from './strips';

/** Some rows of a picture: row `y` of the picture is row `y` − `top` of `image`. */
export interface ImageRows {
  readonly image: Image;
  readonly top: number;
}

/** The colours of an original at the size of its result, where that is `factor` times as large. */
export interface PlainRows {
  /** Rows of the result, or more; alpha has no meaning. */
  of(rows: Rows): ImageRows;
  /** Computes all of them, once, where there is room. */
  prepare(breathe: Breathe): Promise<void>;
}

/** @param keptBytes an enlarged original of so many bytes is kept as a whole; others are enlarged anew */
export function createPlainRows(
  original: Image,
  factor: number,
  enlarge: Enlarge,
  depth: Depth,
  keptBytes: number,
): PlainRows {
  const size = scaleSize(original, factor);
  const buffers = createBuffers();
  let whole: Image | null = factor === 1 ? original : null;

  /** Rows of the original, enlarged, to row `to` of an image. */
  function write({ from, to }: Rows, out: Image, at: number): void {
    const core = { x: 0, y: from, width: original.width, height: to - from };
    const { seen, inner } = seenWith(core, FILTER_REACH, original);
    const small = readColours(original, seen, buffers);
    const first = inner.y * factor;
    const wanted = { from: first, to: first + inner.height * factor };
    enlarge(small, wanted, buffers, (row, y) =>
      writePlanes(row, rectOfSize(row), out, { x: 0, y: at + y - first }),
    );
    buffers.give(small.data);
  }

  return {
    of({ from, to }) {
      if (whole !== null) return { image: whole, top: 0 };
      const rows = { from: Math.floor(from / factor), to: Math.ceil(to / factor) };
      const image = createImage(
        { width: size.width, height: (rows.to - rows.from) * factor },
        depth,
      );
      write(rows, image, 0);
      return { image, top: rows.from * factor };
    },

    async prepare(breathe) {
      const { width, height } = size;
      if (whole !== null || width * height * 4 * (depth / 8) > keptBytes) return;
      const image = createImage(size, depth);
      for (const { core } of stripsOf(rectOfSize(original), FILTER_REACH, factor)) {
        await breathe();
        write({ from: core.y, to: core.y + core.height }, image, core.y * factor);
      }
      buffers.clear();
      whole = image;
    },
  };
}
