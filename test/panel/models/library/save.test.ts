import { saveTo } from '../../../../panel/models/library/save';
import { SLICE_BYTES } from '../../../../panel/models/library/hash';
import { codeOf } from '../../../support/code-of';

const NAME = 'base.safetensors';
const FILE = new Blob([new Uint8Array(SLICE_BYTES + 5)]);

type Step = 'open' | 'write' | 'close';

/** A file of the person's own, which fails at a step; `log`: what was done with it. */
function target(step: Step | null, error: DOMException) {
  const log: string[] = [];
  const does = (name: string, fails: boolean): Promise<void> => {
    log.push(name);
    return fails ? Promise.reject(error) : Promise.resolve();
  };
  const writable = {
    write: ({ byteLength }: Uint8Array) => does(`write ${byteLength}`, step === 'write'),
    close: () => does('close', step === 'close'),
    abort: () => does('abort', false),
  };
  const createWritable = () => does('open', step === 'open').then(() => writable);
  return { handle: { createWritable } as unknown as FileSystemFileHandle, log };
}

const work = (signal: AbortSignal, onProgress: () => void = () => undefined) => ({
  signal,
  onProgress,
});

test('a file is written slice by slice, and closed last', async () => {
  const { handle, log } = target(null, new DOMException());
  await saveTo(handle, FILE, NAME, work(new AbortController().signal));
  expect(log).toEqual(['open', `write ${SLICE_BYTES}`, 'write 5', 'close']);
});

test.each<[Step, string, readonly string[]]>([
  ['open', 'NotAllowedError', ['open']],
  ['open', 'NotFoundError', ['open']],
  ['write', 'QuotaExceededError', ['open', `write ${SLICE_BYTES}`, 'abort']],
  ['close', 'AbortError', ['open', `write ${SLICE_BYTES}`, 'write 5', 'close']],
])('a browser that fails at “%s” (%s) is named', async (step, name, expected) => {
  const { handle, log } = target(step, new DOMException('no', name));
  const saving = saveTo(handle, FILE, NAME, work(new AbortController().signal));
  expect(await codeOf(saving)).toBe('model-save-failed');
  expect(log).toEqual(expected);
});

test('a cancel leaves nothing there', async () => {
  const { handle, log } = target(null, new DOMException());
  const controller = new AbortController();
  const saving = saveTo(
    handle,
    FILE,
    NAME,
    work(controller.signal, () => controller.abort()),
  );
  await expect(saving).rejects.toMatchObject({ name: 'AbortError' });
  expect(log.at(-1)).toBe('abort');
});
