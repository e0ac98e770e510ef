import type { StoredNumbers, Upload } from '../../src/onnx/upload';
import { readAhead, slicesOf, type Making } from '../../src/onnx/weight-slices';
import { nextTask } from '../support/wait';

function making(byteLength: number, how?: { inputs: number }): Making {
  const readAsync = () => Promise.reject(new Error('not read here'));
  const from: StoredNumbers = { key: `${byteLength}`, dtype: 'float16', byteLength, readAsync };
  const quantise = { bits: 8, scales: 'float16', inputs: how?.inputs ?? 0 } as const;
  const upload: Upload = how
    ? { by: 'quantise', from, how: quantise, part: 'packed' }
    : { by: 'copy', from };
  return { from, upload };
}

test('slices hold every byte once, in order, and are no larger than they may be', () => {
  const makings = [making(10), making(1000), making(6), making(4 * 64, { inputs: 16 }), making(90)];
  const slices = slicesOf(makings, 128);
  for (const slice of slices) {
    expect(slice.reduce((sum, { byteLength }) => sum + byteLength, 0)).toBeLessThanOrEqual(128);
  }
  for (const wanted of makings) {
    const pieces = slices.flat().filter(({ making: of }) => of === wanted);
    let at = 0;
    for (const { offset, byteLength } of pieces) {
      expect(offset).toBe(at);
      at += byteLength;
    }
    expect(at).toBe(wanted.from.byteLength);
    expect(pieces.map(({ isLast }) => isLast)).toEqual(
      pieces.map((_, i) => i === pieces.length - 1),
    );
  }
  expect(slices.flat().map(({ making: of }) => makings.indexOf(of))).toEqual(
    slices
      .flat()
      .map(({ making: of }) => makings.indexOf(of))
      .toSorted((a, b) => a - b),
  );
});

test('a quantised weight is cut between pairs of rows, however long they are', () => {
  const [slice, ...rest] = slicesOf([making(2 * 1000 * 6, { inputs: 1000 })], 128);
  expect([slice, ...rest].map((pieces) => pieces![0]!.byteLength)).toEqual([4000, 4000, 4000]);
});

describe('reading ahead', () => {
  const SLICES = ['a', 'b', 'c', 'd', 'e'];

  test('begins two slices while one is dealt with, and gives them in order', async () => {
    const begun: string[] = [];
    const seen: string[] = [];
    const reading = readAhead(SLICES, (slice) => {
      begun.push(slice);
      return Promise.resolve(slice.toUpperCase());
    });
    for await (const [slice, bytes] of reading) {
      seen.push(`${slice}${bytes}`);
      expect(begun.length).toBeLessThanOrEqual(seen.length + 2);
    }
    expect(seen).toEqual(['aA', 'bB', 'cC', 'dD', 'eE']);
  });

  test('stops after a failure, and leaves no rejection behind', async () => {
    const begun: string[] = [];
    const seen: string[] = [];
    const all = async (): Promise<void> => {
      const reading = readAhead(SLICES, (slice) => {
        begun.push(slice);
        return slice > 'a' ? Promise.reject(new Error(slice)) : Promise.resolve(slice);
      });
      for await (const [slice] of reading) seen.push(slice);
    };
    await expect(all()).rejects.toThrow('b');
    await nextTask();
    expect(seen).toEqual(['a']);
    expect(begun).toEqual(['a', 'b', 'c', 'd']);
  });
});
