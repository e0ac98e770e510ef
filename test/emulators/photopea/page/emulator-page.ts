import { readFile } from 'node:fs/promises';
import type { FrameLocator, Page } from 'playwright-core';
import type { Photopea } from '../photopea';

/** Corners, or the corners of a lasso; document pixels. */
export type Drag =
  | { readonly tool: 'rect' | 'ellipse'; readonly from: Place; readonly to: Place }
  | { readonly tool: 'lasso'; readonly points: readonly Place[] };

type Place = readonly [x: number, y: number];

/** The emulator in a browser tab, driven by mouse and keyboard as a person would. */
export interface EmulatorPage {
  readonly page: Page;
  /** The plugin's page inside it. */
  readonly panel: FrameLocator;
  open(file: string | { name: string; bytes: Uint8Array }): Promise<void>;
  select(drag: Drag, feather?: number): Promise<void>;
  selectAll(): Promise<void>;
  activate(layer: string): Promise<void>;
  undo(): Promise<void>;
  /** Opens the panel when it is closed, and the other way round. */
  togglePanel(): Promise<void>;
  savePsd(): Promise<Uint8Array>;
  savePng(): Promise<Uint8Array>;
  history(): Promise<readonly string[]>;
  /** When every message that was posted so far has been dealt with. */
  idle(): Promise<void>;
}

const PATIENCE_MS = 120_000;

async function ready(page: Page): Promise<void> {
  await page.locator('#canvas[data-ready="true"]').waitFor({ timeout: PATIENCE_MS });
}

async function drag(page: Page, points: readonly Place[]): Promise<void> {
  const canvas = page.locator('#canvas');
  const box = await canvas.boundingBox();
  if (box === null) throw new Error('no document is shown');
  const zoom = Number(await canvas.getAttribute('data-zoom'));
  const [first, ...others] = points.map(([x, y]) => [box.x + x * zoom, box.y + y * zoom] as const);
  if (first === undefined) return;
  await page.mouse.move(...first);
  await page.mouse.down();
  for (const point of others) await page.mouse.move(...point, { steps: 4 });
  await page.mouse.up();
}

/** Opens the emulator, which is served at `emulator.url`, with the panel at `panelUrl` in it. */
export async function openEmulator(
  page: Page,
  emulator: { readonly url: string },
  panelUrl: string,
  size: { readonly width?: number; readonly height?: number } = {},
): Promise<EmulatorPage> {
  const query = new URLSearchParams({ panel: panelUrl });
  for (const [key, value] of Object.entries(size)) query.set(key, String(value));
  await page.goto(`${emulator.url}?${query.toString()}`);
  const save = async (id: string): Promise<Uint8Array> => {
    const download = page.waitForEvent('download', { timeout: PATIENCE_MS });
    await page.locator(id).click();
    return readFile(await (await download).path());
  };
  return {
    page,
    panel: page.frameLocator('#panel-place iframe'),
    open: async (file) => {
      const tabs = await page.locator('#tabs button').count();
      const input = page.locator('#file-input');
      if (typeof file === 'string') await input.setInputFiles(file);
      else {
        const buffer = Buffer.from(file.bytes);
        const mimeType = 'application/octet-stream';
        await input.setInputFiles({ name: file.name, mimeType, buffer });
      }
      await page.locator('#tabs button').nth(tabs).waitFor({ timeout: PATIENCE_MS });
      await ready(page);
    },
    select: async (shape, feather = 0) => {
      await page.locator(`#tool-${shape.tool}`).click();
      await page.locator('#feather').fill(String(feather));
      await drag(page, shape.tool === 'lasso' ? shape.points : [shape.from, shape.to]);
      await ready(page);
    },
    selectAll: async () => {
      await page.locator('#stage').press('ControlOrMeta+a');
    },
    activate: async (layer) => {
      await page.locator('#layers').getByText(layer, { exact: true }).click();
    },
    undo: () => page.locator('#undo').click(),
    togglePanel: () => page.locator('#panel-toggle').click(),
    savePsd: () => save('#save-psd'),
    savePng: () => save('#save-png'),
    history: () => page.locator('#history li').allInnerTexts(),
    idle: () =>
      page.evaluate(() =>
        (globalThis as unknown as { readonly photopea: Photopea }).photopea.idle(),
      ),
  };
}
