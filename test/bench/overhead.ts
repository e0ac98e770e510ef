// npm run bench -- overhead: what a run costs besides the network, in the built page.
import path from 'node:path';
import { openStandalone } from '../../scripts/demo/standalone';
import { parseDemoOptions, type DemoOptions } from '../../scripts/demo/options';
import { setUp, upscale } from '../../scripts/demo/panel';
import type { DemoSession } from '../../scripts/demo/session';
import { serve } from '../../scripts/lib/serve.mjs';
import type { RunReport } from '../../src/restore/request';
import { launchChromium } from '../../scripts/lib/browser/chromium';
import { fixed, percent, printIntroduction, printTable, type Cell } from './table';

const ROOT = path.resolve(__dirname, '../..');
const PHOTO = path.join(ROOT, 'test/fixtures/photos/coffee-cup.jpg');
const CASES: readonly (readonly string[])[] = [
  ['--scale', '2', '--mode', 'in-place'],
  ['--scale', '4', '--mode', 'enlarge'],
];
const COMMON = ['--select', 'ellipse:180,80,256,256', '--device', 'wasm'];

interface Times {
  /** From the click on Upscale until the panel says that it is done. */
  readonly runMs: number;
  readonly networkMs: number;
  readonly saveMs: number;
}

async function runOnce(session: DemoSession, options: DemoOptions): Promise<Times> {
  await session.open(PHOTO);
  if (options.selection !== null) await session.select(options.selection, options.feather);
  const from = performance.now();
  const facts = await upscale(session.panel);
  const done = performance.now();
  await session.savePsd();
  await session.savePng();
  const { networkMs } = facts as unknown as RunReport;
  return { runMs: done - from, networkMs, saveMs: performance.now() - done };
}

async function main(): Promise<void> {
  printIntroduction('overhead', 'time outside the network, standalone host, wasm');
  const server = await serve(path.join(ROOT, 'dist', 'web'));
  const browser = await launchChromium();
  const rows: Cell[][] = [];
  try {
    for (const args of CASES) {
      const options = parseDemoOptions([...args, ...COMMON]);
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      const session = await openStandalone(page, server.url);
      await session.open(PHOTO);
      await setUp(session.panel, options);
      for (const turn of ['first', 'second']) {
        const { runMs, networkMs, saveMs } = await runOnce(session, options);
        const all = runMs + saveMs;
        rows.push([
          `${options.scale}x ${options.mode}`,
          turn,
          fixed(networkMs / 1e3, 2),
          fixed(runMs / 1e3, 2),
          percent(1 - networkMs / runMs),
          fixed(saveMs / 1e3, 2),
          percent(1 - networkMs / all),
        ]);
      }
      await page.close();
    }
  } finally {
    await browser.close();
    await server.close();
  }
  printTable(
    'Outside: read, mask, tiling, blending, transfers, insert; the first run also loads (aim: ≤ 5 %)',
    ['run', 'turn', 'network s', 'run s', 'outside', 'save PSD + PNG s', 'outside with saving'],
    rows,
  );
}

void main();
