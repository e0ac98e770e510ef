import type { Planes } from '../../src/pixels/planes';

/**
 * One of the reference's blurs, 1…5, as docs/supir.md, section 12, defines it: [1 2 1]⊗[1 2 1]/16 with
 * holes of 2^(`level` − 1) pixels, edges repeated.
 */
export function blurLevel({ width, height, data }: Planes, level: number): Float32Array {
  const radius = 2 ** (level - 1);
  const inRows = data.map((value, i) => {
    const x = i % width;
    const before = data[i - (x < radius ? x : radius)]!;
    const after = data[i + (x + radius < width ? radius : width - 1 - x)]!;
    return (before + 2 * value + after) / 4;
  });
  return inRows.map((value, i) => {
    const y = ((i - (i % width)) / width) % height;
    const above = inRows[i - (y < radius ? y : radius) * width]!;
    const below = inRows[i + (y + radius < height ? radius : height - 1 - y) * width]!;
    return (above + 2 * value + below) / 4;
  });
}

/** What is left after all five. */
export function waveletLow(planes: Planes): Float32Array {
  return [1, 2, 3, 4, 5].reduce(
    (data, level) => blurLevel({ ...planes, data }, level),
    planes.data,
  );
}
