import type { Page } from 'playwright-core';
import type { SupirForecast } from '../../src/restore/forecast';
import type { ExpectedTime } from '../../panel/store/expected-time';
import { eventually } from '../support/browser/eventually';
import { outcome } from '../e2e/outcome';
import { ready, selectRectangle, startBuiltPage, type BuiltPage } from './page/built-page';
import { fitsAt } from './page/fits';
import { chooseTinyFiles, prepareTinySupir } from './page/tiny-supir';

jest.setTimeout(240_000);

type Plan = SupirForecast & { readonly time: ExpectedTime };

function attribute(page: Page, name: string, id = 'plan'): Promise<string | null> {
  return page.locator(`#${id}`).getAttribute(name);
}

/** The plan, once the newest question is answered. */
async function plan(page: Page): Promise<Plan> {
  await page.locator('#plan[data-state=known]').waitFor({ state: 'attached' });
  return JSON.parse((await attribute(page, 'data-forecast')) ?? '{}') as Plan;
}

async function typeNumber(page: Page, id: string, text: string): Promise<void> {
  await page.locator(`#${id} input`).fill(text);
  await page.keyboard.press('Enter');
}

describe('on the processor', () => {
  let built: BuiltPage;
  beforeAll(async () => {
    built = await startBuiltPage();
  });
  afterAll(() => built.close());
  afterEach(() => built.closeTabs());

  it('the plan follows selection and settings', async () => {
    const page = await built.open();
    await eventually(() => page.locator('#plan').count(), 0);
    await prepareTinySupir(page, built.url, 3);
    await eventually(async () => (await plan(page)).working.height < 1024, true);
    const first = await plan(page);
    expect(first).toMatchObject({ device: 'wasm', card: null, time: { basis: 'guess' } });
    await eventually(() => page.locator('#plan .plan-more').innerText(), await guessOf(page));

    await selectRectangle(page, { width: 120, height: 60 });
    await eventually(async () => (await plan(page)).working.width > first.working.width, true);
    await typeNumber(page, 'setting-min-size', '512');
    await eventually(async () => (await plan(page)).working.height >= 512, true);
    await typeNumber(page, 'setting-min-size', '64');
    await eventually(async () => (await plan(page)).working.height < 512, true);
  });

  it('measured times take the place of the guess once it has run, and are remembered over a reload', async () => {
    const page = await built.tab();
    await prepareTinySupir(page, built.url, 4);
    await eventually(async () => (await plan(page)).working.height < 1024, true);
    const { working, work, time } = await plan(page);
    expect(time).toMatchObject({
      basis: 'guess',
      reading: { least: expect.any(Number) as number },
    });
    expect(await outcome(page)).toBe('done');
    const report = JSON.parse((await attribute(page, 'data-report', 'result')) ?? '{}') as {
      supir: { shape: string; workingSize: unknown };
    };
    expect(report.supir).toMatchObject({ shape: work.shape, workingSize: working });
    // The next run would be one of the new layer.
    await page.locator('supir-canvas').click({ position: { x: 5, y: 5 } });
    await page.keyboard.press('ControlOrMeta+z');
    await page.keyboard.press('ControlOrMeta+z');
    await eventually(async () => (await plan(page)).time.basis, 'measured');
    const { step } = (await plan(page)).time;
    expect(step.least).toBe(step.most);
    await eventually(() => attribute(page, 'data-basis', 'plan-time'), 'measured');
    await eventually(async () => /guess/.test(await page.locator('#plan').innerText()), false);

    await page.reload();
    await ready(page);
    await chooseTinyFiles(page);
    await selectRectangle(page);
    await eventually(async () => (await plan(page)).time.basis, 'measured');
    expect((await plan(page)).time.step).toEqual(step);
  });

  it('what cannot be run says so before it is tried, and how it could', async () => {
    const page = await built.tab({ locale: 'zh-CN' });
    await prepareTinySupir(page, built.url, 2);
    await plan(page);
    await page.locator('#setting-weights-f16').check();
    await eventually(() => attribute(page, 'data-code'), 'no-half-floats');
    expect(await page.locator('#plan-error').innerText()).toMatch(/\p{Script=Han}/u);
    await eventually(() => page.locator('#section-plan[open]').count(), 1);
    await page.locator('#way-weights-auto').click();
    await eventually(() => attribute(page, 'data-value', 'setting-weights'), 'auto');
    await eventually(() => attribute(page, 'data-state'), 'known');
  });
});

/** What stands in the line where nothing was measured, from the panel's own words for screen readers. */
async function guessOf(page: Page): Promise<string> {
  const words = await page.locator('#plan-verdict').innerText();
  return words.replace(/^On the CPU /, '');
}

describe('on a graphics adapter', () => {
  let built: BuiltPage;
  beforeAll(async () => {
    built = await startBuiltPage({ webgpu: true });
  });
  afterAll(() => built.close());
  afterEach(() => built.closeTabs());

  /** The page with the tiny networks on the adapter. */
  async function onAdapter(page: Page): Promise<void> {
    await prepareTinySupir(page, built.url, 2);
    // Nothing is run, and only a picture of some size can be made smaller to fit.
    await page.locator('#setting-scale-2').check();
    await page.locator('#section-advanced-toggle').click();
    await page.locator('#setting-device-webgpu').check();
    await eventually(async () => (await plan(page)).device, 'webgpu');
  }

  /** As if an earlier run had found less memory than the run of now needs. */
  async function haveFailed(page: Page): Promise<void> {
    const { card } = await plan(page);
    // Less than what is left once the step's weights have made room for the autoencoder.
    const failedAt = (card?.peakBytes ?? 0) / 2;
    await page.evaluate(async (leastBytes) => {
      const info = (await navigator.gpu.requestAdapter())?.info;
      const device = `webgpu ${info?.vendor} ${info?.architecture} ${info?.description}`;
      const failures = [{ device, leastBytes }];
      const stored = { version: 1, times: [], bytesPerMs: null, failures };
      localStorage.setItem('supir-panel.measurements', JSON.stringify(stored));
    }, failedAt);
    await page.reload();
    await ready(page);
    await chooseTinyFiles(page);
    await selectRectangle(page);
    await eventually(() => attribute(page, 'data-fit'), 'too-large');
  }

  it('how much memory the card has is said once, in the plan', async () => {
    const page = await built.tab();
    await onAdapter(page);
    expect([await attribute(page, 'data-fit'), await attribute(page, 'data-assumed')]).toEqual([
      'fits',
      'true',
    ]);
    await page.locator('#section-plan-toggle').click();
    await typeNumber(page, 'plan-card-memory', '12');
    await eventually(() => attribute(page, 'data-assumed'), 'false');
    await eventually(() => attribute(page, 'data-value', 'setting-card-memory'), '12');
    expect((await plan(page)).card?.freeBytes).toBeGreaterThan(11 * 2 ** 30);
    await typeNumber(page, 'plan-card-memory', '');
    await eventually(() => attribute(page, 'data-assumed'), 'true');
    await eventually(() => attribute(page, 'data-value', 'setting-card-memory'), '');
  });

  it('a way out is one click, or one key, and can be taken back', async () => {
    const page = await built.tab();
    await onAdapter(page);
    await haveFailed(page);
    await eventually(() => page.locator('#section-plan[open]').count(), 1);
    await eventually(() => page.locator('#plan-verdict').innerText(), await verdict(page));
    await eventually(async () => (await plan(page)).ways.length > 0, true);
    const before = await plan(page);
    const [first] = before.ways;
    await page.locator(`#way-${first?.name}`).click();
    await eventually(async () => (await plan(page)).card?.peakBytes, first?.peakBytes);
    await page.waitForFunction(() => document.activeElement?.id === 'section-plan-toggle');

    // Back, by the setting's own reset; then the same by keys alone.
    const reset = page.locator('#section-supir .reset').last();
    await page.locator('#section-supir-toggle').click();
    await reset.click();
    await eventually(async () => (await plan(page)).card?.peakBytes, before.card?.peakBytes);
    await page.locator('#section-plan-toggle').focus();
    for (let tabs = 0; tabs < 8; tabs++) {
      await page.keyboard.press('Tab');
      const id = await page.evaluate(() => document.activeElement?.id);
      if (id === `way-${first?.name}`) break;
    }
    await page.keyboard.press('Enter');
    await eventually(async () => (await plan(page)).card?.peakBytes, first?.peakBytes);
  });

  it('that it ran out of memory can be forgotten', async () => {
    const page = await built.tab();
    await onAdapter(page);
    await haveFailed(page);
    await page.locator('#plan-forget').click();
    await eventually(() => attribute(page, 'data-fit'), 'fits');
    await eventually(() => page.locator('#plan-failed-at').count(), 0);
  });

  describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
    it.each([
      ['en-US', [240, 600]],
      ['zh-CN', [240]],
    ])('in %s it fits into %j pixels and can be read', async (locale, widths) => {
      const page = await built.tab({
        colorScheme,
        locale,
        viewport: { width: 1100, height: 1500 },
      });
      await onAdapter(page);
      await haveFailed(page);
      await page.locator('#plan-facts').waitFor();
      for (const width of widths) await fitsAt(page, width);
    });
  });
});

/** The verdict that stands in the line. */
async function verdict(page: Page): Promise<string> {
  const line = page.locator('#section-plan-toggle .plan-words > *');
  return (await line.allInnerTexts()).join(' ');
}
