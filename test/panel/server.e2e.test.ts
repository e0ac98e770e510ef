import type { Page } from 'playwright-core';
import { startComfyUI, type ComfyUI } from '../emulators/comfyui/comfyui';
import type { ComfyOptions } from '../emulators/comfyui/options';
import { eventually } from '../support/browser/eventually';
import { until } from '../support/wait';
import { selectRectangle, settled, startBuiltPage, type BuiltPage } from './page/built-page';

jest.setTimeout(180_000);

let built: BuiltPage;
const servers: ComfyUI[] = [];
beforeAll(async () => {
  built = await startBuiltPage();
});
afterEach(async () => {
  await built.closeTabs();
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});
afterAll(() => built.close());

async function comfyUI(options: ComfyOptions = {}): Promise<ComfyUI> {
  const server = await startComfyUI(options);
  servers.push(server);
  return server;
}

const outcome = (page: Page, state: string): Promise<void> =>
  page.locator(`#server-outcome[data-state=${state}]`).waitFor({ state: 'attached' });

/** A visitor who has chosen the server as the engine, and typed its address. */
async function visitor(server: ComfyUI): Promise<Page> {
  const page = await built.open();
  await page.locator('label:has(#setting-restorer-remote)').click();
  await page.locator('#server-address').fill(server.url);
  return page;
}

async function connected(server: ComfyUI): Promise<Page> {
  const page = await visitor(server);
  await page.locator('#server-test').click();
  await outcome(page, 'connected');
  for (const role of ['supir', 'sdxl']) {
    const files = page.locator(`#server-file-${role}`);
    if ((await files.inputValue()) === '') await files.selectOption({ index: 1 });
  }
  return page;
}

async function allowed(page: Page): Promise<void> {
  await page.locator('#licence-accept').click();
  await page.locator('#server-accept').click();
}

const prompts = (server: ComfyUI): number => server.prompts.length;

/** Tests the connection; gives the flags that the panel names. */
async function refused(page: Page, url: string): Promise<string> {
  await page.locator('#server-address').fill(url);
  await page.locator('#server-test').click();
  await outcome(page, 'blocked');
  await page.locator('#server-obstacle[data-row=A]').waitFor();
  return page.locator('#server-flags').innerText();
}

test('a default server refuses the page by either rule; with the flag that the panel names it is connected', async () => {
  const refusing = await comfyUI();
  const page = await visitor(refusing);
  // To the one it is another site, to the other another port of the same.
  for (const host of ['127.0.0.1', 'localhost']) {
    const flags = await refused(page, `http://${host}:${refusing.port}`);
    expect(flags).toBe(`--enable-cors-header ${new URL(built.url).origin}`);
  }
  // A knock of the same site says no origin, and is let through; its answer stays closed.
  const named = refusing.asked.filter(({ headers }) => headers.origin !== undefined);
  expect(new Set(named.map(({ status }) => status))).toEqual(new Set([403]));
  const [, origin = ''] = (await page.locator('#server-flags').innerText()).split(' ');
  const started = await comfyUI({ cors: origin });
  await page.locator('#server-address').fill(started.url);
  await page.locator('#server-test').click();
  await outcome(page, 'connected');
  await page.locator('#server-connected[data-graph=native]').waitFor();
});

test('a page of another origin than the flag names is told its own', async () => {
  const { port } = new URL(built.url);
  const elsewhere = `http://panel.localhost:${port}`;
  const page = await built.open();
  await page.goto(elsewhere);
  await page.locator('label:has(#setting-restorer-remote)').click();
  const wrong = await comfyUI({ cors: new URL(built.url).origin });
  expect(await refused(page, wrong.url)).toBe(`--enable-cors-header ${elsewhere}`);
  const right = await comfyUI({ cors: elsewhere });
  await page.locator('#server-address').fill(right.url);
  await page.locator('#server-test').click();
  await outcome(page, 'connected');
});

test('nothing of the picture leaves before it is allowed; then a masked layer comes back', async () => {
  const server = await comfyUI({ cors: '*' });
  const page = await connected(server);
  const tested = prompts(server);
  await selectRectangle(page);
  await page.locator('#upscale').click();
  expect(await settled(page)).toBe('error');
  await page.locator('#status[data-code=server-licence-open]').waitFor({ state: 'attached' });
  await page.locator('#error-dismiss').click();
  // By the keyboard: what comes next has the focus.
  await page.locator('#licence-accept').press('Enter');
  await page.locator('#server-accept:focus').waitFor();
  await page.locator('#upscale').click();
  expect(await settled(page)).toBe('error');
  await page.locator('#status[data-code=server-privacy-open]').waitFor({ state: 'attached' });
  expect(prompts(server)).toBe(tested);
  await page.locator('#error-dismiss').click();
  await page.locator('#server-accept').press('Enter');
  await page.locator('#section-server:not([open])').waitFor({ state: 'attached' });
  await page.locator('#upscale:focus').press('Enter');
  expect(await settled(page)).toBe('done');
  await page.locator('#result[data-report*="\\"remote\\""]').waitFor({ state: 'attached' });
  expect(server.queue()).toEqual({ running: null, pending: [], history: [] });
});

test('a header line is masked, kept, and gone with its address', async () => {
  const server = await comfyUI({ cors: '*' });
  const page = await visitor(server);
  await page.locator('#server-headers-toggle').click();
  await page.locator('#server-header-line').fill('Cookie: a');
  await page.locator('#server-header-line').press('Enter');
  await page.locator('#server-header-error[data-obstacle=comfy-header-invalid]').waitFor();
  await page.locator('#server-header-line').fill('Authorization: Bearer do-not-tell');
  await page.locator('#server-header-line').press('Enter');
  await page.locator('[data-header=Authorization]').waitFor();
  expect(await page.content()).not.toContain('do-not-tell');
  await page.locator('#server-address').fill('http://127.0.0.1:9');
  await page.locator('[data-header=Authorization]').waitFor({ state: 'detached' });
});

test('who waits sees the queue; a cancel stops ours alone', async () => {
  const server = await comfyUI({ cors: '*' });
  const page = await connected(server);
  await allowed(page);
  const held = server.points.hold({ at: 'node', class: 'EmulatedWork' });
  const graph = {
    1: { class_type: 'EmulatedWork', inputs: { steps: 1, ms: 0 } },
    2: { class_type: 'PreviewImage', inputs: { images: ['1', 0] } },
  };
  const body = JSON.stringify({ prompt: graph, client_id: 'somebody-else' });
  await fetch(`${server.url}/prompt`, { method: 'POST', body });
  const { prompt } = await held.reached;
  await selectRectangle(page);
  await page.locator('#upscale').click();
  await eventually(
    () => page.locator('#progress-what').innerText(),
    'Waiting on the server: 1 before yours',
  );
  await page.locator('#cancel').click();
  expect(await settled(page)).toBe('idle');
  await until(() => server.queue().pending.length === 0);
  expect(server.queue().running).toBe(prompt);
  held.release();
});

test('after a reload the run is found again, and not computed twice', async () => {
  const server = await comfyUI({ cors: '*' });
  const page = await connected(server);
  await allowed(page);
  const before = prompts(server);
  const held = server.points.hold({ at: 'tick', value: 2 });
  await selectRectangle(page);
  await page.locator('#upscale').click();
  await held.reached;
  await page.reload();
  await page.locator('#server-sent').waitFor();
  await selectRectangle(page);
  await page.locator('#upscale').click();
  await page.locator('[data-server-note=found]').waitFor();
  held.release();
  expect(await settled(page)).toBe('done');
  expect(prompts(server)).toBe(before + 1);
});

test('at 240 pixels nothing is cut off', async () => {
  const server = await comfyUI({ cors: '*' });
  const page = await connected(server);
  const panel = page.locator('#section-server');
  await panel.evaluate((element) =>
    Object.assign((element as HTMLElement).style, { width: '216px' }),
  );
  const isCut = await panel.evaluate((element) => element.scrollWidth > element.clientWidth);
  expect(isCut).toBe(false);
});
