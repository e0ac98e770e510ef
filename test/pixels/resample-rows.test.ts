import { createBuffers } from '../../src/pixels/buffers';
import type { Planes } from '../../src/pixels/planes';
import { resampleRows } from '../../src/pixels/resample-rows';
import { resizePlanes } from '../../src/pixels/resize';
import { resizeRow, rowPlan } from '../../src/pixels/row-sums';
import { tapsFor, type Filter } from '../../src/pixels/taps';
import { normalsFrom } from '../support/random';

function noise(width: number, height: number, channels: number): Planes {
  const normal = normalsFrom(11);
  const data = Float32Array.from({ length: width * height * channels }, normal);
  return { width, height, channels, data };
}

test.each<readonly [Filter, number, number, number]>([
  ['lanczos3', 2, 37, 23],
  ['lanczos3', 3, 41, 19],
  ['lanczos3', 4, 30, 31],
  ['lanczos3', 2, 6, 7],
  ['lanczos3', 3, 5, 6],
  ['lanczos3', 4, 1, 1],
  ['bicubic', 2, 20, 20],
])('%s by %i of %i × %i: rows anywhere are those of the whole', (filter, factor, width, height) => {
  const buffers = createBuffers();
  const source = noise(width, height, 3);
  const size = { width: width * factor, height: height * factor };
  const whole = resizePlanes(source, size, filter, buffers);
  const columns = tapsFor(width, size.width, filter);
  const lines = tapsFor(height, size.height, filter);
  const seen: number[] = [];
  for (let first = 0; first < size.height; first += 5) {
    const span = { first, count: Math.min(5, size.height - first) };
    resampleRows(source, size.width, columns, lines, span, buffers, (row, y) => {
      seen.push(y);
      for (const channel of [0, 1, 2]) {
        const from = (channel * size.height + y) * size.width;
        const wanted = whole.data.subarray(from, from + size.width);
        const own = row.data.subarray(channel * size.width, (channel + 1) * size.width);
        expect(own).toEqual(wanted);
      }
    });
  }
  expect(seen).toEqual(Array.from({ length: size.height }, (_, y) => y));
  buffers.give(whole.data);
  expect(buffers.usedBytes).toBe(0);
});

test.each([
  [50, 100],
  [51, 153],
  [40, 160],
  [6, 12],
  // Not a whole number of times as long.
  [50, 90],
])('a line of %i becomes one of %i, each value the sum of its six', (from, to) => {
  const { data: line } = noise(from, 1, 1);
  const taps = tapsFor(from, to, 'lanczos3');
  const out = new Float32Array(to);
  resizeRow(line, out, rowPlan(taps, from));
  const weights = new Float32Array(taps.weights);
  expect(taps.taps).toBe(6);
  out.forEach((value, x) => {
    let sum = 0;
    for (let k = 0; k < 6; k++) sum += line[taps.first[x]! + k]! * weights[6 * x + k]!;
    expect(value).toBe(Math.fround(sum));
  });
});
