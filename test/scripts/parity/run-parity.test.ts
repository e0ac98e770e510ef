import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createNodeRuntime } from '../../onnx/node-runtime';
import type { Row } from '../../../scripts/parity/compare';
import { STAGES, type Precision } from '../../../scripts/parity/limits';
import { readMerges } from '../../../scripts/parity/merges';
import type { ReadFile } from '../../../scripts/parity/parity-set';
import { runParity } from '../../../scripts/parity/run-parity';

jest.setTimeout(600_000);

const SET = join(__dirname, '../../fixtures/supir-tiny');
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
  // Text towers are not quantised.
  ...casesOf({ weights: 'q8', activations: 'f32' }, ['text', 'e2e']),
  ...casesOf({ weights: 'q4', activations: 'f32' }, ['text']),
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

/** Half as much again as was measured: rms and maximum ÷ deviation (docs/precision.md). */
const QUANTISED = [
  { weights: 'q8', stage: 'unet', rms: 3.8e-2, max: 2.3e-1 },
  { weights: 'q8', stage: 'denoiser', rms: 2e-2, max: 8e-2 },
  { weights: 'q4', stage: 'unet', rms: 5e-1, max: 3.3 },
  { weights: 'q4', stage: 'denoiser', rms: 3.3e-1, max: 1.7 },
] as const;

test.each(QUANTISED)(
  '$stage, weights $weights: no further off than rounding to so few bits brings',
  async ({ weights, stage, rms, max }) => {
    const rows = await compare(stage, { weights, activations: 'f32' });
    expect(rows.length).toBeGreaterThan(0);
    const off = rows.filter((row) => !((row.rms ?? NaN) <= rms && (row.error ?? NaN) <= max));
    expect(off).toEqual([]);
    // Nor so near that nothing was quantised.
    expect(Math.max(...rows.map((row) => row.rms ?? NaN))).toBeGreaterThan(rms / 4);
  },
);

/** What a set may state for DPM++ although the reference's heeds none of it. */
const UNHEEDED = [
  ['dpmpp', 'dpmpp.a', { restore_cfg: 4, s_churn: 5 }],
  [
    'tiled',
    'tiled_dpmpp.a',
    { restore_cfg: 4, s_churn: 5, use_linear_control_scale: true, control_scale_start: 0.2 },
  ],
  [
    'e2e',
    'e2e.b',
    { restoration_scale: 4, s_churn: 5, use_linear_control_scale: true, control_scale_start: 0.2 },
  ],
] as const;

test.each(UNHEEDED)('%s: %s is the same where the set states %j', async (stage, run, stated) => {
  const changed = await changedConfig((json) => {
    const [kind = '', key] = run.split('.');
    Object.assign(
      json.runs[kind]!.find((entry) => entry.key === key)!,
      stated,
    );
  });
  const precision = { weights: 'f32', activations: 'f32' } as const;
  const rows = await compare(stage, precision, { read: changed, run });
  expect(rows.filter((row) => !row.ok)).toEqual([]);
  expect(rows.length).toBeGreaterThan(0);
});

test('a set without a file of 16-bit weights is rounded to them', async () => {
  const precision = { weights: 'f16', activations: 'f32' } as const;
  const without = await changedConfig(({ files }) => {
    files.supir = files.supir.filter((name) => !name.includes('.f16.'));
  });
  const errors = async (from: ReadFile) =>
    (await compare('denoiser', precision, { read: from })).map(({ error }) => error);
  const rounded = await errors(without);
  expect(rounded).toEqual(await errors(read));
  expect(rounded).not.toHaveLength(0);
});

interface ConfigJson {
  readonly files: { supir: readonly string[] };
  readonly runs: Readonly<Record<string, readonly { readonly key: string }[]>>;
}

/** The set with another config.json. */
async function changedConfig(change: (json: ConfigJson) => void): Promise<ReadFile> {
  const json = JSON.parse(await readFile(join(SET, 'config.json'), 'utf8')) as ConfigJson;
  change(json);
  const bytes = new TextEncoder().encode(JSON.stringify(json));
  return (path) => (path === 'config.json' ? Promise.resolve(bytes) : read(path));
}

async function compare(
  stage: string,
  precision: Precision,
  of: { readonly read?: ReadFile; readonly run?: string } = {},
): Promise<readonly Row[]> {
  const runtime = await createNodeRuntime();
  try {
    const rows = await runParity({
      read,
      runtime,
      precision,
      merges: readMerges(),
      stages: [stage],
      ...of,
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
