import { openSection } from '../../scripts/demo/controls';
import { redirect } from '../emulators/comfyui/http/answer';
import { NODE_ERRORS } from '../emulators/comfyui/run/node-error';
import { startComfyUI, type ComfyUI } from '../emulators/comfyui/comfyui';
import { selectRectangle, settled, startBuiltPage, type BuiltPage } from './page/built-page';

jest.setTimeout(180_000);

const SECRET = 'Bearer do-not-tell';
let built: BuiltPage;
let hostile: ComfyUI;
let other: ComfyUI;

beforeAll(async () => {
  built = await startBuiltPage();
  hostile = await startComfyUI({ cors: '*' });
  other = await startComfyUI({ cors: '*' });
});

afterAll(async () => {
  await built.close();
  await hostile.stop();
  await other.stop();
});

test('a hostile server shows text for markup, leads nowhere else, and keeps no header of another', async () => {
  const page = await built.open();
  await page.locator('label:has(#setting-restorer-remote)').click();
  await page.locator('#server-address').fill(hostile.url);
  await page.locator('#server-headers-toggle').click();
  await page.locator('#server-header-line').fill(`Authorization: ${SECRET}`);
  await page.locator('#server-header-line').press('Enter');
  await page.locator('[data-header=Authorization]').waitFor();
  expect(hostile.asked).toEqual([]);

  await page.locator('#server-test').click();
  await page.locator('#server-outcome[data-state=connected]').waitFor({ state: 'attached' });
  expect(hostile.asked.some(({ headers }) => headers.authorization === SECRET)).toBe(true);
  await page.locator('#server-file-sdxl').selectOption({ index: 1 });
  await page.locator('#licence-accept').click();
  await page.locator('#server-accept').click();
  await selectRectangle(page);

  hostile.points.at({ at: 'node', class: 'SamplerCustomAdvanced' }, () => {
    throw NODE_ERRORS.markup();
  });
  await page.locator('#upscale').click();
  expect(await settled(page)).toBe('error');
  await page.locator('#status[data-code=comfy-run-failed]').waitFor({ state: 'attached' });
  expect(await page.locator('body').innerText()).toContain('<img');
  expect(await page.locator('img[onerror], script:not([src])').count()).toBe(0);
  await page.locator('#error-dismiss').click();

  // 307 would send headers and body along.
  const away = { answer: redirect(`${other.url}/caught`, 307) };
  for (const [method, path] of [
    ['POST', '/upload/image'],
    ['GET', '/view'],
  ] as const) {
    hostile.faults.add({ method, path }, away);
    await page.locator('#upscale').click();
    expect(await settled(page)).toBe('error');
    await page.locator('#status[data-code=comfy-redirected]').waitFor({ state: 'attached' });
    await page.locator('#error-dismiss').click();
  }
  expect(other.asked).toEqual([]);

  await openSection(page, 'server');
  await page.locator('#server-address').fill(other.url);
  await page.locator('[data-header=Authorization]').waitFor({ state: 'detached' });
  expect(other.asked).toEqual([]);
  await page.locator('#server-test').click();
  await page.locator('#server-outcome[data-state=connected]').waitFor({ state: 'attached' });
  expect(other.asked.length).toBeGreaterThan(0);
  expect(JSON.stringify(other.asked)).not.toContain('do-not-tell');
});
