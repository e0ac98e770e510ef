import { existsSync, readdirSync } from 'node:fs';
import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { DeviceKind } from '../../src/core/events';
import {
  runtimeCopy,
  runtimeLabels,
  RUNTIME_OPTIONS,
  RUNTIME_USAGE,
  type RuntimeCopy,
} from '../lib/runtime-copy';
import { openTestPage } from '../lib/browser/test-page';
import { ACTIVATIONS, STAGES, WEIGHTS, type Precision } from './limits';
import { readMerges } from './merges';
import type { Row } from './compare';
import type { ParityPage } from './page/entry';
import { unknownStages } from './run-parity';
import { printRow, printSummary } from './table';

const USAGE = `npm run parity -- DIR [--device wasm|webgpu] [--weights ${WEIGHTS.join('|')}]
                     [--activations ${ACTIVATIONS.join('|')}] [--only STAGE]… [--runtime DIR] [--features LIST]
  compares every tensor of every stage file in DIR (a set like test/fixtures/supir-tiny)
  stages: ${STAGES.join(', ')}
${RUNTIME_USAGE}`;

interface Options {
  readonly folder: string;
  readonly device: DeviceKind;
  readonly precision: Precision;
  readonly only: readonly string[] | null;
  readonly runtime: RuntimeCopy;
}

function parseOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      device: { type: 'string', default: 'wasm' },
      weights: { type: 'string', default: 'f32' },
      activations: { type: 'string', default: 'f32' },
      only: { type: 'string', multiple: true },
      ...RUNTIME_OPTIONS,
    },
  });
  const folder = positionals[0];
  const { device, only = null } = values;
  const weights = WEIGHTS.find((known) => known === values.weights);
  const activations = ACTIVATIONS.find((known) => known === values.activations);
  if (folder === undefined || positionals.length > 1) throw new Error('which folder?');
  if (!existsSync(folder)) throw new Error(`there is no folder ${folder}`);
  if (device !== 'wasm' && device !== 'webgpu') throw new Error(`--device ${device}?`);
  if (weights === undefined) throw new Error(`--weights ${values.weights}?`);
  if (activations === undefined) throw new Error(`--activations ${values.activations}?`);
  const unknown = only?.find((stage) => !STAGES.includes(stage));
  if (unknown !== undefined) throw new Error(`--only ${unknown}?`);
  const runtime = runtimeCopy(values);
  const precision = { weights, activations };
  return { folder: path.resolve(folder), device, precision, only, runtime };
}

/** Runs the stages in a real browser; gives the exit code. */
async function parity({ folder, device, precision, only, runtime }: Options): Promise<number> {
  const webgpu = device === 'webgpu';
  const entry = 'scripts/parity/page/entry.ts';
  const { features } = runtime;
  const page = await openTestPage<ParityPage>(entry, { webgpu, runtime });
  try {
    await symlink(folder, path.join(page.folder, 'set'));
    const merges = readMerges();
    const rows: Row[] = only === null ? [...unknownStages(readdirSync(folder))] : [];
    rows.forEach(printRow);
    let label: string | null = null;
    for (const stage of only ?? STAGES) {
      const started = performance.now();
      const required = only !== null;
      const asked = { device, features, precision, stage, required, merges };
      const result = await page.call('runStage', asked);
      if (label === null) {
        ({ label } = result);
        const { weights, activations } = precision;
        const copy = runtimeLabels(runtime).map((text) => `, ${text}`);
        console.log(
          `${device}: ${label}, weights ${weights}, activations ${activations}${copy.join('')}\n`,
        );
      }
      rows.push(...result.rows);
      result.rows.forEach(printRow);
      console.log(`  ${stage}: ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
    }
    return printSummary(rows);
  } finally {
    await page.close();
  }
}

void (async () => {
  let options: Options;
  try {
    options = parseOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  process.exitCode = await parity(options);
})();
