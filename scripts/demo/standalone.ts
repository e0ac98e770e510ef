import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { DemoSelection } from './options';
import { PanelFailure } from './panel';
import { downloadedResult } from './results-panel';
import type { DemoSession } from './session';

/** Page pixels for document pixels. */
interface CanvasView {
  readonly zoom: number;
  readonly originX: number;
  readonly originY: number;
  readonly left: number;
  readonly top: number;
}

/** A selection that does not show by then is empty. */
const SELECTION_MS = 10_000;

/** The standalone editor at `url` (src/editor/view/AUTOMATION.md). */
export async function openStandalone(page: Page, url: string): Promise<DemoSession> {
  // A save dialog cannot be answered from here; without it the page offers a download.
  await page.addInitScript(() => {
    Reflect.deleteProperty(globalThis, 'showSaveFilePicker');
  });
  await page.goto(url);
  const canvas = page.locator('#canvas');
  const save = async (button: 'save-psd' | 'save-png'): Promise<Buffer> => {
    const download = page.waitForEvent('download', { timeout: 300_000 });
    await page.locator(`#${button}`).click();
    return readFile(await (await download).path());
  };
  return {
    panel: page,
    savePsd: () => save('save-psd'),
    savePng: () => save('save-png'),
    savedResult: () => downloadedResult(page, page),
    async keepSource() {
      const source = page.locator('#layers [role=treeitem][aria-selected=true]');
      const id = await source.getAttribute('data-id');
      return async () => {
        await page.locator(`#layers [role=treeitem][data-id="${id}"]`).click();
        await page.locator(`#layers [data-id="${id}"][aria-selected=true]`).waitFor();
        await ready(page);
      };
    },
    async open(file) {
      await page.locator('#file-input').setInputFiles(file);
      const name = path.basename(file);
      const opened = page.locator('#document-name', { hasText: name });
      const refused = page.locator('#messages sp-toast[data-code]');
      await opened.or(refused).first().waitFor({ timeout: 120_000 });
      if (await refused.isVisible()) {
        const code = (await refused.getAttribute('data-code')) ?? 'unexpected';
        throw new PanelFailure(code, await refused.innerText());
      }
      await ready(page);
    },
    async select(selection, feather) {
      if (selection.kind === 'all') {
        await page.keyboard.press('ControlOrMeta+a');
      } else {
        await page.locator(`#tool-${selection.kind}`).click();
        await setNumber(page.locator('#feather'), feather);
        const view = await viewOf(canvas);
        await drag(
          page,
          pathOf(selection).map(([x, y]) => toPage(view, x, y)),
        );
      }
      await ready(page);
      // A key press returns before the worker has answered it.
      const selected = page.locator('#canvas[data-ready][data-selection]');
      await selected.waitFor({ timeout: SELECTION_MS }).catch(() => {
        throw new PanelFailure('selection-empty', 'nothing is selected');
      });
    },
  };
}

/** Waits until the view shows what the document holds. */
async function ready(page: Page): Promise<void> {
  await page.locator('#canvas[data-ready]').waitFor({ timeout: 120_000 });
}

/** Types into the number field inside a Spectrum component. */
async function setNumber(field: Locator, value: number): Promise<void> {
  const input = field.locator('input').first();
  await input.fill(String(value));
  await input.press('Enter');
}

function pathOf(
  selection: Exclude<DemoSelection, { readonly kind: 'all' }>,
): readonly (readonly [number, number])[] {
  if (selection.kind === 'lasso') return [...selection.points, ...selection.points.slice(0, 1)];
  const { x, y, width, height } = selection;
  return [
    [x, y],
    [x + width, y + height],
  ];
}

async function viewOf(canvas: Locator): Promise<CanvasView> {
  const box = await canvas.boundingBox();
  if (box === null) throw new Error('the canvas is not visible');
  const number = async (name: string): Promise<number> => Number(await canvas.getAttribute(name));
  return {
    zoom: await number('data-zoom'),
    originX: await number('data-origin-x'),
    originY: await number('data-origin-y'),
    left: box.x,
    top: box.y,
  };
}

function toPage(view: CanvasView, x: number, y: number): readonly [number, number] {
  return [view.left + view.originX + x * view.zoom, view.top + view.originY + y * view.zoom];
}

async function drag(page: Page, points: readonly (readonly [number, number])[]): Promise<void> {
  const [first, ...others] = points;
  if (first === undefined) return;
  await page.mouse.move(...first);
  await page.mouse.down();
  // A drag of one jump is no drag to some gesture code; people move in steps.
  for (const point of others) await page.mouse.move(...point, { steps: 4 });
  await page.mouse.up();
}
