import type { Page } from 'playwright-core';
import { eventually } from '../support/browser/eventually';
import { ready, startBuiltPage, type BuiltPage } from './page/built-page';
import {
  accept,
  attribute,
  isOpen,
  openWith,
  SDXL,
  startModelServers,
  SUPIR,
  type ModelServers,
} from './page/model-servers';

jest.setTimeout(240_000);

let built: BuiltPage;
let servers: ModelServers;
beforeAll(async () => {
  built = await startBuiltPage();
});
beforeEach(async () => {
  servers = await startModelServers();
});
afterEach(async () => {
  await built.closeTabs();
  await servers.close();
});
afterAll(() => built.close());

const open = (options?: Parameters<typeof openWith>[2]): Promise<Page> =>
  openWith(servers, built, options);

describe('from nothing to both files', () => {
  it('nothing is asked of any server before its terms were accepted; then both come, and stay', async () => {
    const outside: string[] = [];
    const page = await open({
      async prepare(fresh) {
        fresh.on('request', (request) => {
          const { origin, protocol } = new URL(request.url());
          if (protocol.startsWith('http') && origin !== new URL(built.url).origin)
            outside.push(origin);
        });
        await Promise.resolve();
      },
    });
    await eventually(() => page.locator('.need').count(), 2);
    await page.locator('label:has(#setting-way-lightning)').click();
    await eventually(
      () => attribute(page, '#need-sdxl', 'data-name'),
      'sdxl_lightning_8step.safetensors',
    );
    await page.locator('label:has(#setting-way-full)').click();
    await page.locator('#need-supir-download').click();
    expect(await page.locator('#need-supir-terms').innerText()).toContain('SupPixel');
    expect(await page.locator('#need-supir-terms a').getAttribute('href')).toBe(
      'https://github.com/Fanghua-Yu/SUPIR',
    );
    await page.locator('#need-supir-cancel').click();
    await page.locator('#need-supir-download').waitFor();
    expect([outside, servers.supir.asked, servers.sdxl.asked]).toEqual([[], [], []]);

    await accept(page, 'supir');
    await isOpen(page, 'supir');
    await accept(page, 'sdxl');
    await isOpen(page, 'sdxl');
    await eventually(() => attribute(page, '#model-supir-verdict', 'data-verdict'), 'genuine');
    await eventually(() => page.locator('#needs').count(), 0);
    await eventually(() => page.locator('#kept-files .model').count(), 2);
    expect(new Set(outside)).toEqual(
      new Set([servers.supir.url, servers.sdxl.url].map((url) => new URL(url).origin)),
    );
    expect(servers.supir.asked[0]).toMatchObject({ range: null, referer: null, cookie: null });

    await page.reload();
    await ready(page);
    await isOpen(page, 'supir');
    await isOpen(page, 'sdxl');
    expect([servers.supir.asked.length, servers.sdxl.asked.length]).toEqual([1, 1]);

    await page.locator('#kept-0-remove').click();
    await eventually(() => page.locator('#kept-files .model').count(), 1);
    // The LoRA is missing all the time.
    await eventually(() => page.locator('.model[data-state=missing]').count(), 2);
  });

  it('where the browser has no file system, they stay in IndexedDB', async () => {
    const page = await open({
      prepare: (fresh) =>
        fresh.addInitScript(() => {
          Reflect.deleteProperty(StorageManager.prototype, 'getDirectory');
        }),
    });
    servers.sdxl.next({ stallAfter: 60_000 });
    await accept(page, 'sdxl');
    await eventually(
      async () => Number(await attribute(page, '#need-sdxl-progress', 'data-done')),
      60_000,
    );
    await page.locator('#need-sdxl-stop').click();
    await page.locator('#need-sdxl-resume').click();
    await isOpen(page, 'sdxl');
    await page.reload();
    await ready(page);
    await isOpen(page, 'sdxl');
    expect(servers.sdxl.asked.map(({ range }) => range)).toEqual([null, 'bytes=60000-']);
    const parts = await page.evaluate(async () =>
      (await indexedDB.databases()).map(({ name }) => name),
    );
    expect(parts).toContain('supir-panel-library');
  });
});

describe('a download', () => {
  it('that was stopped goes on after a reload, from a server of another site that allows no condition', async () => {
    await servers.close();
    servers = await startModelServers({ allowsCondition: false, exposes: false });
    const page = await open();
    servers.supir.next({ stallAfter: 50_000 });
    await accept(page, 'supir');
    await eventually(
      async () => Number(await attribute(page, '#need-supir-progress', 'data-done')) > 0,
      true,
    );
    await page.locator('#need-supir-stop').click();
    await page.locator('#need-supir[data-phase=stopped]').waitFor();
    await eventually(() => page.locator('#model-supir[data-state=missing]').count(), 1);
    await page.reload();
    await ready(page);
    await page.locator('#section-models-toggle').click();
    await page.locator('#need-supir[data-phase=stopped]').waitFor();
    expect(servers.supir.asked).toHaveLength(1);
    await page.locator('#need-supir-resume').click();
    await isOpen(page, 'supir');
    await eventually(() => attribute(page, '#model-supir-verdict', 'data-verdict'), 'genuine');
    expect(servers.supir.asked.map(({ range }) => range)).toEqual([null, 'bytes=50000-']);
  });

  it('of the other way can be seen, and goes on, after a reload; it replaces nothing', async () => {
    const page = await open();
    await page.locator('label:has(#setting-way-lightning)').click();
    servers.sdxl.next({ stallAfter: 60_000 }, { stallAfter: 1000 });
    await accept(page, 'sdxl');
    await eventually(
      async () => Number(await attribute(page, '#need-sdxl-progress', 'data-done')) > 0,
      true,
    );
    await page.locator('label:has(#setting-way-full)').click();
    await page.locator('#need-other-0-stop').click();
    await page.reload();
    await ready(page);
    await page.locator('#section-models-toggle').click();
    await page.locator('#need-other-0[data-phase=stopped]').waitFor();
    await page.locator('#need-other-0-resume').click();
    await page.locator('#need-other-0[data-phase=running]').waitFor();
    await page
      .locator('#model-input')
      .setInputFiles([{ name: 'mine.safetensors', mimeType: '', buffer: Buffer.from(SDXL) }]);
    await isOpen(page, 'sdxl');
    await page.locator('#need-other-0-stop').click();
    await page.locator('#need-other-0-resume').click();
    await page.locator('#kept-files .model').waitFor();
    await eventually(() => attribute(page, '#model-sdxl', 'data-name'), 'mine.safetensors');
    await eventually(() => page.locator('#other-downloads').count(), 0);
    await page.locator('#kept-0-use').click();
    await eventually(
      () => attribute(page, '#model-sdxl', 'data-name'),
      'sdxl_lightning_8step.safetensors',
    );
  });

  it.each([
    ['download-sign-in', { status: 401 }],
    ['download-forbidden', { status: 403 }],
    ['download-missing', { status: 404 }],
    ['download-is-page', { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html>' }],
    ['download-other-length', { headers: { 'Content-Length': '5' } }],
  ])('that cannot be says why, and offers the ways out: %s', async (code, fault) => {
    const page = await open({ locale: 'zh-CN' });
    servers.supir.next(fault);
    await accept(page, 'supir');
    await eventually(() => attribute(page, '#need-supir', 'data-code'), code);
    expect(await page.locator('.need-error').innerText()).toMatch(/\p{Script=Han}/u);
    expect(await page.locator('#need-supir a').getAttribute('href')).toContain('huggingface.co');
    await page.locator('#need-supir-choose').waitFor();
    await page.locator('#need-supir-resume').click();
    await isOpen(page, 'supir');
  });

  it('whose bytes are others is damaged: nothing of it is taken', async () => {
    const page = await open();
    servers.supir.next({
      replace: SUPIR.map((byte, i) => (i === SUPIR.length - 1 ? byte ^ 1 : byte)),
      etag: '"x"',
    });
    await accept(page, 'supir');
    await eventually(() => attribute(page, '#need-supir', 'data-code'), 'download-damaged');
    await eventually(() => page.locator('#kept-files').count(), 0);
    await eventually(() => attribute(page, '#model-supir', 'data-state'), 'missing');
    await page.locator('#need-supir-discard').click();
    await page.locator('#need-supir-download').waitFor();
  });

  it('runs in one tab at a time', async () => {
    const page = await open();
    servers.supir.next({ stallAfter: 50_000 });
    await accept(page, 'supir');
    await eventually(
      async () => Number(await attribute(page, '#need-supir-progress', 'data-done')) > 0,
      true,
    );
    const other = await page.context().newPage();
    await other.goto(page.url());
    await ready(other);
    await other.locator('#section-models-toggle').click();
    await other.locator('#need-supir-resume, #need-supir-download').click();
    if ((await other.locator('#need-supir-accept').count()) > 0)
      await other.locator('#need-supir-accept').click();
    await eventually(() => attribute(other, '#need-supir', 'data-code'), 'library-busy');
    await page.locator('#need-supir-stop').click();
    await page.locator('#need-supir[data-phase=stopped]').waitFor();
    await other.locator('#need-supir-resume').click();
    await isOpen(other, 'supir');
  });

  it('can go into a file of the person’s own, which is there when it is whole', async () => {
    const page = await open();
    await page.evaluate(async () => {
      const folder = await navigator.storage.getDirectory();
      const handle = await folder.getFileHandle('mine.safetensors', { create: true });
      Object.assign(globalThis, { showSaveFilePicker: () => Promise.resolve(handle) });
    });
    await page.locator('#need-supir-download').click();
    await page.locator('#need-supir-accept-file').click();
    await isOpen(page, 'supir');
    await eventually(() => attribute(page, '#model-supir', 'data-name'), 'mine.safetensors');
    await eventually(() => page.locator('#kept-files').count(), 0);
    const size = await page.evaluate(async () => {
      const folder = await navigator.storage.getDirectory();
      return (await (await folder.getFileHandle('mine.safetensors')).getFile()).size;
    });
    expect(size).toBe(SUPIR.byteLength);
  });
});
