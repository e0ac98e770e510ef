import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Image } from '../../src/core/image';
import { decodePng } from '../../src/pixels/png/decode-png';
import { encodePng } from '../../src/pixels/png/encode-png';
import { readPng } from '../../src/pixels/png/read-png';
import type { CheckedRun } from './checked-run';
import type { LocalFiles } from './options';

const DEMO = path.resolve(__dirname, '../demo/main.ts');

export interface LocalResult {
  readonly image: Image;
  /** Of the run, milliseconds. */
  readonly runMs: number;
  readonly device: string;
}

/** The same run with the engine here: the demo does it in a browser, as a person would. */
export async function runHere(run: CheckedRun, files: LocalFiles): Promise<LocalResult> {
  const folder = await mkdtemp(path.join(tmpdir(), 'supir-panel-check-'));
  try {
    const picture = path.join(folder, 'picture.png');
    await writeFile(picture, await encodePng(run.source));
    await demo([
      ...['--in', picture, '--select', 'all', '--out', folder],
      ...['--restorer', 'supir', '--supir', files.supir, '--sdxl', files.sdxl],
      ...(files.config === null ? [] : ['--config', files.config]),
      ...['--scale', '1', '--mode', 'in-place', '--preset', 'fidelity'],
      ...['--steps', String(run.steps), '--seed', String(run.seed)],
      ...['--min-size', String(run.minSize)],
      ...['--prompt', run.prompt, '--quality-prompt', '', '--negative', ''],
    ]);
    const report = JSON.parse(await readFile(path.join(folder, 'report.json'), 'utf8')) as {
      readonly demoMs: { readonly run: number };
      readonly deviceLabel: string;
    };
    const after = await readFile(path.join(folder, 'after.png'));
    return {
      image: decodePng(readPng(new Uint8Array(after))),
      runMs: report.demoMs.run,
      device: report.deviceLabel,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function demo(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', DEMO, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`the run here ended with ${code ?? 'a signal'}`);
}
