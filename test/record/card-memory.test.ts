import path from 'node:path';
import { workApart } from '../../scripts/record/apart';
import type { Phases, work } from './work/phases';

jest.setTimeout(600_000);

const PHASES = path.join(__dirname, 'work/phases.ts');

/** How far the formula may be off. */
const OFF = 0.05;

const GB = 1e9;

describe.each([
  {
    name: 'with 16-bit floats',
    common: {},
    sizes: [
      { width: 512, height: 512, batch: 2 },
      { width: 704, height: 704, batch: 2 },
      { width: 1024, height: 1024, batch: 2 },
      { width: 1024, height: 1024, batch: 1, cardBytes: 7e9 },
      { width: 768, height: 1280, batch: 1 },
      { width: 1536, height: 1536, batch: 2, cardBytes: 15e9 },
    ],
  },
  {
    name: 'without 16-bit floats',
    common: { shaderF16: false },
    sizes: [
      { width: 448, height: 832, batch: 2 },
      { width: 768, height: 768, batch: 1 },
      { width: 1024, height: 1024, batch: 2, cardBytes: 15e9 },
      { width: 640, height: 1600, batch: 2, cardBytes: 15e9 },
    ],
  },
] as const)('memory on the card $name', ({ common, sizes }) => {
  test('is what the formula says', async () => {
    for (const { formula, recorded, unread, ...size } of await workApart<typeof work>(
      PHASES,
      common,
      sizes,
    )) {
      const parts: readonly (keyof Phases | 'resting')[] = ['step', 'autoencoder', 'resting'];
      const off = parts.map((part) => formula[part] / recorded[part] - 1);
      const shown = parts.map((part) => (recorded[part] / GB).toFixed(2));
      const far = off.filter((share) => !(Math.abs(share) <= OFF));
      expect({ ...size, off: far.length === 0 ? [] : off, shown }).toMatchObject({ off: [] });
      // Nothing is left for a next run: the store knows what these networks are made of.
      expect(unread).toBe(0);
    }
  });
});
