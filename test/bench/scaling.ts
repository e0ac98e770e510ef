// npm run bench -- scaling: time and memory of growing regions; --full for the large ones.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildEmbeddedModel } from '../../models/build-embedded.mjs';
import { watchMemory } from '../../scripts/demo/memory';
import { openTestPage } from '../../scripts/lib/browser/test-page';
import type { RestorePage } from './page/restore-entry';
import { photoRgb, tiledRgba } from '../support/pictures';
import { fixed, FULL, megabytes, percent, printIntroduction, printTable, type Cell } from './table';

/** Sides of square regions, pixels: 0.25, 1 and 4 megapixels, or what takes only a minute. */
const SIDES = FULL ? [512, 1024, 2048] : [256, 512];
const SCALE = 2;

async function main(): Promise<void> {
  printIntroduction('scaling', `regions of ${SIDES.map(sizeOf).join(', ')} MP, ${SCALE}x, wasm`);
  if (!FULL)
    console.log('These fit in one tile. 0.25, 1 and 4 MP: npm run bench -- scaling --full');
  const photo = photoRgb('texture-creek.jpg');
  const rows: Cell[][] = [];
  let first: { readonly perMegapixel: number; readonly above: number } | null = null;
  for (const side of SIDES) {
    // A page of its own each, so that memory is that of one run.
    const page = await openTestPage<RestorePage>('test/bench/page/restore-entry.ts');
    const memory = watchMemory(process.pid);
    try {
      await buildEmbeddedModel(page.folder);
      const size = { width: side, height: side };
      await writeFile(path.join(page.folder, 'source'), tiledRgba(photo, size));
      await page.call('start', null);
      const measured = await page.call('measure', { file: 'source', ...size, scale: SCALE });
      const { report, ms, imageBytes } = measured;
      const perMegapixel = ms / 1e3 / ((side * side) / 1e6);
      const above = report.peakBytes - imageBytes;
      first ??= { perMegapixel, above };
      rows.push([
        sizeOf(side),
        `${report.tiles} × ${report.tileSize.width}²`,
        fixed(ms / 1e3, 1),
        fixed(perMegapixel, 1),
        percent(perMegapixel / first.perMegapixel - 1),
        megabytes(report.peakBytes),
        megabytes(above),
        megabytes(memory.stop()),
      ]);
    } finally {
      memory.stop();
      await page.close();
    }
  }
  printTable(
    'Growth (aim: time per megapixel within 10 %, memory above the images constant)',
    [
      'region MP',
      'tiles',
      'seconds',
      'seconds per MP',
      'against first',
      'peak MB',
      'above images MB',
      'all processes MB',
    ],
    rows,
  );
}

function sizeOf(side: number): string {
  return fixed((side * side) / 2 ** 20, 2);
}

void main();
