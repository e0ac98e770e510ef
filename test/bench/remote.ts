// npm run bench -- remote: what a run on a server costs beside the server.
import { area } from '../../src/core/geometry';
import type { RemoteCase } from './remote/measured-run';
import { bundlePages, type Pages } from './remote/page-process';
import { fixed, megabytes, percent, printIntroduction, printTable, type Cell } from './table';

const square = (side: number) => ({ width: side, height: side });

/** Of a prompt, milliseconds: what a fast card takes for a megapixel. */
const RUN_MS = 5000;
const STEPS = 8;
const SHARES: readonly Pick<RemoteCase, 'size' | 'depth'>[] = [
  { size: square(1024), depth: 8 },
  { size: square(1024), depth: 16 },
  { size: square(2048), depth: 8 },
  { size: square(4096), depth: 8 },
];
const TURNS = 2;

/** The same picture in ever more tiles; the server takes no time. */
const TILED = { size: square(2048), depth: 8, steps: STEPS, runMs: 0 } as const;
const TILE_SIDES = [2048, 1024, 512];

async function main(): Promise<void> {
  printIntroduction('remote', 'runs on an emulated server over loopback, in Node');
  const pages = await bundlePages();
  try {
    await printShares(pages);
    await printMemory(pages);
  } finally {
    await pages.close();
  }
}

async function printShares(pages: Pages): Promise<void> {
  const rows: Cell[][] = [];
  for (const { size, depth } of SHARES) {
    const one = { size, depth, tiles: null, steps: STEPS, runMs: RUN_MS };
    const megapixels = area(size) / 1e6;
    for (const [turn, run] of (await pages.run(one, TURNS)).entries()) {
      rows.push([
        `${size.width}², ${depth} bit`,
        turn + 1,
        fixed(run.totalMs / 1e3, 2),
        fixed(run.outsideMs / 1e3, 2),
        percent(run.outsideMs / run.totalMs),
        fixed(run.sentBytes / 1e6 / megapixels, 2),
        fixed(run.receivedBytes / 1e6 / megapixels, 2),
      ]);
    }
  }
  printTable(
    `Outside a server that takes ${RUN_MS / 1e3} s (aim at 1024²: at most 10 %)`,
    ['picture', 'turn', 'seconds', 'outside s', 'outside', 'sent MB/MP', 'received MB/MP'],
    rows,
  );
}

async function printMemory(pages: Pages): Promise<void> {
  const rows: Cell[][] = [];
  for (const side of TILE_SIDES) {
    const tiles = { tile: side, stride: side };
    const [run] = await pages.run({ ...TILED, tiles }, 1);
    if (run === undefined) throw new Error('nothing was measured');
    rows.push([run.tiles, megabytes(run.countedBytes), megabytes(run.liveBytes)]);
  }
  printTable(
    `Memory of the page for ${TILED.size.width}², by tiles (aim: constant)`,
    ['tiles', 'counted MiB', 'array buffers MiB'],
    rows,
  );
}

void main();
