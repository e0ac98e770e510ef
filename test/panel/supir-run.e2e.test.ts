import path from 'node:path';
import type { Page } from 'playwright-core';
import { SUPIR_PARTS } from '../../src/core/events';
import { eventually } from '../browser/eventually';
import { cancelAt } from '../e2e/at-stage';
import { outcome } from '../e2e/outcome';
import { ready, selectRectangle, startBuiltPage, type BuiltPage } from './page/built-page';

jest.setTimeout(240_000);

const TINY = path.resolve(__dirname, '../fixtures/supir-tiny');

let built: BuiltPage;
beforeAll(async () => {
  built = await startBuiltPage();
});
afterAll(() => built.close());
afterEach(() => built.closeTabs());

function weights(name: string): string {
  return path.join(TINY, 'weights', `${name}.f16.safetensors`);
}

function state(page: Page, id: string, attribute: string): Promise<string | null> {
  return page.locator(`#${id}`).getAttribute(attribute);
}

/** Writes down from now on which parts the panel shows; some are over before a look from here. */
async function partsShown(page: Page): Promise<() => Promise<readonly string[]>> {
  const shown = await page.locator('#status').evaluateHandle((status: HTMLElement) => {
    const parts: string[] = [];
    new MutationObserver(() => {
      const { part } = status.dataset;
      if (part !== undefined && part !== parts.at(-1)) parts.push(part);
    }).observe(status, { attributes: true });
    return parts;
  });
  return () => shown.jsonValue();
}

describe('a SUPIR run in the page', () => {
  /** A small selection at a small working size: seconds on the processor. */
  async function prepareSmall(page: Page): Promise<void> {
    await page.goto(`${page.url()}?developer`);
    await ready(page);
    await page.locator('#setting-engine-supir').check();
    await page.locator('#model-input').setInputFiles([weights('supir'), weights('sdxl')]);
    await page.locator('#config-input').setInputFiles(path.join(TINY, 'config.json'));
    await page.locator('#model-config[data-state=open]').waitFor();
    await page.locator('#licence-accept').click();
    await selectRectangle(page);
    await page.locator('#section-supir-toggle').click();
    for (const [slug, value] of Object.entries({ steps: 2, 'min-size': 64 })) {
      await page.locator(`#setting-${slug} input`).fill(String(value));
      await page.keyboard.press('Enter');
    }
  }

  it('goes part by part, reports what it used, and its seed can be kept', async () => {
    const page = await built.open();
    await prepareSmall(page);
    const parts = await partsShown(page);
    expect(await outcome(page)).toBe('done');
    expect(await parts()).toEqual(SUPIR_PARTS);
    await eventually(() => state(page, 'status', 'data-engine'), 'supir');
    const report: unknown = JSON.parse((await state(page, 'result', 'data-report')) ?? '{}');
    expect(report).toMatchObject({
      layer: 'Restored 2x (SUPIR)',
      model: 'supir.f16.safetensors + sdxl.f16.safetensors',
      supir: { steps: 2, sampler: 'edm' },
    });
    const { seed } = (report as { supir: { seed: number } }).supir;
    await page.locator('#result-details summary').click();
    await page.locator('#keep-seed').click();
    await eventually(() => state(page, 'setting-seed', 'data-value'), String(seed));
  });

  it.each(['text', 'sample'])('is cancelled in the part "%s"', async (part) => {
    const page = await built.open();
    await prepareSmall(page);
    await cancelAt(page, part, 'part');
    expect(await outcome(page)).toBe('cancelled');
    await eventually(() => page.locator('#kept').count(), 0);
  });
});
