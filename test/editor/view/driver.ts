import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode } from 'fast-png';
import type { Page } from 'playwright-core';
import { openTestPage, type TestPage } from '../../../scripts/lib/browser/test-page';
import type { EditorPageApi } from './editor-page';

export const CAT = join(__dirname, '../../fixtures/photos/cat-chelsea.png');
export const CAT_SIZE = { width: 451, height: 300 };
/** Ctrl, or Cmd on a Mac. */
export const MOD = 'Control';

export type PagePoint = readonly [number, number];

/** The standalone editor in a real browser, driven as `src/editor/view/AUTOMATION.md` says. */
export interface EditorDriver {
  readonly page: Page;
  readonly test: TestPage<EditorPageApi>;
  readonly state: () => Promise<Awaited<ReturnType<EditorPageApi['state']>>>;
  /** Opens the photograph in place of what is open. */
  startOver(): Promise<void>;
  ready(): Promise<void>;
  /** Page coordinates of a document point, by what the canvas says of itself. */
  at(x: number, y: number): Promise<[number, number]>;
  drag(...points: readonly PagePoint[]): Promise<void>;
  held(keys: readonly string[], action: () => Promise<void>): Promise<void>;
  bounds(): Promise<unknown>;
  /** What the picture's canvas shows in the middle of a document pixel. */
  shown(x: number, y: number): Promise<readonly number[]>;
}

export async function openEditor(): Promise<EditorDriver> {
  const test = await openTestPage<EditorPageApi>('test/editor/view/editor-page.ts');
  const { page } = test;
  await page.setViewportSize({ width: 1180, height: 760 });
  // The dialog of the system cannot be driven; without it the page downloads.
  await page.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
  const canvas = page.locator('#canvas');

  async function startOver(): Promise<void> {
    await test.call('reset');
    await page.locator('#empty').waitFor();
    await page.locator('#file-input').setInputFiles(CAT);
    await ready();
  }

  const ready = (): Promise<void> => page.locator('#canvas[data-ready]').waitFor();

  function at(x: number, y: number): Promise<[number, number]> {
    return canvas.evaluate(
      (element, [docX, docY]) => {
        const box = element.getBoundingClientRect();
        const { zoom, originX, originY } = (element as HTMLElement).dataset;
        return [
          box.left + Number(originX) + docX * Number(zoom),
          box.top + Number(originY) + docY * Number(zoom),
        ] as [number, number];
      },
      [x, y] as const,
    );
  }

  async function drag(...points: readonly PagePoint[]): Promise<void> {
    const [first, ...rest] = points;
    await page.mouse.move(...(await at(...first!)));
    await page.mouse.down();
    for (const point of rest) await page.mouse.move(...(await at(...point)), { steps: 3 });
    await page.mouse.up();
  }

  async function held(keys: readonly string[], action: () => Promise<void>): Promise<void> {
    for (const key of keys) await page.keyboard.down(key);
    await action();
    for (const key of [...keys].reverse()) await page.keyboard.up(key);
  }

  async function shown(x: number, y: number): Promise<readonly number[]> {
    await ready();
    return canvas.evaluate(
      (host, [px, py]) => {
        const picture = host.shadowRoot?.querySelector<HTMLCanvasElement>('#picture');
        const box = host.getBoundingClientRect();
        const pen = picture?.getContext('2d');
        const left = Math.floor((px - box.left) * devicePixelRatio);
        const top = Math.floor((py - box.top) * devicePixelRatio);
        return [...(pen?.getImageData(left, top, 1, 1).data ?? [])];
      },
      await at(x + 0.5, y + 0.5),
    );
  }

  const state = (): Promise<Awaited<ReturnType<EditorPageApi['state']>>> => test.call('state');
  async function bounds(): Promise<unknown> {
    await ready();
    return (await state()).bounds;
  }

  return { page, test, state, startOver, ready, at, drag, held, bounds, shown };
}

/** The photograph's own pixel. */
export async function catPixel(x: number, y: number): Promise<readonly number[]> {
  const { data, channels, width } = decode(await readFile(CAT));
  const from = (y * width + x) * channels;
  return [data[from]!, data[from + 1]!, data[from + 2]!, 255];
}
