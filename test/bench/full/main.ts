// npm run bench:full: published sizes, from the files to one step, in a real browser.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openTestPage, type TestPage } from '../../../scripts/lib/browser/test-page';
import { fixed, megabytes, printMachine, printTable, type Cell } from '../table';
import { writeCheckpoints, type Checkpoint } from './checkpoints';
import { forgetFiles, readPlainly } from './disk';
import { NETWORKS } from './page/networks';
import type { FullSizePage } from './page/entry';
import type { Created } from './page/thread';
import { availableMemory, processMemory, type ProcessMemory } from './processes';

/** Pixels along a side: of the graphs that are only written, and of those that run. */
const BUILD_SIDE = 1024;
const RUN_SIDE = 256;
/** What CLIP-L does not use: its last layer and its final norm. */
const NEEDED_TENSORS = 3529;
/** The step's weights on an adapter without 16-bit floats, and what the run adds to them. */
const NEEDED_MEMORY = 9e9;

const AIMS = { buildMs: 2000, graphBytes: 8e6, pageBytes: 400e6 };

const USAGE = `npm run bench:full -- [--dir FOLDER] [--skip-step]
  --dir        where the files (9.6 GB) are written and kept; otherwise a temporary folder
  --skip-step  leaves the step itself out, which takes many minutes without a graphics card`;

type Page = TestPage<FullSizePage>;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { dir: { type: 'string' }, 'skip-step': { type: 'boolean', default: false } },
  });
  printMachine();
  const available = availableMemory();
  if (available !== null) console.log(`Memory available: ${gigabytes(available)} GB`);
  if (available !== null && available < NEEDED_MEMORY) {
    throw new Error(`the step needs about ${gigabytes(NEEDED_MEMORY)} GB of free memory`);
  }
  const folder = values.dir ?? mkdtempSync(path.join(tmpdir(), 'supir-panel-full-size-'));
  try {
    const from = performance.now();
    const files = await writeCheckpoints(folder);
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    console.log(`Files: ${gigabytes(bytes)} GB, ${since(from)} s to write`);
    const page = await openTestPage<FullSizePage>('test/bench/full/page/entry.ts', {
      webgpu: true,
      // A step on the processor is longer than what the browser takes for a hung graphics card.
      args: ['--disable-gpu-watchdog'],
    });
    try {
      await measure(page, files, values['skip-step']);
    } finally {
      await page.close();
    }
  } finally {
    if (values.dir === undefined) rmSync(folder, { recursive: true });
  }
}

async function measure(page: Page, files: readonly Checkpoint[], skipStep: boolean): Promise<void> {
  const browser = page.page.context().browser();
  if (browser === null) throw new Error('the page has no browser of its own');
  console.log(`Chromium ${browser.version()}`);
  const label = await page.call('start');
  console.log(`Adapter: ${label}`);
  await page.page.setInputFiles(
    'input',
    files.map((file) => file.path),
  );
  const memory = await processMemory(browser);
  const idle = memory.now();
  console.log(`Idle: page ${megabytes(idle.page)} MB, GPU process ${megabytes(idle.gpu)} MB`);

  const detected = await page.call('detect');
  console.log(`Detection: ${detected.tensors} tensors, ${fixed(detected.ms, 0)} ms`);
  await printGraphs(page);
  await printReading(page, files);
  const created = await printSessions(page, files, memory, idle.page);
  printTensors(created);
  if (skipStep) return;
  memory.restart();
  const step = await page.call('step', RUN_SIDE);
  const peaks = memory.peaks();
  console.log(
    `\nOne step at ${RUN_SIDE}², one prompt: ${fixed(step.seconds, 1)} s; ` +
      `page ${megabytes(peaks.page)} MB, GPU process ${megabytes(peaks.gpu)} MB; ` +
      `result ${step.finite ? 'finite' : 'NOT FINITE'}, deviation ${step.deviation.toPrecision(3)}`,
  );
  if (!step.finite) throw new Error('the step gave numbers that are not finite');
}

async function printGraphs(page: Page): Promise<void> {
  const built = await page.call('build', BUILD_SIDE);
  const ms = built.reduce((sum, graph) => sum + graph.ms, 0);
  const bytes = built.reduce((sum, graph) => sum + graph.bytes, 0);
  printTable(
    `Graphs at ${BUILD_SIDE}², written in the worker`,
    ['network', 'nodes', 'ms', 'MB'],
    [
      ...built.map(({ name, nodes, ...graph }): Cell[] => [
        name,
        nodes,
        fixed(graph.ms, 0),
        fixed(graph.bytes / 1e6, 2),
      ]),
      [
        'all',
        '',
        aim(fixed(ms, 0), ms, AIMS.buildMs),
        aim(fixed(bytes / 1e6, 2), bytes, AIMS.graphBytes),
      ],
    ],
  );
}

/** The same bytes through the system's calls and through the page, the disk's cache empty. */
async function printReading(page: Page, files: readonly Checkpoint[]): Promise<void> {
  const paths = files.map((file) => file.path);
  const isCold = forgetFiles(paths);
  const plain = readPlainly(paths);
  forgetFiles(paths);
  const inPage = await page.call('readAll');
  const state = isCold ? 'from the disk' : 'from the disk or its cache';
  console.log(
    `\nReading ${state}: Node ${fixed(plain / 1e6, 0)} MB/s, the page tensor by tensor ` +
      `${fixed(inPage / 1e6, 0)} MB/s, ratio ${fixed(inPage / plain, 2)}`,
  );
}

async function printSessions(
  page: Page,
  files: readonly Checkpoint[],
  memory: ProcessMemory,
  idleBytes: number,
): Promise<readonly Created[]> {
  const all: Created[] = [];
  const rows: Cell[][] = [];
  for (const name of NETWORKS) {
    forgetFiles(files.map((file) => file.path));
    memory.restart();
    const created = await page.call('create', { name, pixels: RUN_SIDE });
    const peaks = memory.peaks();
    const above = peaks.page - idleBytes;
    all.push(created);
    const row = [
      name,
      fixed(created.seconds, 1),
      fixed(created.readSeconds, 1),
      gigabytes(created.sourceBytes),
      gigabytes(created.readBytes),
      gigabytes(created.keptBytes),
      fixed(created.sourceBytes / 1e6 / created.seconds, 0),
      aim(megabytes(above), above, AIMS.pageBytes),
      megabytes(peaks.gpu),
      megabytes(peaks.browser),
    ];
    rows.push(row);
    console.log(row.join(' · '));
  }
  printTable(
    `Sessions at ${RUN_SIDE}² on WebGPU: the step with 8-bit weights, the rest as a restoration makes it`,
    [
      'network',
      'seconds',
      'of it reading',
      'stored GB',
      'read GB',
      'kept GB in all',
      'stored MB/s',
      'page above idle MB',
      'GPU process MB',
      'browser MB',
    ],
    rows,
  );
  return all;
}

function printTensors(created: readonly Created[]): void {
  const taken = created.flatMap(({ sourceTensors }) => sourceTensors);
  const distinct = new Set(taken);
  const again = taken.filter((name, i) => taken.indexOf(name) !== i);
  const wrong = created.flatMap((session) => session.notOnce);
  const parameters = created.reduce((sum, session) => sum + session.parameters, 0);
  const ok = distinct.size === NEEDED_TENSORS && wrong.length === 0;
  const list = (names: readonly string[]): string => names.join(', ') || 'none';
  console.log(`
Tensors taken from the files: ${distinct.size} of ${NEEDED_TENSORS} needed (${ok ? 'ok' : 'NOT OK'})
Taken by two networks: ${list(again)}
Weights of the graphs: ${parameters}; tensors not read exactly once: ${list(wrong.map(({ name, times }) => `${name} (${times})`))}`);
  if (!ok) throw new Error('not every needed tensor was consumed exactly once');
}

function aim(text: string, value: number, limit: number): string {
  return `${text} (${value <= limit ? 'ok' : 'over'})`;
}

function gigabytes(bytes: number): string {
  return fixed(bytes / 1e9, 2);
}

function since(from: number): string {
  return fixed((performance.now() - from) / 1e3, 1);
}

void main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error), `\n\n${USAGE}`);
  process.exitCode = 1;
});
