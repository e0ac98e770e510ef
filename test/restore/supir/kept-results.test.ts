import type { Tensor } from '../../../src/onnx/session';
import type { Latent } from '../../../src/sampling/latent';
import type { Conditioning } from '../../../src/restore/supir/conditioning';
import { createKeptResults, type PictureStages } from '../../../src/restore/supir/kept-results';

function picture(value: number, side = 2): Tensor {
  return { dims: [1, 3, side, side], data: new Float32Array(3 * side * side).fill(value) };
}

const STAGES = { stage1: picture(1) } as PictureStages;

test('the stages of a picture are made once for it, and again for another picture or other files', async () => {
  const kept = createKeptResults();
  let made = 0;
  const make = (): Promise<PictureStages> => {
    made++;
    return Promise.resolve(STAGES);
  };
  const ask = async (key: string, of: Tensor) => (await kept.stages(key, of, make)).wasKept;
  const own = picture(0.5);
  expect(await ask('files', own)).toBe(false);
  expect(await ask('files', picture(0.5))).toBe(true);
  // The run's own picture lies in memory that is used again.
  own.data.fill(9);
  expect(await ask('files', picture(0.5))).toBe(true);
  expect(await ask('files', picture(0.25))).toBe(false);
  expect(await ask('files', picture(0.25, 4))).toBe(false);
  expect(await ask('other files', picture(0.25, 4))).toBe(false);
  expect(made).toBe(4);
});

test('a run that fails keeps nothing', async () => {
  const kept = createKeptResults();
  const failing = kept.stages('files', picture(1), () => Promise.reject(new Error('cancelled')));
  await expect(failing).rejects.toThrow('cancelled');
  const next = await kept.stages('files', picture(1), () => Promise.resolve(STAGES));
  expect(next).toEqual({ value: STAGES, wasKept: false });
});

test('texts are embedded once; those used longest ago are forgotten', async () => {
  const kept = createKeptResults();
  const ask = async (key: string): Promise<boolean> =>
    (await kept.texts(key, () => Promise.resolve({} as Conditioning))).wasKept;
  for (const key of 'abcdefgh') expect(await ask(key)).toBe(false);
  expect(await ask('a')).toBe(true);
  expect(await ask('i')).toBe(false);
  expect(await ask('a')).toBe(true);
  expect(await ask('b')).toBe(false);
});

test('what is let go of is made again; what the adapter holds is still known', async () => {
  const kept = createKeptResults();
  const stages = async () =>
    (await kept.stages('k', picture(1), () => Promise.resolve(STAGES))).wasKept;
  const texts = async () =>
    (await kept.texts('k', () => Promise.resolve({} as Conditioning))).wasKept;
  expect(kept.isEmpty).toBe(true);
  await texts();
  expect(kept.isEmpty).toBe(false);
  await stages();
  kept.keepSampled('k', STAGES, picture(2) as unknown as Latent);
  kept.isOther('one');
  kept.clear();
  expect(kept.isEmpty).toBe(true);
  expect(kept.hasTexts('k')).toBe(false);
  expect(kept.sampled('k', STAGES)).toBeNull();
  expect([await texts(), await stages()]).toEqual([false, false]);
  expect(kept.sampled('k', STAGES)).toBeNull();
  expect(kept.isOther('two')).toBe(true);
});

test('two pairs of files in turn: each time the adapter holds the weights of the other one', () => {
  const kept = createKeptResults();
  expect(['one', 'one', 'two', 'one'].map((pair) => kept.isOther(pair))).toEqual([
    false,
    false,
    true,
    true,
  ]);
});
