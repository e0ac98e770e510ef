import { fileMarks, isSameFile } from '../../../panel/runs/unfinished/file-marks';
import type { FileMark } from '../../../panel/store/unfinished';
import { codeOf } from '../../support/code-of';

const LARGE = 2_000_000;

async function markOf(bytes: Uint8Array<ArrayBuffer>, name = 'a.safetensors'): Promise<FileMark> {
  const file = { name, blob: new Blob([bytes]) };
  const other = { name: 'b', blob: new Blob() };
  return (await fileMarks({ supir: file, sdxl: other, lora: null })).supir;
}

function pattern(length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, i) => (i * 31) ^ (i >> 8));
}

it.each([0, 1, 4097, 2 ** 20, LARGE])('a file of %d bytes equals itself', async (n) => {
  expect(isSameFile(await markOf(pattern(n)), await markOf(pattern(n), 'other'))).toBe(true);
});

it('one byte tells small files apart, and another length large ones', async () => {
  const small = pattern(70_000);
  const mark = await markOf(small);
  for (const at of [0, 4096, 35_001, 69_999]) {
    const changed = small.with(at, small[at]! ^ 1);
    expect(isSameFile(mark, await markOf(changed))).toBe(false);
  }
  const large = await markOf(pattern(LARGE));
  expect(isSameFile(large, await markOf(pattern(LARGE - 1)))).toBe(false);
});

it('a large file of which a part is damaged is another one', async () => {
  const large = await markOf(pattern(LARGE));
  for (const from of [0, LARGE / 3, LARGE - 20_000]) {
    const damaged = pattern(LARGE).fill(0, from, from + 20_000);
    expect(isSameFile(large, await markOf(damaged))).toBe(false);
  }
});

it('a file that cannot be read any more is told by its name', async () => {
  const blob = new Blob([pattern(10)]);
  const gone = Object.assign(new Blob([pattern(10)]), {
    slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException('', 'NotReadableError')) }),
  });
  const marking = fileMarks({
    supir: { name: 'a', blob },
    sdxl: { name: 'gone', blob: gone },
    lora: null,
  });
  expect(await codeOf(marking)).toBe('model-file-unreadable');
});
