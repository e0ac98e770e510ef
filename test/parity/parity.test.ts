import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createNodeRuntime } from '../onnx/node-runtime';
import type { Row } from './compare';
import { STAGES, type Precision } from './limits';
import { readMerges } from './merges';
import type { ReadFile } from './parity-set';
import { runParity } from './run-parity';

jest.setTimeout(300_000);

const SET = join(__dirname, '../fixtures/supir-tiny');
const read: ReadFile = async (path) => {
  const bytes = await readFile(join(SET, path)).catch(() => null);
  return bytes && new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
};

/** Stages that 16 bits change, whether weights or activations have them. */
const NETWORKS = ['unet', 'denoiser', 'edm', 'dpmpp'];

const CASES = [
  ...casesOf({ weights: 'f32', activations: 'f32' }, STAGES),
  ...casesOf({ weights: 'f16', activations: 'f32' }, [
    ...NETWORKS,
    'vae',
    'vae_tiled',
    'tiled',
    'e2e',
  ]),
  ...casesOf({ weights: 'f16', activations: 'mixed' }, [...NETWORKS, 'text']),
];

function casesOf(precision: Precision, stages: readonly string[]) {
  return stages.map((stage) => ({ ...precision, stage }));
}

test.each(CASES)(
  '$stage, weights $weights, activations $activations: every recorded tensor is within its limit',
  async ({ stage, ...precision }) => {
    const rows = await compare(stage, precision);
    expect(rows.filter((row) => !row.ok)).toEqual([]);
    expect(rows.length).toBeGreaterThan(0);
  },
);

async function compare(stage: string, precision: Precision): Promise<readonly Row[]> {
  const runtime = await createNodeRuntime();
  try {
    const rows = await runParity({
      read,
      runtime,
      precision,
      merges: readMerges(),
      stages: [stage],
      required: true,
      signal: new AbortController().signal,
      onStage: () => undefined,
    });
    expect(runtime.stats()).toEqual({ sessions: 0, liveTensors: 0 });
    return rows;
  } finally {
    await runtime.dispose();
  }
}
