import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { promptNotes } from '../../scripts/demo/prompt-notes';
import { eventually } from '../support/browser/eventually';
import { drawingIsOver } from '../support/browser/frames';
import { startBuiltPage, type BuiltPage } from './page/built-page';

jest.setTimeout(240_000);

const FOLDER = path.resolve(__dirname, '../fixtures/faults/04-prompt-length');
const CAPTION = readFileSync(path.join(FOLDER, 'caption.txt'), 'utf8').trim();
const SYNTAX = readFileSync(path.join(FOLDER, 'syntax.txt'), 'utf8').trim();

let built: BuiltPage;
beforeAll(async () => {
  built = await startBuiltPage();
});
afterAll(() => built.close());
afterEach(() => built.closeTabs());

async function openSupir(locale = 'en-US'): Promise<Page> {
  const page = await built.open({ locale });
  await page.locator('#setting-restorer-supir').check();
  return page;
}

/** Of a prompt that has been counted: its number, and all that is written below it. */
async function meter(page: Page, slug = 'prompt'): Promise<{ tokens: number; text: string }> {
  const place = page.locator(`#tokens-${slug}[data-state=counted]`);
  await place.waitFor({ state: 'attached' });
  return {
    tokens: Number(await place.getAttribute('data-tokens')),
    text: (await place.innerText()).replace(/\s+/g, ' '),
  };
}

/** What a screen reader says of a field when it gets the focus, and by itself. */
async function described(page: Page, slug = 'prompt'): Promise<string> {
  const id = await page.locator(`#setting-${slug}`).getAttribute('aria-describedby');
  expect(id).toBe(`tokens-${slug}`);
  return page.locator(`#${id}`).innerText();
}

describe('below the prompt', () => {
  it('stands what it takes together with the quality prompt, and no warning while it fits', async () => {
    const page = await openSupir();
    await eventually(async () => (await meter(page)).text, '53 of 75 tokens quality prompt: 53');
    await page.locator('#setting-prompt').fill('a cup of coffee.');
    await eventually(async () => (await meter(page)).tokens, 58);
    expect((await meter(page)).text).toBe('58 of 75 tokens quality prompt: 53');
    await eventually(() => page.locator('#tokens-prompt sp-icon-alert').count(), 0);
  });

  it.each([
    ['en-US', '122 of 75 tokens', '47 over the limit. Not read:'],
    ['zh-CN', '122 / 75 个词元', '超出 47 个词元，以下内容不会被读取：'],
  ])('stands in %s which words are cut off', async (locale, count, warning) => {
    const page = await openSupir(locale);
    await page.locator('#setting-prompt').fill(CAPTION);
    await eventually(async () => (await meter(page)).tokens, 122);
    const { text } = await meter(page);
    expect(text).toContain(count);
    expect(text).toContain(warning);
    expect(text).toMatch(/detailed, taken using a Canon EOS R camera.* without deformations\.$/);
    expect(await described(page)).toContain(warning);
    await eventually(
      () => page.locator('#tokens-prompt [aria-live=polite]').first().innerText(),
      warning,
    );
    // Shorter again, and it is gone.
    await page.locator('#setting-prompt').fill('a dog');
    await eventually(() => page.locator('#lost-prompt').count(), 0);
    await eventually(() => page.locator('#tokens-prompt sp-icon-alert').count(), 0);
  });

  it.each([
    ['en-US', 'Commands of other programs, read as plain words:'],
    ['zh-CN', '其他程序的语法在此无效，按普通文字读取：'],
  ])('stands in %s which commands are not understood', async (locale, warning) => {
    const page = await openSupir(locale);
    await page.locator('#setting-prompt').fill(SYNTAX);
    await page.locator('#tokens-prompt code').first().waitFor();
    expect(await page.locator('#tokens-prompt code').allInnerTexts()).toEqual([
      '(masterpiece:1.3)',
      '[bad]',
      'BREAK',
      '<lora:detail:0.8>',
      'embedding:EasyNegative',
    ]);
    expect(await described(page)).toContain(warning);
    await page.locator('#setting-prompt').fill('a cup (blue) on a table');
    await eventually(() => page.locator('#tokens-prompt code').count(), 0);
  });

  it('is the newest count, however fast one types', async () => {
    const page = await openSupir();
    await meter(page);
    await page
      .locator('#setting-prompt')
      .pressSequentially('a cup of tea and '.repeat(4), { delay: 15 });
    await page.locator('#setting-prompt').pressSequentially('cake');
    await eventually(async () => (await meter(page)).tokens, 53 + 22);
    await page.locator('#reset-prompt').click();
    await eventually(async () => (await meter(page)).tokens, 53);
  });
});

it('the quality prompt shows the same count, the negative prompt its own', async () => {
  const page = await openSupir();
  await page.locator('#section-supir-toggle').click();
  await eventually(async () => (await meter(page, 'negative-prompt')).text, '61 of 75 tokens');
  await page.locator('#setting-quality-prompt').fill(`${CAPTION} ((sharp))`);
  await eventually(async () => (await meter(page, 'quality-prompt')).tokens, 72);
  expect((await meter(page)).text).toBe('72 of 75 tokens quality prompt: 72');
  await eventually(
    () => page.locator('#tokens-quality-prompt code').allInnerTexts(),
    ['((sharp))'],
  );
  await page.locator('#setting-negative-prompt').fill(`${CAPTION} ${CAPTION}`);
  await eventually(async () => (await meter(page, 'negative-prompt')).tokens, 138);
  expect((await meter(page, 'negative-prompt')).text).toContain('63 over the limit. Not read:');
  expect((await meter(page)).tokens).toBe(72);
});

it('the demo tells the same, and nothing of prompts that are read whole', async () => {
  const page = await openSupir();
  expect(await promptNotes(page)).toEqual([]);
  await page.locator('#setting-prompt').fill(CAPTION);
  await page.locator('#section-supir-toggle').click();
  await page.locator('#setting-negative-prompt').fill('BREAK, ((blurry))');
  expect(await promptNotes(page)).toEqual([
    expect.stringMatching(
      /^Prompt and quality prompt: 122 of 75 tokens\. Cut off: detailed, .* deformations\.$/,
    ),
    'Read as plain words: BREAK ((blurry))',
  ]);
});

describe('counting', () => {
  it('is the work of a worker that starts with SUPIR, and does not hold the page up', async () => {
    const page = await built.open();
    const counters = (): number =>
      page.workers().filter((worker) => /\/prompts\.[^/]*\.js$/.test(worker.url())).length;
    let letRead = (): void => undefined;
    const mayRead = new Promise<void>((resolve) => {
      letRead = resolve;
    });
    await page.route('**/models/clip-merges.txt', async (route) => {
      await mayRead;
      await route.continue();
    });
    expect(counters()).toBe(0);
    await page.locator('#setting-restorer-supir').check();
    await page.locator('#tokens-prompt[data-state=uncounted]').waitFor();
    await eventually(() => Promise.resolve(counters()), 1);
    await drawingIsOver(page);
    await page.evaluate(() => {
      const tasks: number[] = [];
      new PerformanceObserver((list) =>
        tasks.push(...list.getEntries().map(({ duration }) => duration)),
      ).observe({ type: 'longtask' });
      Object.assign(globalThis, { longTasks: tasks });
    });
    letRead();
    await meter(page);
    const tasks = await page.evaluate(
      () => (globalThis as unknown as { longTasks: number[] }).longTasks,
    );
    expect(tasks).toEqual([]);
  });

  it('that cannot read its vocabulary says so, and tries again', async () => {
    const page = await built.open();
    await page.route('**/models/clip-merges.txt', (route) => route.fulfill({ status: 404 }));
    await page.locator('#setting-restorer-supir').check();
    await page.locator('#tokens-prompt[data-state=failed]').waitFor();
    const text = await page.locator('#tokens-prompt').innerText();
    expect(text).toContain('At most 75 tokens');
    expect(text).toContain('clip-merges.txt');
    await page.unrouteAll();
    await page.locator('#setting-prompt').fill('a cup of coffee.');
    await eventually(async () => (await meter(page)).tokens, 58);
  });
});
