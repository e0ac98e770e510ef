import type { Tensor } from '../../onnx/session';
import type { Latent } from '../../sampling/latent';
import type { Image8 } from '../../core/image';

/** Weights of the latent's channels and a constant, a row for each colour. */
type Weights = readonly (readonly number[])[];

const COLOURS = 3;
const OPAQUE = 255;

/**
 * A rough picture of a latent without a decoder: colours as a linear function of the latent's
 * channels. The function is fitted, by least squares, to a picture [1, 3, 8h, 8w] (−1…1) and its
 * latent [1, c, h, w], so it fits whatever autoencoder made the latent. One pixel for each cell.
 */
export function latentPreview(latent: Latent, picture: Tensor): (latent: Latent) => Image8 {
  const weights = fit(latent, cellColours(latent, picture));
  return (shown) => paint(shown, weights);
}

/** Mean colours of the picture under each cell, [3][cells]. */
function cellColours({ dims }: Latent, { dims: of, data }: Tensor): readonly Float64Array[] {
  const [, , rows, columns] = dims;
  const [, , height = 0, width = 0] = of;
  const factor = height / rows;
  return Array.from({ length: COLOURS }, (_, colour) => {
    const sums = new Float64Array(rows * columns);
    for (let y = 0; y < height; y++) {
      const line = (colour * height + y) * width;
      const row = Math.floor(y / factor) * columns;
      for (let x = 0; x < width; x++) {
        const cell = row + Math.floor(x / factor);
        sums[cell] = (sums[cell] ?? 0) + (data[line + x] ?? 0);
      }
    }
    return sums.map((sum) => sum / (factor * factor));
  });
}

function fit(latent: Latent, colours: readonly Float64Array[]): Weights {
  const [, channels, rows, columns] = latent.dims;
  const cells = rows * columns;
  const size = channels + 1;
  const feature = (i: number, cell: number): number =>
    i === channels ? 1 : (latent.data[i * cells + cell] ?? 0);
  const sums = (value: (cell: number) => number): number => {
    let sum = 0;
    for (let cell = 0; cell < cells; cell++) sum += value(cell);
    return sum;
  };
  const products = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => sums((cell) => feature(i, cell) * feature(j, cell))),
  );
  return colours.map((colour) =>
    solve(
      products,
      Array.from({ length: size }, (_, i) =>
        sums((cell) => feature(i, cell) * (colour[cell] ?? 0)),
      ),
    ),
  );
}

/** Share of the diagonal that keeps a flat picture's system solvable. */
const RIDGE = 1e-6;

/** Gaussian elimination with pivoting; symmetric positive matrices of a few rows. */
function solve(matrix: Weights, right: readonly number[]): readonly number[] {
  const size = right.length;
  const rows = matrix.map((row, i) => [
    ...row.map((value, j) => (i === j ? value * (1 + RIDGE) + RIDGE : value)),
    right[i] ?? 0,
  ]);
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let pivot = 0; pivot < size; pivot++) {
    let best = pivot;
    for (let i = pivot + 1; i < size; i++) {
      if (Math.abs(at(i, pivot)) > Math.abs(at(best, pivot))) best = i;
    }
    [rows[pivot], rows[best]] = [rows[best] ?? [], rows[pivot] ?? []];
    for (let i = 0; i < size; i++) {
      if (i === pivot) continue;
      const factor = at(i, pivot) / at(pivot, pivot);
      rows[i] = (rows[i] ?? []).map((value, j) => value - factor * at(pivot, j));
    }
  }
  return rows.map((row, i) => (row[size] ?? 0) / (row[i] ?? 1));
}

function paint({ dims, data }: Latent, weights: Weights): Image8 {
  const [, channels, height, width] = dims;
  const cells = height * width;
  const out = new Uint8ClampedArray(cells * 4);
  for (let cell = 0; cell < cells; cell++) {
    weights.forEach((row, colour) => {
      let value = row[channels] ?? 0;
      for (let c = 0; c < channels; c++) value += (row[c] ?? 0) * (data[c * cells + cell] ?? 0);
      out[cell * 4 + colour] = (value + 1) * 127.5;
    });
    out[cell * 4 + COLOURS] = OPAQUE;
  }
  return { width, height, depth: 8, data: out };
}
