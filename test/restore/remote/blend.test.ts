import { rect, rectOfSize } from '../../../src/core/geometry';
import { createBuffers } from '../../../src/pixels/buffers';
import { createBlend } from '../../../src/restore/remote/blend';
import { tileWeights } from '../../../src/sampling/windows';
import { goOn, pauses } from '../../support/breathing';
import { noisePicture } from './remote-request';

const SIZE = { width: 48, height: 40 };

test.each([8, 16] as const)('the only window is taken as it is, %d bit', async (depth) => {
  const picture = noisePicture(SIZE, depth);
  const blend = createBlend(SIZE, createBuffers());
  await blend.add(picture, rectOfSize(SIZE), goOn);
  const { dims, data } = await blend.result(goOn);
  expect(dims).toEqual([1, 3, 40, 48]);
  const max = depth === 8 ? 255 : 65535;
  const plane = SIZE.width * SIZE.height;
  const back = Array.from({ length: 3 * plane }, (_, i) =>
    Math.round(((data[(i % 3) * plane + Math.floor(i / 3)]! + 1) / 2) * max),
  );
  expect(back).toEqual([...picture.data].filter((_, i) => i % 4 !== 3));
});

test('windows count by their weights, in memory that was used for something else', async () => {
  const buffers = createBuffers();
  const used = [buffers.take(3 * 48 * 40), buffers.take(48 * 40)];
  for (const one of used) buffers.give(one.fill(7));
  const windows = [rect(0, 0, 32, 40), rect(16, 0, 32, 40)];
  const pictures = [1, 2].map((seed) => noisePicture({ width: 32, height: 40 }, 8, seed));
  const blend = createBlend(SIZE, buffers);
  for (const [i, window] of windows.entries()) await blend.add(pictures[i]!, window, goOn);
  const { data } = await blend.result(goOn);
  const weights = tileWeights(40, 32);
  for (const [x, y] of [
    [3, 5],
    [16, 0],
    [20, 39],
    [31, 17],
    [40, 22],
  ] as const) {
    let [sum, count] = [0, 0];
    for (const [i, window] of windows.entries()) {
      if (x < window.x || x >= window.x + 32) continue;
      const at = y * 32 + x - window.x;
      sum += weights[at]! * ((pictures[i]!.data[at * 4 + 1]! * 2) / 255 - 1);
      count += weights[at]!;
    }
    expect(data[(40 + y) * 48 + x]).toBeCloseTo(sum / count, 5);
  }
  blend.release();
  expect(buffers.usedBytes).toBe(0);
});

test('an abort is heard within a row', async () => {
  const picture = noisePicture({ width: 32, height: 40 });
  const blend = createBlend(SIZE, createBuffers());
  const rows = pauses(10);
  await expect(blend.add(picture, rect(0, 0, 32, 40), rows.breathe)).rejects.toThrow('abort');
  expect(rows.count()).toBe(10);
});
