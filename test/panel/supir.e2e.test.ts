import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { eventually } from '../support/browser/eventually';
import { fitsAt } from './page/fits';
import { ready, settled, startBuiltPage, type BuiltPage } from './page/built-page';

jest.setTimeout(240_000);

const TINY = path.resolve(__dirname, '../fixtures/supir-tiny');

let built: BuiltPage;
let folder: string;
beforeAll(async () => {
  built = await startBuiltPage();
  folder = await mkdtemp(path.join(tmpdir(), 'models-'));
  await mkdir(folder, { recursive: true });
  const weights = (name: string): string => path.join(TINY, 'weights', name);
  await copyFile(weights('supir.f16.safetensors'), file('SUPIR-v0F.safetensors'));
  await copyFile(weights('supir.f16.safetensors'), file('SUPIR-v0Q.safetensors'));
  await copyFile(weights('sdxl.f16.safetensors'), file('base_Lightning.safetensors'));
  await copyFile(weights('sdxl.f16.safetensors'), file('base.safetensors'));
  await copyFile(weights('sdxl.f16.safetensors'), file('base_vPred_Lightning.safetensors'));
  await writeFile(file('page.safetensors'), '<!doctype html><html><body>Sign in</body></html>');
});
afterAll(async () => {
  await built.close();
  await rm(folder, { recursive: true });
});
afterEach(() => built.closeTabs());

function file(name: string): string {
  return path.join(folder, name);
}

async function choose(page: Page, ...names: string[]): Promise<void> {
  await page.locator('#model-input').setInputFiles(names.map(file));
}

function state(page: Page, id: string, attribute = 'data-state'): Promise<string | null> {
  return page.locator(`#${id}`).getAttribute(attribute);
}

async function bothOpen(page: Page): Promise<void> {
  await page.locator('#model-supir[data-state=open]').waitFor({ state: 'attached' });
  await page.locator('#model-sdxl[data-state=open]').waitFor({ state: 'attached' });
}

/** Files, their sizes and the terms: all that a run needs. */
async function prepare(page: Page, ...names: string[]): Promise<void> {
  await page.goto(`${page.url()}?developer`);
  await ready(page);
  await page.locator('#setting-restorer-supir').check();
  await choose(page, ...names);
  await bothOpen(page);
  await page.locator('#config-input').setInputFiles(path.join(TINY, 'config.json'));
  await page.locator('#model-config[data-state=open]').waitFor();
  await page.locator('#licence-accept').click();
}

/** Until the tooltip is there: it hears of the pointer only some time after its words are drawn. */
async function pointAt(page: Page, target: string, tooltip: string): Promise<void> {
  const shown = page.locator(tooltip);
  await eventually(async () => {
    await page.mouse.move(0, 0);
    await page.locator(target).hover();
    await shown.waitFor({ state: 'attached', timeout: 2000 }).catch(() => undefined);
    return shown.count();
  }, 1);
}

describe('the model files', () => {
  it.each([
    [['SUPIR-v0F.safetensors', 'base_Lightning.safetensors']],
    [['base_Lightning.safetensors', 'SUPIR-v0F.safetensors']],
  ])('are told apart in any order: %j', async (names) => {
    const page = await built.open();
    await choose(page, ...names);
    await bothOpen(page);
    await eventually(() => state(page, 'model-supir', 'data-variant'), 'F');
    await eventually(() => state(page, 'model-sdxl', 'data-lightning'), 'true');
    await page.locator('#setting-restorer-supir').check();
    await eventually(() => state(page, 'setting-preset', 'data-value'), 'fidelity');
    await eventually(() => state(page, 'setting-lightning', 'data-value'), 'true');
    // Photoshop's web view draws the browser's own tooltips as black boxes.
    expect(await page.locator('#panel [title]').count()).toBe(0);
    await pointAt(page, '#model-supir .model-name', '#model-supir sp-overlay[open]');
  });

  it('that are something else are refused by name, and the others stay', async () => {
    const page = await built.open({ locale: 'zh-CN' });
    await choose(page, 'SUPIR-v0Q.safetensors', 'page.safetensors');
    const refused = page.locator('#models-refused [data-name="page.safetensors"]');
    await eventually(() => refused.getAttribute('data-code'), 'model-is-web-page');
    expect(await refused.innerText()).toMatch(/\p{Script=Han}/u);
    await eventually(() => state(page, 'model-supir'), 'open');
    await page.locator('#refused-0-dismiss').click();
    await eventually(() => page.locator('#models-refused').count(), 0);
    await page.locator('#model-supir-remove').click();
    await eventually(() => state(page, 'model-supir'), 'missing');
  });

  it('are asked for again by name after a reload, where no handle could be kept', async () => {
    const page = await built.open();
    await choose(page, 'SUPIR-v0Q.safetensors');
    await page.locator('#model-supir[data-state=open]').waitFor();
    await page.reload();
    await ready(page);
    await page.locator('#model-supir[data-state=gone]').waitFor();
    await eventually(() => state(page, 'model-supir', 'data-name'), 'SUPIR-v0Q.safetensors');
    await choose(page, 'SUPIR-v0Q.safetensors');
    await page.locator('#model-supir[data-state=open]').waitFor();
  });

  it('are open again after a reload, where the browser keeps handles', async () => {
    const page = await built.open();
    // A handle of the origin's own storage: a real one, which needs no dialog and no permission.
    await page.evaluate(() => {
      const input = Object.assign(document.createElement('input'), { type: 'file', id: 'mine' });
      document.body.append(input);
    });
    await page.locator('#mine').setInputFiles(file('SUPIR-v0Q.safetensors'));
    await page.evaluate(async () => {
      const [mine] = document.querySelector<HTMLInputElement>('#mine')?.files ?? [];
      const store = await navigator.storage.getDirectory();
      const handle = await store.getFileHandle('SUPIR-v0Q.safetensors', { create: true });
      const stream = await handle.createWritable();
      await stream.write(mine!);
      await stream.close();
      Object.assign(globalThis, { showOpenFilePicker: () => Promise.resolve([handle]) });
    });
    await page.locator('#section-models-toggle').click();
    await page.locator('#pick-models').click();
    await page.locator('#model-supir[data-state=open]').waitFor();
    await page.reload();
    await ready(page);
    await page.locator('#model-supir[data-state=open]').waitFor({ state: 'attached' });
  });

  it('are chosen through the input where a frame may not use the picker', async () => {
    const page = await built.open();
    await page.evaluate(() => {
      const refuse = (): Promise<never> =>
        Promise.reject(new DOMException('cross origin', 'SecurityError'));
      Object.assign(globalThis, { showOpenFilePicker: refuse });
    });
    await page.locator('#section-models-toggle').click();
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.locator('#pick-models').click(),
    ]);
    expect(chooser.isMultiple()).toBe(true);
    await chooser.setFiles([file('SUPIR-v0Q.safetensors'), file('base.safetensors')]);
    await bothOpen(page);
  });

  it('are dropped onto the panel, and not opened as a picture', async () => {
    const page = await built.open();
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File(['GGUF....'], 'dropped.gguf'));
      const panel = document.querySelector('#panel-scroll');
      for (const type of ['dragenter', 'dragover', 'drop']) {
        panel?.dispatchEvent(
          new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }),
        );
      }
    });
    await page.locator('#models-refused [data-name="dropped.gguf"]').waitFor();
    await eventually(() => page.locator('#document-name').innerText(), 'coffee-cup.jpg');
    await eventually(() => page.locator('#messages sp-toast').count(), 0);
  });
});

describe('before a run', () => {
  it('the engine says what is missing, one thing after the other', async () => {
    const page = await built.open();
    const obstacle = (): Promise<string | null> =>
      page.locator('#restorer-explained p').getAttribute('data-obstacle');
    await page.locator('#setting-restorer-supir').check();
    await eventually(() => obstacle(), 'models-missing');
    await choose(page, 'SUPIR-v0Q.safetensors');
    await page.locator('[data-obstacle=base-model-missing]').waitFor();
    await choose(page, 'base.safetensors');
    await page.locator('[data-obstacle=model-config-needed]').waitFor();
    await page.locator('#upscale').click();
    expect(await settled(page)).toBe('error');
    await eventually(() => state(page, 'status', 'data-code'), 'model-config-needed');
  });

  it('drivers may still call the restorer the engine', async () => {
    const page = await built.open();
    const both = async (id: string, attribute: string): Promise<(string | null)[]> =>
      Promise.all(
        ['engine', 'restorer'].map((name) =>
          state(page, id.replace('*', name), attribute.replace('*', name)),
        ),
      );
    await page.locator('#setting-engine-supir').check();
    await eventually(() => both('setting-*', 'data-value'), ['supir', 'supir']);
    await eventually(() => both('status', 'data-*'), ['supir', 'supir']);
    expect(await page.locator('#setting-restorer-supir').isChecked()).toBe(true);
    expect(await state(page, 'engine-explained', 'data-obstacle')).toBe('models-missing');
    await page.locator('label:has(#setting-engine-fast)').click();
    await eventually(() => both('*-explained', 'data-*'), ['fast', 'fast']);
    await page.locator('#reset-engine').click();
    await eventually(() => both('setting-*', 'data-value'), ['auto', 'auto']);
  });

  it('the terms are accepted once for all visits', async () => {
    const page = await built.open();
    await prepare(page, 'SUPIR-v0Q.safetensors', 'base.safetensors');
    await eventually(() => page.locator('#restorer-explained [data-obstacle]').count(), 0);
    await page.reload();
    await ready(page);
    await choose(page, 'SUPIR-v0Q.safetensors');
    await page.locator('#model-supir[data-state=open]').waitFor();
    await eventually(() => page.locator('#licence').count(), 0);
  });

  it('a preset against the files is said and not forbidden', async () => {
    const page = await built.open();
    await prepare(page, 'SUPIR-v0Q.safetensors', 'base.safetensors');
    await eventually(() => page.locator('#preset-mismatch').count(), 0);
    await page.locator('#setting-preset-fidelity').check();
    await page.locator('#setting-lightning').click();
    await eventually(
      () => state(page, 'preset-mismatch', 'data-obstacle'),
      'fidelity-with-quality-file lightning-with-full-base',
    );
    await page.locator('#section-supir-toggle').click();
    await eventually(() => state(page, 'setting-steps', 'data-value'), '8');
    await page.locator('#reset-preset').click();
    await page.locator('#reset-lightning').click();
    await eventually(() => page.locator('#preset-mismatch').count(), 0);
    await eventually(() => state(page, 'setting-steps', 'data-value'), '50');
  });

  it('the fidelity dial drives three numbers until they are set by hand', async () => {
    const page = await built.open();
    await page.locator('#setting-restorer-supir').check();
    await page.locator('#section-supir-toggle').click();
    const value = (slug: string): Promise<string | null> =>
      state(page, `setting-${slug}`, 'data-value');
    await page.locator('#setting-fidelity input[type=range]').focus();
    await page.keyboard.press('End');
    await eventually(() => value('fidelity'), '1');
    await eventually(() => value('restore-cfg'), '1');
    await page.keyboard.press('Home');
    expect([await value('restore-cfg'), await value('control-end')]).toEqual(['-1', '0.8']);
    await page.locator('#setting-control-end input').fill('0.5');
    await page.keyboard.press('Enter');
    await eventually(() => page.locator('#setting-fidelity[data-custom]').count(), 1);
    await pointAt(page, '#note-fidelity', 'sp-overlay[trigger^=note-fidelity][open]');
    await page.locator('#setting-fidelity input[type=range]').focus();
    await page.keyboard.press('ArrowRight');
    await eventually(() => page.locator('#setting-fidelity[data-custom]').count(), 0);
    await eventually(() => value('control-end'), '0.82');
  });

  it('every value is remembered', async () => {
    const page = await built.open();
    await page.locator('#setting-restorer-supir').check();
    await page.locator('#setting-prompt').fill('a cup of coffee');
    await page.locator('#section-supir-toggle').click();
    await page.locator('#setting-seed-mode-fixed').check();
    const numbers = { seed: 99, steps: 12, 'cfg-end': 3.5, 'noise-scale': 1.02, 'min-size': 512 };
    for (const [slug, value] of Object.entries(numbers)) {
      await page.locator(`#setting-${slug} input`).fill(String(value));
      await page.keyboard.press('Enter');
    }
    for (const id of ['sampler-dpmpp', 'weights-q4', 'color-fix-adain', 'vae-tiles-size']) {
      await page.locator(`#setting-${id}`).check();
    }
    await page.reload();
    await ready(page);
    await eventually(() => page.locator('#setting-prompt').inputValue(), 'a cup of coffee');
    await page.locator('#section-supir-toggle').click();
    for (const [slug, value] of Object.entries(numbers)) {
      expect([slug, await state(page, `setting-${slug}`, 'data-value')]).toEqual([
        slug,
        String(value),
      ]);
    }
    await eventually(() => state(page, 'setting-weights', 'data-value'), 'q4');
    await eventually(() => page.locator('#setting-vae-encoder-tile').count(), 1);
  });
});

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it.each([
    ['en-US', [240, 600]],
    ['zh-CN', [320, 240]],
  ])('in %s it fits into %j pixels and can be read', async (locale, widths) => {
    const page = await built.open({ colorScheme, locale, viewport: { width: 1100, height: 1800 } });
    await page.locator('#setting-restorer-supir').check();
    const base = 'base_vPred_Lightning.safetensors';
    await choose(page, 'SUPIR-v0Q.safetensors', 'page.safetensors', base);
    await bothOpen(page);
    await page.locator('#model-sdxl-hint').waitFor();
    await page.locator('#section-supir-toggle').click();
    await page.locator('#setting-vae-tiles-size').check();
    await page
      .locator('#setting-prompt')
      .fill(`(masterpiece:1.3), ${'a very long prompt, '.repeat(30)}`);
    await page.locator('#lost-prompt').waitFor();
    await page.locator('#tokens-prompt code').waitFor();
    for (const width of widths) await fitsAt(page, width);
  });
});
