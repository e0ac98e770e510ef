import { existsSync } from 'node:fs';
import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { DeviceKind } from '../../src/core/events';
import { openTestPage } from '../../test/browser/test-page';
import { STAGES, WEIGHTS, type Weights } from '../../test/parity/limits';
import { readMerges } from '../../test/parity/merges';
import type { Row } from '../../test/parity/compare';
import type { ParityPage } from '../../test/parity/page/entry';

const USAGE = `npm run parity -- DIR [--device wasm|webgpu] [--weights ${WEIGHTS.join('|')}] [--only STAGE]
  compares every tensor of every stage file in DIR (a set like test/fixtures/supir-tiny)
  stages: ${STAGES.join(', ')}`;

interface Options {
  readonly folder: string;
  readonly device: DeviceKind;
  readonly weights: Weights;
  readonly stages: readonly string[];
}

function parseOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      device: { type: 'string', default: 'wasm' },
      weights: { type: 'string', default: 'f32' },
      only: { type: 'string', multiple: true },
    },
  });
  const folder = positionals[0];
  const weights = WEIGHTS.find((known) => known === values.weights);
  const { device, only } = values;
  if (folder === undefined || positionals.length > 1 || !existsSync(folder)) {
    throw new Error('which folder?');
  }
  if (device !== 'wasm' && device !== 'webgpu') throw new Error(`--device ${device}?`);
  if (weights === undefined) throw new Error(`--weights ${values.weights}?`);
  const unknown = only?.find((stage) => !STAGES.includes(stage));
  if (unknown !== undefined) throw new Error(`--only ${unknown}?`);
  return { folder: path.resolve(folder), device, weights, stages: only ?? STAGES };
}

/** Runs the stages in a real browser; gives the exit code. */
async function parity({ folder, device, weights, stages }: Options): Promise<number> {
  const webgpu = device === 'webgpu';
  const page = await openTestPage<ParityPage>('test/parity/page/entry.ts', { webgpu });
  try {
    await symlink(folder, path.join(page.folder, 'set'));
    const merges = readMerges();
    const rows: Row[] = [];
    for (const stage of stages) {
      const started = performance.now();
      const result = await page.call('runStage', { device, weights, stage, merges });
      if (rows.length === 0) console.log(`${device}: ${result.label}, weights ${weights}\n`);
      rows.push(...result.rows);
      for (const row of result.rows) console.log(format(row));
      console.log(`  ${stage}: ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
    }
    return summary(rows);
  } finally {
    await page.close();
  }
}

function format({ stage, tensor, error, limit, ok, note }: Row): string {
  const value = error === null ? '–' : error.toExponential(1);
  const most = Number.isFinite(limit) ? limit.toExponential(1) : 'measured';
  const cells = [stage.padEnd(11), tensor.padEnd(46), value.padStart(8), most.padStart(9)];
  return [...cells, ok ? 'ok  ' : 'FAIL', note].join(' ').trimEnd();
}

function summary(rows: readonly Row[]): number {
  const failed = rows.filter((row) => !row.ok);
  const missed = rows.filter((row) => row.error === null);
  if (missed.length > 0) {
    console.log(`Not compared: ${missed.map((row) => `${row.stage}/${row.tensor}`).join(', ')}`);
  }
  const compared = rows.length - missed.length;
  console.log(
    `${compared} compared, ${rows.length - failed.length} passed, ${failed.length} failed`,
  );
  return failed.length === 0 && rows.length > 0 ? 0 : 1;
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
