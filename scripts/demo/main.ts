import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { SupirReport } from '../../src/restore/request';
import { launchChromium } from '../lib/browser/chromium';
import { createRelay } from '../lib/relay/relay';
import { serve } from '../lib/serve.mjs';
import { ensureBuild } from '../lib/setup.mjs';
import { startComfyUI } from '../../test/emulators/comfyui/comfyui';
import { adjust } from './adjust-panel';
import type { OnStatus } from './ended';
import { watchMemory } from './memory';
import { checkModelFiles, WrongModelFiles } from './model-files';
import { parseDemoOptions, USAGE, type DemoOptions, type DemoSelection } from './options';
import { buildOf, setUp, upscale, PanelFailure, type RunFacts } from './panel';
import { openPhotopea } from './photopea';
import { openPhotoshop } from './photoshop';
import { openStandalone } from './standalone';
import { promptNotes } from './prompt-notes';
import { saveResults } from './results-panel';
import { sampleSelection, SAMPLE } from './sample';
import type { DemoSession } from './session';
import { tryTile } from './try-panel';
import { UsageError } from './values';

const ROOT = path.resolve(__dirname, '..', '..');

const OPENERS: Readonly<
  Record<DemoOptions['host'], (page: Page, url: string) => Promise<DemoSession>>
> = { standalone: openStandalone, photopea: openPhotopea, photoshop: openPhotoshop };

/** Runs the demo; gives the exit code. */
async function demo(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    console.log(USAGE);
    return 0;
  }
  const options = parseDemoOptions(args);
  // Building and starting take minutes, which nobody should wait for a mistake on the command line.
  if (options.supir !== null) await checkModelFiles(options.supir);
  ensureBuild(options.host === 'photoshop' ? 'photoshop' : 'web');
  const started = performance.now();
  const memory = watchMemory(process.pid);
  const closers: (() => Promise<void>)[] = [];
  try {
    const server = await serve(path.join(ROOT, 'dist', 'web'), createRelay());
    closers.push(() => server.close());
    const browser = await launchChromium({ webgpu: options.device === 'webgpu' });
    closers.push(() => browser.close());
    const page = await browser.newPage({
      viewport: { width: 1440, height: 900 },
      acceptDownloads: true,
    });
    const session = await OPENERS[options.host](page, server.url);
    closers.push(() => session.close?.() ?? Promise.resolve());
    await session.open(options.input ?? path.join(ROOT, SAMPLE));
    await session.select(options.selection ?? defaultSelection(options), options.feather);
    const opened = performance.now();
    const before = await session.savePng();
    const address = options.restorer === 'remote' ? await serverOf(options, closers) : null;
    await setUp(session.panel, options, address);
    if (options.supir !== null) {
      for (const note of await promptNotes(session.panel)) console.error(note);
    }
    const run = performance.now();
    const activateSource = await session.keepSource();
    const { tryAt } = options;
    const tried = tryAt === null ? null : await tryTile(session.panel, tryAt, statusPrinter());
    const runs: RunFacts[] = [];
    while (runs.length < options.runs) {
      // The result is the active layer now; a next run of it would be one of another picture.
      if (runs.length > 0) await activateSource();
      const facts = await upscale(session.panel, statusPrinter(), options.supir?.interruption);
      runs.push(facts);
      const line = whatWasRead(facts);
      if (line !== null) console.error(`Run ${runs.length}: ${line}`);
    }
    const facts = runs.at(-1) ?? {};
    const adjusted = options.adjust === null ? null : await adjust(session.panel, options.adjust);
    const results = options.saveResults ? await saveResults(session) : [];
    const ended = performance.now();
    const [psd, after] = [await session.savePsd(), await session.savePng()];
    const report = {
      // As reports called the restorer first.
      options: { ...options, engine: options.restorer },
      engine: facts['restorer'],
      build: await buildOf(session.panel),
      ...facts,
      ...(tried !== null && { tried }),
      ...(runs.length > 1 && { runs }),
      ...(adjusted !== null && { adjusted: adjusted.adjustment }),
      ...session.facts?.(runs.length + (adjusted?.applied === true ? 1 : 0)),
      demoMs: {
        open: Math.round(opened - started),
        run: Math.round(ended - run),
        total: Math.round(performance.now() - started),
      },
      peakBytesOfAllProcesses: memory.stop(),
    };
    await write(options, { 'result.psd': psd, 'before.png': before, 'after.png': after });
    await write(
      options,
      Object.fromEntries(results.map((bytes, i) => [`result-${i + 1}.png`, bytes] as const)),
    );
    await write(options, { 'report.json': `${JSON.stringify(report, null, 2)}\n` });
    console.log(
      `Wrote ${path.join(options.out, 'result.psd')}, before.png, after.png, report.json`,
    );
    return 0;
  } finally {
    memory.stop();
    // What does not close must keep neither the others nor the run's own error.
    for (const close of closers.reverse()) await close().catch(() => undefined);
  }
}

/** The server of the command line, else an emulated one that answers every page. */
async function serverOf(
  { server }: DemoOptions,
  closers: (() => Promise<void>)[],
): Promise<string> {
  if (server !== null) return server;
  const emulated = await startComfyUI({ cors: '*' });
  closers.push(() => emulated.stop());
  return emulated.url;
}

function defaultSelection({ input, supir }: DemoOptions): DemoSelection {
  return input === null
    ? sampleSelection({ small: supir !== null && supir.config !== null })
    : { kind: 'all' };
}

/** What a SUPIR run read, and which parts an earlier one had done; null for other restorers. */
function whatWasRead(facts: RunFacts): string | null {
  const supir = facts['supir'] as Partial<SupirReport> | null | undefined;
  if (supir?.readBytes === undefined) return null;
  const skipped = supir.skipped?.length ? supir.skipped.join(', ') : 'none';
  return `${supir.readBytes.toLocaleString('en')} bytes read, parts skipped: ${skipped}`;
}

/** Prints what changed, for people who wait. */
function statusPrinter(): OnStatus {
  let last = '';
  return (text) => {
    if (text !== last) console.error(text);
    last = text;
  };
}

async function write(
  { out }: DemoOptions,
  files: Readonly<Record<string, Buffer | string>>,
): Promise<void> {
  await mkdir(out, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) await writeFile(path.join(out, name), bytes);
}

demo(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (error instanceof UsageError) console.error(`${error.message}\n\n${USAGE}`);
    else if (error instanceof WrongModelFiles) console.error(error.message);
    else if (error instanceof PanelFailure) console.error(`${error.code}: ${error.message}`);
    else console.error(error);
    process.exitCode = 1;
  },
);
