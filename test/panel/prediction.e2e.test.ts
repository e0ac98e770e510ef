import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { eventually } from '../support/browser/eventually';
import { ready, startBuiltPage, type BuiltPage } from './page/built-page';

jest.setTimeout(240_000);

const FIXTURES = path.resolve(__dirname, '../fixtures');
const FILES = {
  'base.safetensors': 'supir-tiny/weights/sdxl.f16.safetensors',
  'base_vPred.safetensors': 'supir-tiny/weights/sdxl.f16.safetensors',
  'cosxl.safetensors': 'faults/02-prediction-type/tiny-cosxl.safetensors',
};

let built: BuiltPage;
let folder: string;
beforeAll(async () => {
  built = await startBuiltPage();
  folder = await mkdtemp(path.join(tmpdir(), 'models-'));
  for (const [name, fixture] of Object.entries(FILES)) {
    await copyFile(path.join(FIXTURES, fixture), path.join(folder, name));
  }
});
afterAll(async () => {
  await built.close();
  await rm(folder, { recursive: true });
});
afterEach(() => built.closeTabs());

async function choose(page: Page, name: keyof typeof FILES): Promise<void> {
  await page.locator('#model-input').setInputFiles(path.join(folder, name));
}

describe('base models', () => {
  it.each([
    ['en-US', /EDM model for v-prediction, as CosXL is.*epsilon/s, /hints at v-prediction/],
    ['zh-CN', /v-prediction 的 EDM 模型（如 CosXL）.*epsilon/s, /名称暗示这是 v-prediction/],
  ])(
    'of another kind are refused as what they are, and names that hint at it warn (%s)',
    async (locale, refusal, hint) => {
      const page = await built.open({ locale });
      await choose(page, 'base_vPred.safetensors');
      const warning = page.locator('#model-sdxl #model-sdxl-hint');
      await warning.waitFor();
      expect(await warning.getAttribute('data-hint')).toBe('v-prediction');
      expect(await warning.innerText()).toMatch(hint);
      await choose(page, 'cosxl.safetensors');
      const refused = page.locator('#models-refused [data-name="cosxl.safetensors"]');
      await refused.waitFor();
      expect(await refused.getAttribute('data-code')).toBe('model-is-edm-v-prediction');
      expect(await refused.innerText()).toMatch(refusal);
      // The file that was taken before stays.
      expect(await page.locator('#model-sdxl').getAttribute('data-name')).toBe(
        'base_vPred.safetensors',
      );
      await choose(page, 'base.safetensors');
      await eventually(() => warning.count(), 0);
    },
  );

  it('are remembered by what an earlier version of the panel wrote', async () => {
    const page = await built.open();
    await choose(page, 'base_vPred.safetensors');
    await page.locator('#model-sdxl-hint').waitFor();
    await page.evaluate(async () => {
      const done = <T>(request: IDBRequest<T>): Promise<T> =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error!);
        });
      const database = await done(indexedDB.open('supir-panel-models'));
      const files = database.transaction('files', 'readwrite').objectStore('files');
      const model = (await done(files.get('sdxl'))) as { readonly description: object };
      Reflect.deleteProperty(model.description, 'predictionHint');
      await done(files.put(model, 'sdxl'));
      database.close();
    });
    await page.reload();
    await ready(page);
    await page.locator('#model-sdxl[data-state=gone]').waitFor({ state: 'attached' });
    expect(await page.locator('#model-sdxl-hint').count()).toBe(0);
  });
});
