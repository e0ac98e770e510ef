import type { WeightPolicy } from '../../src/networks/policy';
import { openTestPage, type TestPage } from '../../scripts/lib/browser/test-page';
import type { Layer, StorePage } from './store-page/entry';

jest.setTimeout(180_000);

let tab: TestPage<StorePage>;
beforeAll(async () => {
  tab = await openTestPage<StorePage>('test/onnx/store-page/entry.ts', { webgpu: true });
});
afterAll(() => tab.close());

const FULL: WeightPolicy = { floats: 'full', linear: 'float' };
const LAYER: Layer = {
  type: 'F16',
  outputs: 96,
  inputs: 640,
  policy: { floats: 'full', linear: 'q8' },
  sliceBytes: 2 ** 14,
};

/** The bias comes first, and is complete when the weight is stopped. */
const BIAS_BYTES = 96 * 4;

const POLICIES = (['full', 'mixed'] as const).flatMap((floats) =>
  (['float', 'q8', 'q4'] as const).map((linear): WeightPolicy => ({ floats, linear })),
);

describe.each(['F16', 'F32', 'BF16'] as const)('a weight of %s', (type) => {
  // 77 and 80 inputs: rows that end inside of a word and of a block.
  test.each([
    [96, 640],
    [33, 80],
    [7, 77],
    [1, 32],
  ])('%i × %i, is what the processor makes of it', async (outputs, inputs) => {
    for (const policy of POLICIES) {
      const rows = await tab.call('compare', { ...LAYER, type, outputs, inputs, policy });
      for (const { name, bytes, different, most } of rows) {
        const isPacked = /\.q[48]$/.test(name);
        // One step of a number in ten thousand; a byte of four bits each holds two of them.
        const allowed = isPacked ? Math.ceil(bytes * 1e-4) : 0;
        expect([policy, name, different <= allowed]).toEqual([policy, name, true]);
        expect([0, 1, 16]).toContain(most);
      }
      expect(rows.map(({ name }) => name)).toContain('layer.bias');
    }
  });
});

test('one in ten thousand numbers at most is rounded the other way', async () => {
  const layer = { ...LAYER, outputs: 640, inputs: 1280, sliceBytes: 2 ** 20 };
  const rows = await tab.call('compare', layer);
  const packed = rows.find(({ name }) => name.endsWith('.q8'))!;
  expect(packed.bytes).toBe(640 * 1280);
  expect(packed.different / packed.bytes).toBeLessThan(1e-4);
  expect(packed.most).toBeLessThanOrEqual(1);
  expect(rows.find(({ name }) => name.endsWith('.scales'))!.different).toBe(0);
});

test('bytes of a file are read once for all sessions, and again only after a release', async () => {
  const stored = (96 * 640 + 96) * 2;
  expect(await tab.call('readsAgain', LAYER)).toEqual([stored, 0, stored]);
});

test('weights live as long as someone uses them, or until a release', async () => {
  const [both, released, one, none] = await tab.call('lives', LAYER);
  expect(both).toBeGreaterThan(96 * 640);
  expect([released, one, none]).toEqual([both, both, 0]);
});

test('a cancel ends the reading after the slice that is being sent, and keeps nothing half', async () => {
  const layer = { ...LAYER, policy: FULL };
  const { error, held, told } = await tab.call('cancel', { layer, slices: 2 });
  expect([error, told]).toEqual(['stop', 2]);
  expect(held).toBe(BIAS_BYTES);
});

test('a file that cannot be read any more is named, and the next try works', async () => {
  const { error, held, then } = await tab.call('unreadable', LAYER);
  expect(error.message).toBe('unplugged');
  expect(held).toBe(BIAS_BYTES);
  expect(then).toBeGreaterThan(96 * 640);
});

test('a device that is lost while weights are sent ends the reading', async () => {
  const { error, slices, told } = await tab.call('lost', LAYER);
  expect(error).toMatchObject({ name: 'DeviceError', code: 'device-lost' });
  expect(told).toBeLessThan(slices);
});

test('a weight without room on the device is out of memory before anything is read', async () => {
  const { error, held, read } = await tab.call('tooLarge');
  expect(error).toMatchObject({ name: 'DeviceError', code: 'out-of-memory' });
  expect(held).toBe(0);
  expect(read).toBe(false);
});

// The last one: the page's adapters have the least limits from here on.
test('a weight above what a shader may bind is bound in parts, and the product is right', async () => {
  const { weightBytes, mostBound, error } = await tab.call('wide');
  expect(weightBytes).toBeGreaterThan(mostBound);
  expect(error).toBeLessThan(1e-6);
});
