import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { choosePreset } from '../../scripts/demo/choose-preset';
import { BUILT_IN_PRESETS } from '../../panel/settings/built-in-presets';
import { presetFileText } from '../../panel/settings/preset-file';
import { eventually } from '../support/browser/eventually';
import { ready, startBuiltPage, type BuiltPage } from './page/built-page';
import { faintTexts } from './page/contrast';
import { overflowing } from './page/overflow';
import { ownPreset } from './settings/presets';

jest.setTimeout(240_000);

/** Contrast that WCAG 2 asks of small text (AA). */
const READABLE = 4.5;

let built: BuiltPage;
let folder: string;
beforeAll(async () => {
  built = await startBuiltPage();
  folder = await mkdtemp(path.join(tmpdir(), 'presets-'));
});
afterAll(async () => {
  await built.close();
  await rm(folder, { recursive: true, force: true });
});
afterEach(() => built.closeTabs());

async function openSupir(options: Parameters<BuiltPage['open']>[0] = {}): Promise<Page> {
  const page = await built.open(options);
  await page.locator('#setting-restorer-supir').check();
  return page;
}

const list = (page: Page) => page.locator('#setting-prompt-preset');

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.id ?? '');

async function value(page: Page, slug: string): Promise<string | null> {
  return page.locator(`#setting-${slug}`).getAttribute('data-value');
}

/** Names of the person's presets, as the list shows them. */
async function own(page: Page): Promise<readonly string[]> {
  const options = list(page).locator('optgroup').nth(1).locator('option');
  return (await options.allTextContents()).map((name) => name.trim());
}

async function saveAs(page: Page, name: string): Promise<void> {
  await page.locator('#prompt-preset-save-as').click();
  await page.locator('#prompt-preset-name').fill(name);
  await page.keyboard.press('Enter');
  await page.locator('#prompt-presets-news[data-news=added]').waitFor();
}

const news = (page: Page) => page.locator('#prompt-presets-news').getAttribute('data-news');

async function importText(page: Page, text: string): Promise<void> {
  const buffer = Buffer.from(text);
  const mimeType = 'application/json';
  await page
    .locator('#prompt-presets-file')
    .setInputFiles([{ name: 'theirs.json', mimeType, buffer }]);
}

it('a kind of picture sets words and dials; what is edited says so, and one click comes back', async () => {
  const page = await openSupir();
  await page.locator('#section-supir-toggle').click();
  await page.locator('#setting-prompt').fill('my sister');
  await list(page).selectOption('portrait');
  const { portrait } = BUILT_IN_PRESETS;
  const shown = (): Promise<(string | null)[]> =>
    Promise.all(
      ['prompt', 'quality-prompt', 'negative-prompt', 'preset', 'fidelity'].map((slug) =>
        value(page, slug),
      ),
    );
  const expected = [
    portrait.prompt,
    portrait.qualityPrompt,
    portrait.negativePrompt,
    portrait.presetStyle,
    String(portrait.fidelity),
  ];
  await eventually(shown, expected);
  await page.locator('#tokens-prompt[data-state=counted]').waitFor();
  expect(Number(await page.locator('#tokens-prompt').getAttribute('data-tokens'))).toBeLessThan(76);

  // What had been typed can be had again, as long as nothing was edited since.
  await eventually(() => news(page), 'replaced');
  await page.locator('#prompt-preset-undo').click();
  await eventually(() => value(page, 'prompt'), 'my sister');
  expect(await value(page, 'prompt-preset')).toBe('');
  await list(page).selectOption('portrait');
  await eventually(shown, expected);

  expect(await page.locator('#prompt-preset-back').count()).toBe(0);
  await page.locator('#setting-prompt').fill('a portrait photograph of my sister');
  await page.locator('#setting-prompt-preset[data-edited]').waitFor();
  expect(await page.locator('#note-prompt-preset').innerText()).toBe('Changed');
  await eventually(() => page.locator('#prompt-preset-undo').count(), 0);
  await page.locator('#prompt-preset-back').click();
  await eventually(shown, expected);
  await eventually(() => page.locator('#prompt-preset-back').count(), 0);
  await eventually(() => focused(page), 'setting-prompt-preset');

  await page.reload();
  await ready(page);
  expect(await list(page).inputValue()).toBe('portrait');
  expect(await shown()).toEqual(expected);
  await list(page).selectOption('');
  await eventually(() => value(page, 'fidelity'), '0.5');
  expect(await value(page, 'prompt')).toBe('');
});

it('one’s own are saved, changed, renamed, deleted and brought back by the keyboard alone', async () => {
  const page = await openSupir();
  await page.locator('#setting-prompt').fill('a shoe');
  await list(page).focus();
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('prompt-preset-save-as');
  await page.keyboard.press('Enter');
  await eventually(() => focused(page), 'prompt-preset-name');
  await page.keyboard.press('Escape');
  await eventually(() => focused(page), 'prompt-preset-save-as');
  await page.keyboard.press('Enter');
  await eventually(() => focused(page), 'prompt-preset-name');
  await page.keyboard.type('Shoes');
  await page.keyboard.press('Enter');
  await eventually(() => own(page), ['Shoes']);
  await eventually(() => focused(page), 'prompt-preset-save-as');
  expect(await page.locator('#prompt-presets-news').innerText()).toBe('“Shoes” is saved.');

  // The name is taken: the field stays, with what is wrong.
  await page.keyboard.press('Enter');
  await eventually(() => page.locator('#prompt-preset-name').inputValue(), 'Shoes (2)');
  await eventually(() => focused(page), 'prompt-preset-name');
  await page.keyboard.type('SHOES');
  await page.keyboard.press('Enter');
  await page.locator('#prompt-presets-failed[data-code=preset-name-taken]').waitFor();
  await page.keyboard.press('Escape');
  await eventually(() => page.locator('#prompt-presets-failed').count(), 0);

  await page.locator('#setting-prompt').fill('a boot');
  await page.locator('#prompt-preset-update').focus();
  await page.keyboard.press('Enter');
  await eventually(() => news(page), 'updated');
  await page.locator('#prompt-preset-rename').focus();
  await page.keyboard.press('Enter');
  await eventually(() => focused(page), 'prompt-preset-name');
  await page.keyboard.type('Boots');
  await page.keyboard.press('Enter');
  await eventually(() => own(page), ['Boots']);

  await page.reload();
  await ready(page);
  expect(await own(page)).toEqual(['Boots']);
  expect(await value(page, 'prompt')).toBe('a boot');
  await page.locator('#prompt-preset-delete').focus();
  await page.keyboard.press('Enter');
  await eventually(() => own(page), []);
  await eventually(() => focused(page), 'prompt-preset-save-as');
  expect(await value(page, 'prompt')).toBe('a boot');
  await page.locator('#prompt-preset-undo').focus();
  await page.keyboard.press('Enter');
  await eventually(() => own(page), ['Boots']);
  expect(await page.locator('#setting-prompt-preset[data-edited]').count()).toBe(0);
});

it('they go out as a file and come in by it, on another computer, and nothing is lost or doubled', async () => {
  const page = await openSupir();
  await page.locator('#setting-prompt').fill('a shoe');
  await saveAs(page, 'Shoes');
  await list(page).selectOption('drawing');
  await saveAs(page, '漫画');
  const coming = page.waitForEvent('download');
  await page.locator('#prompt-presets-export').click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe('prompt-presets.json');
  const text = await readFile(await download.path(), 'utf8');

  const other = await openSupir();
  await other.locator('#setting-prompt').fill('a slipper');
  await saveAs(other, 'shoes');
  await importText(other, text);
  await eventually(() => own(other), ['shoes', 'Shoes (2)', '漫画']);
  expect(await other.locator('#prompt-presets-news').innerText()).toBe('Imported: 2.');
  expect(await value(other, 'prompt')).toBe('a slipper');
  await importText(other, text);
  await eventually(
    () => other.locator('#prompt-presets-news').innerText(),
    'Imported: 0. There already: 2.',
  );
  expect(await own(other)).toHaveLength(3);

  for (const [content, code] of [
    ['a recipe', 'preset-file-foreign'],
    [text.replace('"version": 1', '"version": 2'), 'preset-file-version'],
    [text.replace(/"fidelity": [\d.]+/, '"fidelity": 7'), 'preset-file-wrong'],
    [' '.repeat(1024 * 1024 + 1), 'preset-file-too-large'],
  ] as const) {
    await importText(other, content);
    await other.locator(`#prompt-presets-failed[data-code=${code}]`).waitFor();
    await other.locator('#prompt-presets-failed-dismiss').click();
    await eventually(() => other.locator('#prompt-presets-failed').count(), 0);
  }
  expect(await own(other)).toHaveLength(3);
});

it('two windows share them, and neither takes those of the other away', async () => {
  const page = await openSupir();
  const other = await page.context().newPage();
  await other.goto(built.url);
  await ready(other);
  await other.locator('#setting-restorer-supir').check();
  await saveAs(page, 'one');
  await eventually(() => own(other), ['one']);
  await saveAs(other, 'two');
  await eventually(() => own(page), ['one', 'two']);
  await page.locator('#prompt-preset-delete').click();
  await eventually(() => own(other), ['two']);
  await page.reload();
  await ready(page);
  expect(await own(page)).toEqual(['two']);
});

it('the demo chooses one by its name, the first of a file, or says that there is none', async () => {
  const page = await openSupir();
  const file = path.join(folder, 'mine.json');
  await writeFile(file, presetFileText([ownPreset(1, 'Shoes'), ownPreset(2, 'Hats')]));
  const files = { supir: '', sdxl: '', config: null, settings: {} };
  await choosePreset(page, { ...files, promptPreset: 'old-photograph' });
  await eventually(() => value(page, 'prompt-preset'), 'old-photograph');
  await choosePreset(page, { ...files, presetFile: file });
  await eventually(() => value(page, 'prompt'), 'Shoes');
  await choosePreset(page, { ...files, presetFile: file, promptPreset: 'Hats' });
  await eventually(() => value(page, 'prompt'), 'Hats');
  const missing = choosePreset(page, { ...files, presetFile: file, promptPreset: 'Coats' });
  await expect(missing).rejects.toMatchObject({ code: 'preset-unknown' });
});

describe.each([
  [240, 'en-US', 'light'],
  [240, 'zh-CN', 'dark'],
  [320, 'zh-CN', 'light'],
  [420, 'en-US', 'dark'],
  [1400, 'zh-CN', 'dark'],
] as const)('at %i px in %s, %s', (width, locale, colorScheme) => {
  it('everything has room and can be read', async () => {
    const page = await openSupir({ locale, colorScheme });
    await page.setViewportSize({ width, height: width > 1000 ? 1000 : 2400 });
    const look = async (what: string): Promise<void> => {
      const shots = process.env['SHOTS'];
      if (shots !== undefined) {
        const name = `presets-${what}-${locale}-${colorScheme}-${width}.png`;
        await page.screenshot({ path: path.join(shots, name) });
      }
      expect(await overflowing(page)).toEqual([]);
      expect(await faintTexts(page, READABLE)).toEqual([]);
    };
    await page.locator('#setting-prompt').fill('x');
    await list(page).selectOption('product');
    await page.locator('#prompt-preset-undo').waitFor();
    await look('replaced');
    await saveAs(page, 'A name as long as one may type: 60 characters, no more of it');
    await page.locator('#setting-prompt').fill('y');
    await page.locator('#prompt-preset-update').waitFor();
    await importText(page, 'a recipe');
    await page.locator('#prompt-presets-failed').waitFor();
    await look('failed');
    await page.locator('#prompt-preset-rename').click();
    await page.locator('#prompt-preset-name').waitFor();
    await look('naming');
    await page.keyboard.press('Escape');
    await page.locator('#prompt-preset-delete').click();
    await eventually(() => news(page), 'deleted');
    await look('deleted');
  });
});
