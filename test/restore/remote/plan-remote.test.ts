import { planRemote } from '../../../src/restore/remote/plan-remote';
import { slidingWindows } from '../../../src/sampling/windows';

const CELL = 8;

test.each([
  [128, 64],
  [128, 32],
  [192, 96],
  [192, 160],
  [256, 256],
])('tiles of %i every %i are where the sampler here has them', (tile, stride) => {
  const restorer = { minSize: 64, samplerTiles: { tile, stride } };
  const { working, windows } = planRemote(restorer, { width: 512, height: 320 }, 1);
  expect(working).toEqual({ width: 512, height: 320 });
  const [rows, columns] = [working.height / CELL, working.width / CELL];
  const here = slidingWindows(rows, columns, tile / CELL, stride / CELL);
  expect(windows).toEqual(
    here.map(({ x, y, width, height }) => ({
      x: x * CELL,
      y: y * CELL,
      width: width * CELL,
      height: height * CELL,
    })),
  );
});
