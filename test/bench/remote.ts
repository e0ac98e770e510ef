// npm run bench -- remote: what a run on a server costs beside the server.
import { area } from '../../src/core/geometry';
import { measuredRun, type RemoteCase } from './remote/measured-run';
import { fixed, megabytes, percent, printIntroduction, printTable, type Cell } from './table';

const square = (side: number) => ({ width: side, height: side });

/** Of a prompt, milliseconds: what a fast card takes for a megapixel. */
const RUN_MS = 5000;
const SHARES: readonly Omit<RemoteCase, 'runMs' | 'tiles'>[] = [
  { size: square(1024), depth: 8 },
  { size: square(1024), depth: 16 },
  { size: square(2048), depth: 8 },
  { size: square(4096), depth: 8 },
];

/** The same picture in ever more tiles; the server takes no time. */
const TILED_SIDE = 2048;
const TILES = [null, { tile: 1024, stride: 1024 }, { tile: 512, stride: 512 }];

async function main(): Promise<void> {
  printIntroduction('remote', 'runs on an emulated server over loopback, in Node');
  await printShares();
  await printMemory();
}

async function printShares(): Promise<void> {
  const rows: Cell[][] = [];
  for (const one of SHARES) {
    const measured = await measuredRun({ ...one, tiles: null, runMs: RUN_MS });
    const megapixels = area(one.size) / 1e6;
    rows.push([
      `${one.size.width}², ${one.depth} bit`,
      fixed(measured.totalMs / 1e3, 2),
      fixed(measured.outsideMs / 1e3, 2),
      percent(measured.outsideMs / measured.totalMs),
      megabytes(measured.uploadedBytes / megapixels),
      megabytes(measured.downloadedBytes / megapixels),
    ]);
  }
  printTable(
    `Outside a server that takes ${RUN_MS / 1e3} s (aim at 1024²: at most 10 %)`,
    ['picture', 'seconds', 'outside s', 'outside', 'sent MiB/MP', 'received MiB/MP'],
    rows,
  );
}

async function printMemory(): Promise<void> {
  const rows: Cell[][] = [];
  for (const tiles of TILES) {
    const measured = await measuredRun({ size: square(TILED_SIDE), depth: 8, tiles, runMs: 0 });
    rows.push([measured.tiles, megabytes(measured.countedBytes), megabytes(measured.liveBytes)]);
  }
  printTable(
    `Memory of the page for ${TILED_SIDE}², by tiles (aim: constant)`,
    ['tiles', 'counted MiB', 'array buffers MiB'],
    rows,
  );
}

void main();
