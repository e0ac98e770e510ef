import type { Page } from 'playwright-core';
import { startBuiltPage, selectRectangle, settled } from '../panel/page/built-page';
import { json } from '../emulators/comfyui/http/answer';
import { startComfyUI } from '../emulators/comfyui/comfyui';
import { mkdirSync, writeFileSync } from 'node:fs';
jest.setTimeout(300_000);
const OUT = '/tmp/look13';
mkdirSync(OUT, { recursive: true });

async function shots(page: Page, name: string, widths = [240, 320, 460]): Promise<void> {
  await page.evaluate(() => { for (const d of document.querySelectorAll<HTMLDetailsElement>('#section-server')) d.open = true; });
  for (const width of widths) {
    await page.addStyleTag({ content: `#panel, .app { width: ${width}px !important; max-width: ${width}px !important; min-width: 0 !important; }` });
    const section = page.locator('#section-server');
    const cut = await section.evaluate((e) => [...e.querySelectorAll('*')].filter((x) => x.scrollWidth > x.clientWidth + 1 && getComputedStyle(x).display !== 'inline' && x.clientWidth > 0).map((x) => `${x.tagName}#${x.id}.${x.className} ${x.scrollWidth}>${x.clientWidth}`));
    if (cut.length > 0) console.log(name, width, cut.join('\n'));
    await section.screenshot({ path: `${OUT}/${name}-${width}.png` });
  }
}
const outcome = (page: Page, state: string) => page.locator(`#server-outcome[data-state=${state}]`).waitFor({ state: 'attached' });

test.each([['en-US', 'dark'], ['zh-CN', 'light']] as const)('%s %s', async (locale, colorScheme) => {
  const built = await startBuiltPage();
  const refusing = await startComfyUI();
  const open = await startComfyUI({ cors: '*' });
  const bare = await startComfyUI({ cors: '*', models: { checkpoints: [], model_patches: [] } });
  const page = await built.open({ locale, colorScheme, viewport: { width: 1440, height: 1800 } });
  const n = (s: string) => `${locale}-${colorScheme}-${s}`;
  await page.locator('label:has(#setting-restorer-remote)').click();
  await shots(page, n('1-none'));
  await page.screenshot({ path: `${OUT}/${n('0-page')}.png` });
  await page.locator('#server-address').fill('http://user:pw@x');
  await shots(page, n('2-secret'), [240]);
  await page.locator('#server-address').fill(refusing.url);
  await page.locator('#server-test').click();
  await outcome(page, 'blocked');
  await shots(page, n('3-refused'));
  await page.locator('#server-address').fill('http://192.0.2.9:8188');
  await page.locator('#server-test').click();
  await shots(page, n('4-testing'), [320]);
  await page.locator('#server-address').fill(bare.url);
  await page.locator('#server-test').click();
  await outcome(page, 'connected');
  await shots(page, n('5-no-files'), [240, 320]);
  await page.locator('#server-address').fill(open.url);
  await page.locator('#server-headers-toggle').click();
  await page.locator('#server-header-line').fill('Authorization: Bearer abc');
  await page.locator('#server-header-line').press('Enter');
  await page.locator('#server-header-line').fill('Cookie: a');
  await page.locator('#server-header-line').press('Enter');
  await page.locator('#server-test').click();
  await outcome(page, 'connected');
  await shots(page, n('6-connected'));
  writeFileSync(`${OUT}/${n('aria')}.txt`, await page.locator('#section-server').ariaSnapshot());
  for (const role of ['supir', 'sdxl']) {
    const files = page.locator(`#server-file-${role}`);
    if ((await files.inputValue()) === '') await files.selectOption({ index: 1 });
  }
  await page.locator('#licence-accept').click();
  await page.locator('#server-accept').click();
  await shots(page, n('7-accepted'), [240, 320]);
  // Runs.
  const held = open.points.hold({ at: 'node', class: 'EmulatedWork' });
  const graph = { 1: { class_type: 'EmulatedWork', inputs: { steps: 1, ms: 0 } }, 2: { class_type: 'PreviewImage', inputs: { images: ['1', 0] } } };
  await fetch(`${open.url}/prompt`, { method: 'POST', body: JSON.stringify({ prompt: graph, client_id: 'else' }) });
  await held.reached;
  await selectRectangle(page);
  const bar = page.locator('.action-bar');
  await page.locator('#upscale').click();
  await page.waitForFunction(() => /1/.test(document.querySelector('#progress-what')?.textContent ?? '') && !/MB|kB/.test(document.querySelector('#progress-what')?.textContent ?? ''));
  await bar.screenshot({ path: `${OUT}/${n('8-queue')}.png` });
  const tick = open.points.hold({ at: 'tick', value: 3 });
  held.release();
  await tick.reached;
  await page.locator('.app').screenshot({ path: `${OUT}/${n('9-steps')}.png` });
  await page.locator('#cancel').click();
  await page.locator('#server-stopping[data-state=waiting]').waitFor();
  await bar.screenshot({ path: `${OUT}/${n('9b-stopping')}.png` });
  tick.release();
  await page.locator('#server-stopping:not([data-state])').waitFor({ state: 'attached' });
  const tick2 = open.points.hold({ at: 'tick', value: 3 });
  await page.locator('#upscale').click();
  await tick2.reached;
  await page.reload();
  await page.locator('#server-sent').waitFor();
  await page.locator('.app').screenshot({ path: `${OUT}/${n('a-sent')}.png` });
  await selectRectangle(page);
  await page.locator('#upscale').click();
  await page.locator('[data-server-note=found]').waitFor();
  await bar.screenshot({ path: `${OUT}/${n('b-found')}.png` });
  tick2.release();
  await settled(page);
  await page.locator('.app').screenshot({ path: `${OUT}/${n('c-done')}.png` });
  const details = page.locator('#result details summary').first();
  if (await details.count()) await details.click();
  await page.locator('#result').screenshot({ path: `${OUT}/${n('d-result')}.png` });
  const refused = { error: { type: 'prompt_outputs_failed_validation', message: '<img src=x onerror=alert(1)> <b>bold</b>', details: '', extra_info: {} }, node_errors: {} };
  open.faults.add({ path: '/prompt', method: 'POST' }, { answer: { ...json(refused, 400), headers: { 'Access-Control-Allow-Origin': '*' } } });
  await page.locator('#result-close').click();
  await page.locator('#upscale').click();
  await settled(page);
  await page.locator('.app').screenshot({ path: `${OUT}/${n('e-error')}.png` });
  await built.close();
  for (const s of [refusing, open, bare]) await s.stop();
});
