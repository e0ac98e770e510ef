import { createMask } from '../../src/core/mask';
import { featherMask } from '../../src/pixels/feather';
import { goOn, pauses } from '../support/breathing';

function band() {
  const mask = createMask({ width: 40, height: 150 });
  mask.data.fill(255, 40 * 60, 40 * 90);
  return mask;
}

test('the mask that came in is left alone, and no softness gives it back', async () => {
  const mask = band();
  const before = mask.data.slice();
  await featherMask(mask, 5, goOn);
  expect(mask.data).toEqual(before);
  expect(await featherMask(mask, 0, goOn)).toBe(mask);
});

test('a feather that reaches over the whole mask is called off within a row', async () => {
  const all = pauses();
  await featherMask(band(), 128, all.breathe);
  // Each row is blurred along itself ahead of time, then across.
  expect(all.count()).toBe(2 * 150);
  for (const at of [1, 100, 151, 280]) {
    const some = pauses(at);
    await expect(featherMask(band(), 128, some.breathe)).rejects.toThrow('abort');
    expect(some.count()).toBe(at);
  }
});
