import { restoredValues } from '../picture/restore';
import { nativeGraph } from './graphs';
import { testPicture } from './lab';
import { same, type Witnesses } from './witness';

const IMAGE = 'a.png [temp]';

export const RESULTS: Witnesses = {
  'R28-pixels': async (make) => {
    const lab = await make();
    const { png, rgb } = testPicture(128, 64);
    await lab.upload(png, { type: 'temp' });
    const id = await lab.submit(nativeGraph(IMAGE, { width: 128 }));
    const { width, height, data } = await lab.result(id);
    const expected = restoredValues(rgb, { seed: 7, steps: 4 });
    return width === 128 && height === 64 && same(data, [...expected]);
  },
  'R28-seed': async (make) => {
    const lab = await make();
    await lab.upload(testPicture().png, { type: 'temp' });
    const results = [];
    for (const seed of [7, 8, 7]) {
      lab.comfy.forgetCache();
      results.push(await lab.result(await lab.submit(nativeGraph(IMAGE, { seed }))));
    }
    return same(results[0], results[2]) && !same(results[0], results[1]);
  },
  'R28-truncated': async (make) => {
    const lab = await make({ restores: (value) => value * 0.999 });
    const { png, rgb } = testPicture();
    await lab.upload(png, { type: 'temp' });
    const { data } = await lab.result(await lab.submit(nativeGraph(IMAGE)));
    return data.every((value, i) => value === Math.max(0, (rgb[i] ?? 0) - 1) || rgb[i] === 0);
  },
};
