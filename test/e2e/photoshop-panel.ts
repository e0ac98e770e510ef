import { existsSync } from 'node:fs';
import path from 'node:path';
import { launchChromium } from '../../scripts/lib/browser/chromium';
import { layerNamed, maskOn, readSaved, without } from '../hosts/contract/saved';
import {
  openBuiltPanel,
  PLUGIN_FOLDER,
  type BuiltPanel,
} from '../emulators/photoshop/page/built-panel';
import type { Drawn, PhotoshopOptions } from '../emulators/photoshop/types';

/** How a browser may treat a page that comes from a file. */
export const BROWSERS = [
  ['as browsers have it', []],
  ['with access to files', ['--allow-file-access-from-files']],
] as const satisfies readonly (readonly [string, readonly string[]])[];

export const NEW = 'Restored 2x (Fast)';

const BOX = { x: 24, y: 16, width: 24, height: 20 };

/** Less selected towards the right. */
const SOFT: Drawn = {
  rect: BOX,
  data: Uint8Array.from({ length: BOX.width * BOX.height }, (_, i) => 255 - (i % BOX.width) * 10),
};

export interface PhotoshopPanels {
  /** The built plugin in a Photoshop of its own. */
  open(options?: PhotoshopOptions): Promise<BuiltPanel>;
  close(): Promise<void>;
}

export async function startPhotoshop(args: readonly string[]): Promise<PhotoshopPanels> {
  if (!existsSync(path.join(PLUGIN_FOLDER, 'page/panel.js'))) throw new Error('build it first');
  const browser = await launchChromium({ args: [...args] });
  const fileFetch = args.length > 0 ? { fileFetch: 'chromium' as const } : {};
  return {
    open: async ({ switches, ...options } = {}) => {
      const context = await browser.newContext({ locale: 'en-US' });
      return openBuiltPanel(await context.newPage(), {
        ...options,
        switches: { ...fileFetch, ...switches },
      });
    },
    close: () => browser.close(),
  };
}

export interface Shown {
  readonly id: number;
  readonly name: string;
  /** The document as it was. */
  readonly before: Uint8Array;
  /** Names of the history states since then. */
  readonly newRows: () => readonly string[];
}

let opened = 0;

/** Opens a document, makes a layer active (null: the only one), selects, and waits for the panel. */
export async function show(
  { ps, page }: BuiltPanel,
  psd: Uint8Array,
  layer: string | null,
  selection = SOFT,
): Promise<Shown> {
  // Told apart by its name from those that are still open.
  const name = `picture ${++opened}.psd`;
  const id = ps.user.open(psd, name);
  if (layer !== null) {
    ps.user.activate(ps.documents.layers(id).find((view) => view.name === layer)!.id);
  }
  ps.user.select(selection);
  await page.locator('#document-name', { hasText: name }).waitFor({ timeout: 60_000 });
  await page.locator('#upscale:not([disabled])').waitFor();
  const rows = (): readonly string[] => ps.documents.historyStates(id).map((row) => row.name);
  const count = rows().length;
  return { id, name, before: ps.documents.savePsd(id), newRows: () => rows().slice(count) };
}

/** One new layer with the selection as its mask, in one history state; the rest is as it was. */
export function expectInserted(
  { ps }: BuiltPanel,
  { id, before, newRows }: Shown,
  { name = NEW, selection = SOFT }: { readonly name?: string; readonly selection?: Drawn } = {},
): void {
  expect(newRows()).toEqual(['Upscale Selection']);
  const after = readSaved(ps.documents.savePsd(id));
  expect(without(after, name)).toEqual(readSaved(before));
  const layer = layerNamed(after, name);
  expect(layer.rect).toEqual(selection.rect);
  expect(layer.mask!.outside).toBe(0);
  expect(maskOn(layer.mask!, selection.rect)).toEqual([...selection.data]);
  expect(new Set(layer.pixels).size).toBeGreaterThan(20);
}

/** Nothing has happened to the document. */
export function expectUntouched({ ps }: BuiltPanel, { id, before, newRows }: Shown): void {
  expect(newRows()).toEqual([]);
  expect(Buffer.compare(before, ps.documents.savePsd(id))).toBe(0);
}

/** All that the page has asked for was in the package. */
export function expectNoNetwork({ requests }: BuiltPanel): void {
  expect(requests.length).toBeGreaterThan(2);
  expect(requests.filter((url) => !/^(file|blob|data):/.test(url))).toEqual([]);
}
