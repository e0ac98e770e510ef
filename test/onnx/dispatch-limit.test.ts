import { dispatchLimit } from '../../src/onnx/dispatch-limit';

const TENTH_OF_A_TERAFLOP = 0.1e12;

test.each([
  ['nvidia', 'lovelace', false],
  ['nvidia', 'pascal', false],
  ['nvidia', '', false],
  ['intel', 'gen-12hp', false],
  ['intel', 'xe-2hpg', false],
  ['intel', 'xe-3hpg', false],
  ['amd', 'rdna-1', false],
  ['amd', 'rdna-4', false],
  ['amd', 'cdna-3', false],
  // In processors as well as on cards.
  ['amd', 'rdna-2', true],
  ['amd', 'rdna-3', true],
  ['amd', 'gcn-5', true],
  ['amd', '', true],
  ['intel', 'gen-9', true],
  ['intel', 'gen-12lp', true],
  ['intel', 'xe-lpg', true],
  ['intel', 'xe-2lpg', true],
  ['intel', 'xe-3lpg', true],
  ['intel', '', true],
  ['apple', 'metal-3', true],
  ['apple', 'common-1', true],
  ['qualcomm', 'adreno-7xx', true],
  ['arm', 'valhall', true],
  ['google', 'swiftshader', true],
  ['mesa', 'llvmpipe', true],
  ['microsoft', 'basic-render-driver', true],
  ['', '', true],
  // No name of any object’s own.
  ['constructor', '', true],
])('%s %s: slow is %s', (vendor, architecture, isSlow) => {
  const limit = dispatchLimit({ vendor, architecture, isFallbackAdapter: false });
  expect(2 * limit).toBe(isSlow ? TENTH_OF_A_TERAFLOP : Infinity);
});

test('software is slow under any name', () => {
  const fast = { vendor: 'nvidia', architecture: 'lovelace' };
  expect(dispatchLimit({ ...fast, isFallbackAdapter: true })).toBeLessThan(Infinity);
});
