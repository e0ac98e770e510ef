import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createNodeRuntime } from '../onnx/node-runtime';
import { STAGES } from './limits';
import { readMerges } from './merges';
import type { ReadFile } from './parity-set';
import { runParity } from './run-parity';

jest.setTimeout(300_000);

const SET = join(__dirname, '../fixtures/supir-tiny');
const read: ReadFile = async (path) => {
  const bytes = await readFile(join(SET, path)).catch(() => null);
  return bytes && new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
};

test.each(STAGES)('%s: every recorded tensor is within its limit', async (stage) => {
  const runtime = await createNodeRuntime();
  try {
    const rows = await runParity({
      read,
      runtime,
      weights: 'f32',
      merges: readMerges(),
      only: [stage],
      signal: new AbortController().signal,
      onStage: () => undefined,
    });
    expect(rows.filter((row) => !row.ok)).toEqual([]);
    expect(rows.length).toBeGreaterThan(0);
    expect(runtime.stats()).toEqual({ sessions: 0, liveTensors: 0 });
  } finally {
    await runtime.dispose();
  }
});
