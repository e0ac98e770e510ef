import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readPsd } from 'ag-psd';
import { decode } from 'fast-png';
import type { Page } from 'playwright-core';
import { openTestPage, type TestPage } from '../../browser/test-page';
import type { WorkspacePageApi } from './workspace-page';

const CAT = join(__dirname, '../../fixtures/photos/cat-chelsea.png');
const SIZE = { width: 451, height: 300 };
const MOD = 'Control';

let test: TestPage<WorkspacePageApi>;
let page: Page;

jest.setTimeout(240_000);

beforeAll(async () => {
  test = await openTestPage<WorkspacePageApi>('test/panel/workspace/workspace-page.ts');
  page = test.page;
  await page.setViewportSize({ width: 1180, height: 760 });
  // The dialog of the system cannot be driven; without it the page downloads.
  await page.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
});

afterAll(() => test.close());

beforeEach(async () => {
  await test.call('reset');
  await page.locator('#empty').waitFor();
  await page.locator('#file-input').setInputFiles(CAT);
  await ready();
});

async function ready(): Promise<void> {
  await page.locator('#canvas[data-ready]').waitFor();
}

/** Page coordinates of a document point, by what the canvas says of itself. */
async function at(x: number, y: number): Promise<[number, number]> {
  return page.locator('#canvas').evaluate(
    (canvas, [docX, docY]) => {
      const box = canvas.getBoundingClientRect();
      const { zoom, originX, originY } = (canvas as HTMLElement).dataset;
      return [
        box.left + Number(originX) + docX * Number(zoom),
        box.top + Number(originY) + docY * Number(zoom),
      ] as [number, number];
    },
    [x, y] as const,
  );
}

async function drag(...points: readonly (readonly [number, number])[]): Promise<void> {
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

async function bounds(): Promise<unknown> {
  await ready();
  return (await test.call('state')).bounds;
}

const rect = (x: number, y: number, width: number, height: number) => ({ x, y, width, height });

/** What the picture's canvas shows in the middle of a document pixel. */
async function shown(x: number, y: number): Promise<readonly number[]> {
  await ready();
  const [pageX, pageY] = await at(x + 0.5, y + 0.5);
  return page.locator('#canvas').evaluate(
    (host, [px, py]) => {
      const canvas = host.shadowRoot?.querySelector<HTMLCanvasElement>('#picture');
      const box = host.getBoundingClientRect();
      const pen = canvas?.getContext('2d');
      const place = [
        (px - box.left) * devicePixelRatio,
        (py - box.top) * devicePixelRatio,
      ] as const;
      return [...(pen?.getImageData(Math.floor(place[0]), Math.floor(place[1]), 1, 1).data ?? [])];
    },
    [pageX, pageY] as const,
  );
}

async function source(x: number, y: number): Promise<readonly number[]> {
  const { data, channels, width } = decode(await readFile(CAT));
  const from = (y * width + x) * channels;
  return [data[from]!, data[from + 1]!, data[from + 2]!, 255];
}

describe('the canvas', () => {
  it('shows the file pixel by pixel at 100 % and zoomed in', async () => {
    expect((await test.call('state')).size).toEqual(SIZE);
    for (const steps of [0, 2]) {
      for (let i = 0; i < steps; i++) await page.keyboard.press(`${MOD}+=`);
      for (const [x, y] of [
        [225, 150],
        [200, 130],
        [250, 170],
      ] as const) {
        expect(await shown(x, y)).toEqual(await source(x, y));
      }
    }
  });

  it('zooms around the pointer and says exactly where the document lies', async () => {
    const place = await at(300, 100);
    await page.mouse.move(...place);
    await held([MOD], () => page.mouse.wheel(0, -100));
    await ready();
    expect(Number(await page.locator('#canvas').getAttribute('data-zoom'))).toBeGreaterThan(1.2);
    const now = await at(300, 100);
    expect(Math.abs(now[0] - place[0])).toBeLessThanOrEqual(0.5);
    expect(Math.abs(now[1] - place[1])).toBeLessThanOrEqual(0.5);
    await page.keyboard.press(`${MOD}+1`);
    expect(await page.locator('#canvas').getAttribute('data-zoom')).toBe('1');
  });

  it('moves with the space bar, the hand, the wheel', async () => {
    const moved = async (action: () => Promise<void>): Promise<readonly number[]> => {
      const before = await at(0, 0);
      await action();
      await ready();
      const after = await at(0, 0);
      return [after[0] - before[0], after[1] - before[1]];
    };
    const pull = async (): Promise<void> => {
      await page.mouse.move(500, 400);
      await page.mouse.down();
      await page.mouse.move(530, 380, { steps: 3 });
      await page.mouse.up();
    };
    await page.locator('#canvas').focus();
    expect(await moved(() => held([' '], pull))).toEqual([30, -20]);
    await page.keyboard.press('h');
    expect(await moved(pull)).toEqual([30, -20]);
    expect(await moved(() => page.mouse.wheel(15, 40))).toEqual([-15, -40]);
    await page.keyboard.press('m');
    expect(await bounds()).toBeNull();
  });
});

describe('a selection', () => {
  it('is exactly what was drawn, in every mode', async () => {
    await page.keyboard.press('m');
    await drag([100, 80], [200, 150]);
    expect(await bounds()).toEqual(rect(100, 80, 100, 70));
    await held(['Shift'], () => drag([180, 120], [240, 200]));
    expect(await bounds()).toEqual(rect(100, 80, 140, 120));
    await held(['Alt'], () => drag([90, 70], [150, 210]));
    expect(await bounds()).toEqual(rect(150, 80, 90, 120));
    await held(['Shift', 'Alt'], () => drag([200, 0], [300, 100]));
    expect(await bounds()).toBeNull();
  });

  it('may start and end outside the document', async () => {
    await page.keyboard.press('m');
    await drag([-30, 100], [60, 340]);
    expect(await bounds()).toEqual(rect(0, 100, 60, 200));
  });

  it('is a circle with Shift, grows from its centre with Alt, and ends with Escape', async () => {
    await page.locator('#tool-ellipse').click();
    await held(['Shift'], () => drag([100, 100], [180, 140]));
    expect(await bounds()).toEqual(rect(100, 100, 80, 80));
    await page.keyboard.press(`${MOD}+d`);
    await held(['Alt'], () => drag([200, 150], [240, 180]));
    expect(await bounds()).toEqual(rect(160, 120, 80, 60));
    await page.mouse.move(...(await at(20, 20)));
    await page.mouse.down();
    await page.mouse.move(...(await at(90, 90)), { steps: 3 });
    await page.keyboard.press('Escape');
    await page.mouse.up();
    expect(await bounds()).toEqual(rect(160, 120, 80, 60));
  });

  it('follows the lasso', async () => {
    await page.keyboard.press('l');
    await drag([100, 100], [200, 100], [200, 200], [100, 100]);
    const inside = await test.call('selection', rect(190, 110, 1, 1));
    const outside = await test.call('selection', rect(110, 190, 1, 1));
    expect([inside, outside]).toEqual([[255], [0]]);
  });

  it('is feathered by the field', async () => {
    await page.locator('#feather input').fill('6');
    await page.keyboard.press('Enter');
    await page.locator('#tool-rect').click();
    await drag([100, 100], [200, 200]);
    await ready();
    const [edge] = (await test.call('selection', rect(100, 150, 1, 1))) ?? [];
    const [middle] = (await test.call('selection', rect(150, 150, 1, 1))) ?? [];
    expect(edge).toBeGreaterThan(110);
    expect(edge).toBeLessThan(150);
    expect(middle).toBe(255);
    await page.locator('#feather input').fill('0');
    await page.keyboard.press('Enter');
  });

  it('is all, none, the inverse, and comes back with undo', async () => {
    await page.locator('#canvas').focus();
    await page.keyboard.press(`${MOD}+a`);
    expect(await bounds()).toEqual(rect(0, 0, SIZE.width, SIZE.height));
    await page.keyboard.press(`${MOD}+d`);
    expect(await bounds()).toBeNull();
    await page.keyboard.press('m');
    await drag([0, 0], [451, 100]);
    await page.keyboard.press(`${MOD}+Shift+i`);
    expect(await bounds()).toEqual(rect(0, 100, SIZE.width, 200));
    await page.keyboard.press(`${MOD}+z`);
    await expectEventually(async () => (await test.call('state')).bounds, rect(0, 0, 451, 100));
    await page.keyboard.press(`${MOD}+Shift+z`);
    await expectEventually(async () => (await test.call('state')).bounds, rect(0, 100, 451, 200));
  });

  it('can be made and moved with the keyboard alone', async () => {
    await page.locator('#tool-rect').click();
    await page.locator('#numbers').focus();
    await page.keyboard.press('Enter');
    for (const [field, value] of [
      ['x', 30],
      ['y', 40],
      ['width', 120],
      ['height', 90],
    ] as const) {
      const input = page.locator(`#numbers-${field} input`);
      await input.waitFor();
      await input.focus();
      await input.fill(String(value));
    }
    await page.keyboard.press('Enter');
    await expectEventually(async () => (await test.call('state')).bounds, rect(30, 40, 120, 90));
    await page.locator('#canvas').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowUp');
    await expectEventually(async () => (await test.call('state')).bounds, rect(31, 30, 120, 90));
  });

  it('can be dragged to another place and clicked away', async () => {
    await page.keyboard.press('m');
    await drag([100, 100], [160, 150]);
    await drag([130, 120], [150, 110]);
    await expectEventually(async () => (await test.call('state')).bounds, rect(120, 90, 60, 50));
    await page.mouse.click(...(await at(20, 20)));
    await expectEventually(async () => (await test.call('state')).bounds, null);
  });

  it('marches, and stands still for those who want no motion', async () => {
    const ants = (): Promise<string | undefined> =>
      page
        .locator('#canvas')
        .evaluate((host) =>
          host.shadowRoot?.querySelector<HTMLCanvasElement>('#ants')?.toDataURL(),
        );
    await page.keyboard.press('m');
    await drag([100, 100], [200, 200]);
    await ready();
    const first = await ants();
    await page.waitForTimeout(400);
    expect(await ants()).not.toBe(first);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const still = await ants();
    await page.waitForTimeout(400);
    expect(await ants()).toBe(still);
    await page.emulateMedia({ reducedMotion: null });
  });
});

describe('the layers', () => {
  it('are a tree that the keyboard works', async () => {
    await test.call('insert', rect(200, 120, 60, 50));
    const rows = page.locator('#layers [role=treeitem]');
    await expectEventually(() => rows.count(), 2);
    const first = rows.first();
    expect(await first.getAttribute('data-name')).toBe('Restored');
    expect(await first.getAttribute('data-fresh')).not.toBeNull();
    await first.focus();
    await page.keyboard.press(' ');
    await expectEventually(async () => (await test.call('state')).layers[0]?.visible, false);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expectEventually(() => rows.nth(1).getAttribute('aria-selected'), 'true');
    const { activeLayerId, layers } = await test.call('state');
    expect(activeLayerId).toBe(layers[1]?.id);
  });

  it('show before and after without leaving a trace in the history', async () => {
    await page.locator('#canvas').focus();
    await test.call('insert', rect(200, 120, 60, 50));
    await expectEventually(() => shown(230, 140), [0, 200, 80, 255]);
    const { undoStep } = await test.call('state');
    await page.keyboard.down('\\');
    await expectEventually(() => shown(230, 140), await source(230, 140));
    await page.keyboard.up('\\');
    await expectEventually(() => shown(230, 140), [0, 200, 80, 255]);
    const after = await test.call('state');
    expect([after.undoStep, after.canRedo]).toEqual([undoStep, false]);
  });
});

describe('files', () => {
  it('are saved as PSD with every layer and as PNG with what is seen', async () => {
    await test.call('insert', rect(10, 20, 30, 40));
    const [psd] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('#save-psd').click(),
    ]);
    expect(psd.suggestedFilename()).toBe('cat-chelsea.psd');
    const read = readPsd(await readFile(await psd.path()), { useImageData: true });
    expect(read.children?.map(({ name }) => name)).toContain('Restored');
    const [png] = await Promise.all([
      page.waitForEvent('download'),
      page.keyboard.press(`${MOD}+Alt+Shift+s`),
    ]);
    expect(png.suggestedFilename()).toBe('cat-chelsea.png');
    const picture = decode(await readFile(await png.path()));
    const from = (25 * SIZE.width + 15) * picture.channels;
    expect([...picture.data.slice(from, from + 3)]).toEqual([0, 200, 80]);
  });

  it('that are no pictures are refused by name, and the document stays', async () => {
    await page.locator('#file-input').setInputFiles({
      name: 'notes.png',
      mimeType: 'image/png',
      buffer: Buffer.from('these are no pixels'),
    });
    const toast = page.locator('#messages sp-toast');
    await toast.waitFor();
    expect(await toast.getAttribute('data-code')).toMatch(/^[a-z][a-z-]+$/);
    expect(await toast.getAttribute('data-code')).not.toBe('unexpected');
    expect((await test.call('state')).name).toBe('cat-chelsea.png');
    expect(await shown(225, 150)).toEqual(await source(225, 150));
  });

  it('do not replace unsaved changes without asking', async () => {
    await test.call('insert', rect(10, 20, 30, 40));
    await page.locator('#file-input').setInputFiles(CAT);
    await page.locator('#replace-cancel').click();
    expect((await test.call('state')).layers).toHaveLength(2);
    await page.locator('#replace-cancel').waitFor({ state: 'hidden' });
    await page.locator('#file-input').setInputFiles(CAT);
    await page.locator('#replace-discard').click();
    await expectEventually(async () => (await test.call('state')).layers.length, 1);
  });

  it.each(['drop', 'paste'] as const)('are opened by %s', async (way) => {
    const bytes = [...(await readFile(CAT))];
    await page.evaluate(
      ([kind, content]) => {
        const file = new File([new Uint8Array(content)], 'brought.png', { type: 'image/png' });
        const transfer = new DataTransfer();
        transfer.items.add(file);
        const init = { bubbles: true, cancelable: true };
        document.body.dispatchEvent(
          kind === 'drop'
            ? new DragEvent('drop', { ...init, dataTransfer: transfer })
            : new ClipboardEvent('paste', { ...init, clipboardData: transfer }),
        );
      },
      [way, bytes] as const,
    );
    await expectEventually(async () => (await test.call('state')).name !== 'cat-chelsea.png', true);
    await ready();
    expect((await test.call('state')).size).toEqual(SIZE);
  });
});

/** Polls, because a command settles a moment after the key that asked for it. */
async function expectEventually<T>(read: () => Promise<T>, expected: T): Promise<void> {
  const deadline = Date.now() + 10_000;
  let last = await read();
  while (JSON.stringify(last) !== JSON.stringify(expected) && Date.now() < deadline) {
    await page.waitForTimeout(30);
    last = await read();
  }
  expect(last).toEqual(expected);
}
