import { readFile } from 'node:fs/promises';
import { readPsd } from 'ag-psd';
import { decode } from 'fast-png';
import { eventually } from '../../support/browser/eventually';
import { rect } from '../../../src/core/geometry';
import { CAT, CAT_SIZE, catPixel, MOD, openEditor, type EditorDriver } from './driver';

const FAULTS = 'test/fixtures/faults/';

let on: EditorDriver;

jest.setTimeout(240_000);
beforeAll(async () => {
  on = await openEditor();
});
afterAll(() => on.test.close());
beforeEach(() => on.startOver());

describe('the layers', () => {
  it('are a tree that the keyboard works', async () => {
    await on.test.call('insert', rect(200, 120, 60, 50));
    const rows = on.page.locator('#layers [role=treeitem]');
    await eventually(() => rows.count(), 2);
    const first = rows.first();
    expect(await first.getAttribute('data-name')).toBe('Restored');
    expect(await first.getAttribute('data-fresh')).not.toBeNull();
    await first.focus();
    await on.page.keyboard.press(' ');
    await eventually(async () => (await on.state()).layers[0]?.visible, false);
    await on.page.keyboard.press('ArrowDown');
    await on.page.keyboard.press('Enter');
    await eventually(() => rows.nth(1).getAttribute('aria-selected'), 'true');
    const { activeLayerId, layers } = await on.state();
    expect(activeLayerId).toBe(layers[1]?.id);
  });

  it('show before and after without leaving a trace in the history', async () => {
    await on.page.locator('#canvas').focus();
    await on.test.call('insert', rect(200, 120, 60, 50));
    await eventually(() => on.shown(230, 140), [0, 200, 80, 255]);
    const { undoStep } = await on.state();
    await on.page.keyboard.down('\\');
    await eventually(() => on.shown(230, 140), await catPixel(230, 140));
    await on.page.keyboard.up('\\');
    await eventually(() => on.shown(230, 140), [0, 200, 80, 255]);
    const after = await on.state();
    expect([after.undoStep, after.canRedo]).toEqual([undoStep, false]);
  });
});

describe('files', () => {
  it('are saved as PSD with every layer and as PNG with what is seen', async () => {
    await on.test.call('insert', rect(10, 20, 30, 40));
    const [psd] = await Promise.all([
      on.page.waitForEvent('download'),
      on.page.locator('#save-psd').click(),
    ]);
    expect(psd.suggestedFilename()).toBe('cat-chelsea.psd');
    const read = readPsd(await readFile(await psd.path()), {
      skipLayerImageData: true,
      skipCompositeImageData: true,
      skipThumbnail: true,
    });
    expect(read.children?.map(({ name }) => name)).toContain('Restored');
    const [png] = await Promise.all([
      on.page.waitForEvent('download'),
      on.page.keyboard.press(`${MOD}+Alt+Shift+s`),
    ]);
    expect(png.suggestedFilename()).toBe('cat-chelsea.png');
    const picture = decode(await readFile(await png.path()));
    const from = (25 * CAT_SIZE.width + 15) * picture.channels;
    expect([...picture.data.slice(from, from + 3)]).toEqual([0, 200, 80]);
  });

  it('that could not be written leave the document unsaved', async () => {
    await on.test.call('insert', rect(10, 20, 30, 40));
    await on.page.evaluate(() => {
      const full = (): Promise<never> =>
        Promise.reject(new DOMException('The disk is full.', 'QuotaExceededError'));
      const stream = { write: full, abort: () => Promise.resolve() };
      const handle = { name: 'a.psd', createWritable: () => Promise.resolve(stream) };
      Object.assign(window, { showSaveFilePicker: () => Promise.resolve(handle) });
    });
    await on.page.locator('#save-psd').click();
    await on.page.locator('#messages sp-toast[data-code]').waitFor();
    expect((await on.state()).changed).toBe(true);

    await on.page.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
    await Promise.all([on.page.waitForEvent('download'), on.page.locator('#save-psd').click()]);
    await eventually(async () => (await on.state()).changed, false);
  });

  it('that are no pictures are refused by name, and the document stays', async () => {
    await on.page.locator('#file-input').setInputFiles({
      name: 'notes.png',
      mimeType: 'image/png',
      buffer: Buffer.from('these are no pixels'),
    });
    const toast = on.page.locator('#messages sp-toast[data-code]');
    await toast.waitFor();
    expect(await toast.getAttribute('data-code')).toMatch(/^[a-z][a-z-]+$/);
    expect(await toast.getAttribute('data-code')).not.toBe('unexpected');
    expect((await on.state()).name).toBe('cat-chelsea.png');
    expect(await on.shown(225, 150)).toEqual(await catPixel(225, 150));
  });

  it('say in words what was done with their colours and what is not kept', async () => {
    const photo = await readFile(`${FAULTS}05-cmyk-jpeg/cmyk-with-profile.jpg`);
    const comment = Buffer.from('\xff\xfe\0\x07hello', 'latin1');
    await on.page.locator('#file-input').setInputFiles({
      name: 'press.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.concat([photo.subarray(0, 2), comment, photo.subarray(2)]),
    });
    await eventually(async () => (await on.state()).name, 'press.jpg');
    await on.page.locator('#notices').click();
    const words = on.page.locator('sp-popover[aria-label="About this document"]');
    await words.waitFor();
    const text = await words.innerText();
    expect(text).toContain('Converted from CMYK (Test press CMYK) to RGB when it was opened.');
    expect(text).toContain('Not kept in saved files: other texts.');
    // The black patch, which browsers by themselves get wrong.
    expect(await on.shown(56, 8)).toEqual([29, 29, 29, 255]);
    await on.page.keyboard.press('Escape');
  });

  it('do not replace unsaved changes without asking', async () => {
    await on.test.call('insert', rect(10, 20, 30, 40));
    await on.page.locator('#file-input').setInputFiles(CAT);
    await on.page.locator('#replace-cancel').click();
    expect((await on.state()).layers).toHaveLength(2);
    await on.page.locator('#replace-cancel').waitFor({ state: 'hidden' });
    await on.page.locator('#file-input').setInputFiles(CAT);
    await on.page.locator('#replace-discard').click();
    await eventually(async () => (await on.state()).layers.length, 1);
  });

  it.each(['drop', 'paste'] as const)('are opened by %s', async (way) => {
    const bytes = (await readFile(CAT)).toString('base64');
    await on.page.evaluate(
      ([kind, content]) => {
        const file = new File(
          [Uint8Array.from(atob(content), (c) => c.charCodeAt(0))],
          'brought.png',
          { type: 'image/png' },
        );
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
    await eventually(async () => (await on.state()).name !== 'cat-chelsea.png', true);
    await on.ready();
    expect((await on.state()).size).toEqual(CAT_SIZE);
  });
});
