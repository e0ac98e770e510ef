import { inspectModelFile } from '../../src/model-files/inspect';
import { PanelError } from '../../src/core/errors';
import { damaged } from '../weights/mutations';
import { integersFrom } from '../support/random';

const ROUNDS = 6000;
/** A hang; a busy machine has its own pauses. */
const MAX_ROUND_MS = 5000;

/** A picked file that notes how much of it is read. */
function picked(bytes: Uint8Array): { readonly blob: Blob; readonly read: () => number } {
  let read = 0;
  const blob = {
    size: bytes.length,
    slice(from: number, to: number) {
      const slice = bytes.slice(from, to);
      read += to - from;
      return { arrayBuffer: () => Promise.resolve(slice.buffer) };
    },
  } as unknown as Blob;
  return { blob, read: () => read };
}

test('damaged files are described or refused by name, and no more is read than they have', async () => {
  const random = integersFrom(401_13627);
  const { signal } = new AbortController();
  const codes = new Map<string, number>();
  for (let round = 0; round < ROUNDS; round++) {
    const bytes = damaged(random);
    const { blob, read } = picked(bytes);
    const start = performance.now();
    let outcome: string;
    try {
      outcome = (await inspectModelFile({ name: 'fuzzed', blob }, signal)).role;
    } catch (error) {
      if (!(error instanceof PanelError)) throw error;
      if (error.message.length > 1000) throw error;
      outcome = error.code;
    }
    codes.set(outcome, (codes.get(outcome) ?? 0) + 1);
    // The start of the file is looked at twice.
    if (read() > bytes.length + 512) throw new Error('it read more than there is');
    if (performance.now() - start > MAX_ROUND_MS) throw new Error(`round ${round} took too long`);
  }
  // Many ways out have to be taken for the test to mean something.
  const expected = ['supir', 'model-header-invalid', 'model-file-truncated', 'model-lora-unfit'];
  for (const outcome of expected) expect(codes.get(outcome)).toBeGreaterThan(0);
  expect(codes.size).toBeGreaterThan(6);
});
