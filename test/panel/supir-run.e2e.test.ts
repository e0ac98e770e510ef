import type { Page } from 'playwright-core';
import { SUPIR_PARTS } from '../../src/core/events';
import { eventually } from '../support/browser/eventually';
import { cancelAt } from '../e2e/at-stage';
import { outcome } from '../e2e/outcome';
import { startBuiltPage, type BuiltPage } from './page/built-page';
import { prepareTinySupir } from './page/tiny-supir';

jest.setTimeout(240_000);

let built: BuiltPage;
beforeAll(async () => {
  built = await startBuiltPage();
});
afterAll(() => built.close());
afterEach(() => built.closeTabs());

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
  it('goes part by part, reports what it used, and its seed can be kept', async () => {
    const page = await built.tab();
    await prepareTinySupir(page, built.url, 2);
    const parts = await partsShown(page);
    expect(await outcome(page)).toBe('done');
    expect(await parts()).toEqual(SUPIR_PARTS);
    await eventually(() => state(page, 'status', 'data-restorer'), 'supir');
    const report: unknown = JSON.parse((await state(page, 'result', 'data-report')) ?? '{}');
    expect(report).toMatchObject({
      layer: 'Restored 1x (SUPIR)',
      model: 'supir.f16.safetensors + sdxl.f16.safetensors',
      supir: { steps: 2, sampler: 'edm' },
    });
    const { seed } = (report as { supir: { seed: number } }).supir;
    await page.locator('#result-details summary').click();
    await page.locator('#keep-seed').click();
    await eventually(() => state(page, 'setting-seed', 'data-value'), String(seed));
  });

  it.each(['text', 'sample'])('is cancelled in the part "%s"', async (part) => {
    const page = await built.tab();
    await prepareTinySupir(page, built.url, 2);
    await cancelAt(page, part, 'part');
    expect(await outcome(page)).toBe('cancelled');
    await eventually(() => page.locator('#kept').count(), 0);
  });
});
