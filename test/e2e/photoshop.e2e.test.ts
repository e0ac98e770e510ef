import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../browser/chromium';
import { layerNamed, maskOn, readSaved, without } from '../hosts/contract/saved';
import {
  openBuiltPanel,
  PLUGIN_FOLDER,
  type BuiltPanel,
} from '../hosts/photoshop/page/built-panel';
import type { PhotoshopOptions } from '../hosts/photoshop/simulator/types';
import { handmadePsd } from '../hosts/psd/handmade';
import { groupedPhoto } from './documents';
import { outcome } from './outcome';

jest.setTimeout(120_000);

const NEW = 'Restored 2x (Fast)';
const BOX = { x: 24, y: 16, width: 24, height: 20 };

/** Less selected towards the right. */
const SOFT = Uint8Array.from({ length: BOX.width * BOX.height }, (_, i) => {
  return 255 - (i % BOX.width) * 10;
});

describe.each([
  ['as browsers have it', [] as string[]],
  ['with access to files', ['--allow-file-access-from-files']],
])('the built plugin, its page from a file, %s', (_, args) => {
  let browser: Browser;
  let panel: BuiltPanel;

  beforeAll(async () => {
    if (!existsSync(path.join(PLUGIN_FOLDER, 'page/panel.js'))) throw new Error('build it first');
    browser = await launchChromium({ args });
    panel = await open({
      switches: args.length > 0 ? { fileFetch: 'chromium' } : {},
    });
  });
  afterAll(() => browser.close());

  async function open(options: PhotoshopOptions = {}): Promise<BuiltPanel> {
    const context = await browser.newContext({ locale: 'en-US' });
    return openBuiltPanel(await context.newPage(), options);
  }

  async function show(
    { ps, page }: BuiltPanel,
    psd: Uint8Array,
    name: string,
    layer: string | null,
  ): Promise<number> {
    const id = ps.user.open(psd, name);
    if (layer !== null) {
      ps.user.activate(ps.documents.layers(id).find((view) => view.name === layer)!.id);
    }
    ps.user.select({ rect: BOX, data: SOFT });
    await page.locator('#document-name', { hasText: name }).waitFor({ timeout: 60_000 });
    await page.locator('#upscale:not([disabled])').waitFor();
    return id;
  }

  const rows = ({ ps }: BuiltPanel, id: number): readonly string[] =>
    ps.documents.historyStates(id).map(({ name }) => name);

  function expectInserted({ ps }: BuiltPanel, id: number, before: Uint8Array): void {
    const after = readSaved(ps.documents.savePsd(id));
    expect(without(after, NEW)).toEqual(readSaved(before));
    const layer = layerNamed(after, NEW);
    expect(layer.rect).toEqual(BOX);
    expect(layer.mask!.outside).toBe(0);
    expect(maskOn(layer.mask!, BOX)).toEqual([...SOFT]);
    expect(new Set(layer.pixels).size).toBeGreaterThan(20);
  }

  it('puts a masked layer above its source in a group, in one history state', async () => {
    const id = await show(panel, groupedPhoto(), 'grouped.psd', 'photo');
    const before = panel.ps.documents.savePsd(id);
    const count = rows(panel, id).length;
    expect(await outcome(panel.page)).toBe('done');
    expect(rows(panel, id).slice(count)).toEqual(['Upscale Selection']);
    expectInserted(panel, id, before);
    const layer = layerNamed(readSaved(panel.ps.documents.savePsd(id)), NEW);
    expect(layer.path).toEqual(['group']);
  });

  it('above a Background layer', async () => {
    const flat = handmadePsd({ width: 96, height: 72, depth: 8, packing: 'raw', layers: [] });
    const id = await show(panel, flat, 'flat.psd', null);
    const count = rows(panel, id).length;
    expect(await outcome(panel.page)).toBe('done');
    expect(rows(panel, id).slice(count)).toEqual(['Upscale Selection']);
    expect(panel.ps.documents.layers(id).map(({ name }) => name)).toEqual([NEW, 'Background']);
  });

  it('asks nobody on the network', () => {
    expect(panel.requests.length).toBeGreaterThan(2);
    expect(panel.requests.filter((url) => !/^(file|blob|data):/.test(url))).toEqual([]);
  });
});
