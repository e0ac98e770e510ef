import path from 'node:path';
import { workApart } from '../../scripts/record/apart';
import type { work } from './work/waiting-tiles';

jest.setTimeout(300_000);

test('tiles wait on the device, or in host memory where it is full, and leave nothing', async () => {
  const file = path.join(__dirname, 'work/waiting-tiles.ts');
  const [held, spilled, cancelled, cancelledFull, lost] = await workApart<typeof work>(file, [
    { cardBytes: null, cancelAfter: null },
    { cardBytes: 0, cancelAfter: null },
    { cardBytes: null, cancelAfter: 20 },
    { cardBytes: 0, cancelAfter: 20 },
    { cardBytes: null, cancelAfter: null, loseAfter: 20 },
  ]);
  const nothingLeft = { liveTensors: 0, left: 0 };
  expect(held).toMatchObject({ thrown: null, ...nothingLeft });
  expect(spilled).toMatchObject({ thrown: null, ...nothingLeft });
  // The picture and the statistics of its norms come back, nothing else.
  expect(spilled!.down).toBeGreaterThan(10 * held!.down);
  for (const ended of [cancelled, cancelledFull]) {
    expect(ended).toMatchObject({
      thrown: expect.stringMatching(/abort/i) as string,
      ...nothingLeft,
    });
  }
  expect(lost).toMatchObject({
    thrown: expect.stringMatching(/stopped working/) as string,
    ...nothingLeft,
  });
});
