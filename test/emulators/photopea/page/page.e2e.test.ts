import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { serve } from '../../../../scripts/lib/serve.mjs';
import { launchChromium } from '../../../../scripts/lib/browser/chromium';
import { serveEmulator, type Emulator } from '../../../../scripts/lib/browser/serve-emulator';
import { opaqueNoise, paintedLayer, psdBytes } from '../painted-documents';
import { readPsdState } from '../files/psd-read';
import { openEmulator, type EmulatorPage } from './emulator-page';

/** A plugin that runs what is typed and lists what it hears. */
const PLUGIN = `<!doctype html><textarea id="script"></textarea><button id="run">Run</button><ul id="heard"></ul>
<script>
  addEventListener('message', ({ data, source }) => {
    if (source !== parent) return;
    const item = document.createElement('li');
    item.textContent = typeof data === 'string' ? data : 'file ' + data.byteLength;
    heard.append(item);
  });
  run.onclick = () => parent.postMessage(script.value, '*');
</script>`;

const PHOTO = psdBytes({
  width: 240,
  height: 160,
  children: [paintedLayer('photo', 240, 160, opaqueNoise, { id: 3 })],
});

let browser: Browser;
let emulator: Emulator;
let plugin: Awaited<ReturnType<typeof serve>>;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'supir-panel-plugin-'));
  await writeFile(join(folder, 'index.html'), PLUGIN);
  plugin = await serve(folder, { isolation: 'none' });
  emulator = await serveEmulator();
  browser = await launchChromium();
}, 180_000);

afterAll(async () => {
  await browser.close();
  await emulator.close();
  await plugin.close();
  await rm(folder, { recursive: true, force: true });
});

async function openPage(): Promise<EmulatorPage> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  const opened = await openEmulator(page, emulator, plugin.url, { height: 300 });
  await opened.open({ name: 'photo.psd', bytes: PHOTO });
  return opened;
}

/** Runs a script in the plugin; its echoes. */
async function run({ panel }: EmulatorPage, script: string): Promise<readonly string[]> {
  const heard = panel.locator('#heard li');
  const before = await heard.count();
  await panel.locator('#script').fill(`${script}; app.echoToOE("end ${before}");`);
  await panel.locator('#run').click();
  await heard.filter({ hasText: `end ${before}` }).waitFor();
  const echoes = (await heard.allInnerTexts()).slice(before);
  return echoes.filter((text) => text !== 'done' && !text.startsWith('end '));
}

const BOUNDS = `try { var b = app.activeDocument.selection.bounds;
  app.echoToOE([b[0].value, b[1].value, b[2].value, b[3].value].join()); } catch (e) { app.echoToOE(e.message); }`;

describe('the emulator in a browser', () => {
  test('a selection drawn with the pointer is what the plugin hears of', async () => {
    const emulated = await openPage();
    await emulated.select({ tool: 'ellipse', from: [20, 30], to: [120, 110] });
    expect(await run(emulated, BOUNDS)).toEqual(['20,30,120,110']);
    expect(await emulated.history()).toEqual(['Open', 'Selection']);
    await emulated.undo();
    expect(await run(emulated, BOUNDS)).toEqual(['no selection']);
    await emulated.page.close();
  });

  test('what the plugin does is in the saved document, and one undo takes it back', async () => {
    const emulated = await openPage();
    await run(
      emulated,
      'app.activeDocument.artLayers.add(); app.activeDocument.activeLayer.name = "new";',
    );
    const names = async (): Promise<string[]> =>
      readPsdState(await emulated.savePsd()).layers.map((layer) => layer.name);
    expect(await names()).toEqual(['photo', 'new']);
    await emulated.undo();
    await emulated.undo();
    expect(await names()).toEqual(['photo']);
    await emulated.page.close();
  });

  test('closing the panel destroys its page; what it had posted is carried out', async () => {
    const emulated = await openPage();
    await run(emulated, 'app.echoToOE("here");');
    await emulated.panel.locator('#script').fill('app.activeDocument.artLayers.add();');
    await emulated.panel.locator('#run').click();
    await emulated.togglePanel();
    expect(await emulated.page.locator('#panel-place iframe').count()).toBe(0);
    await emulated.page.locator('#history li', { hasText: 'New Layer' }).waitFor();
    await emulated.togglePanel();
    await emulated.panel.locator('#run').waitFor();
    expect(await emulated.panel.locator('#heard li').count()).toBe(0);
    await emulated.page.close();
  });
});
