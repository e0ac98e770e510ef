import path from 'node:path';
import type { Page } from 'playwright-core';
import { createRelay } from '../../scripts/lib/relay/relay';
import { serve, type Server } from '../../scripts/lib/serve.mjs';
import { startComfyUI, type ComfyUI } from '../emulators/comfyui/comfyui';
import { selectRectangle, settled, startBuiltPage, type BuiltPage } from './page/built-page';

jest.setTimeout(180_000);

let built: BuiltPage;
let server: ComfyUI;
let elsewhere: Server;
beforeAll(async () => {
  [built, server, elsewhere] = await Promise.all([
    startBuiltPage({}, createRelay()),
    startComfyUI(),
    serve(path.resolve(__dirname, '../../panel'), { isolation: 'none' }),
  ]);
});
afterAll(() => Promise.all([built.close(), server.stop(), elsewhere.close()]));

const outcome = (page: Page, state: string): Promise<void> =>
  page.locator(`#server-outcome[data-state=${state}]`).waitFor({ state: 'attached' });

test('npm start passes calls on to a ComfyUI without any flag, and to nobody else', async () => {
  let token = '';
  const page = await built.open({}, (opened) => {
    opened.on('request', (request) => {
      token = /\/comfy\/([\da-f]{32})\//.exec(request.url())?.[1] ?? token;
    });
    return Promise.resolve();
  });
  await page.locator('label:has(#setting-restorer-remote)').click();
  await page.locator('#server-address').fill(server.url);
  await page.locator('#server-test').click();
  await outcome(page, 'connected');
  await page.locator('#server-relayed').waitFor();
  await page.locator('dd:text-is("steps and previews")').waitFor();
  expect(JSON.stringify(server.asked.filter(({ status }) => status === 200))).not.toContain(
    new URL(built.url).origin,
  );

  await page.locator('#server-file-sdxl').selectOption({ index: 1 });
  await page.locator('#licence-accept').click();
  await page.locator('#server-accept').click();
  await selectRectangle(page);
  await page.locator('#upscale').click();
  expect(await settled(page)).toBe('done');
  const report = (await page.locator('#result').getAttribute('data-report')) ?? '{}';
  expect(JSON.parse(report)).toMatchObject({ remote: { server: server.url } });
  expect(server.queue()).toEqual({ running: null, pending: [], history: [] });

  // A page of another origin, though it knows the token.
  const stranger = await page.context().newPage();
  await stranger.goto(`${elsewhere.url}photopea-plugin.json`);
  const before = server.asked.length;
  expect(token).not.toBe('');
  const tried = await stranger.evaluate(
    async ([relay = '', known = '']) => {
      const at = `${relay}comfy/${known}/`;
      const lines = { 'relay-method': 'GET' };
      const read = (url: string, init: RequestInit): Promise<string> =>
        fetch(url, { method: 'POST', ...init }).then(
          ({ type }) => type,
          () => 'refused',
        );
      const opens = new Promise((resolve) => {
        const socket = new WebSocket(`${at.replace('http', 'ws')}ws?clientId=a`);
        socket.onopen = () => resolve('open');
        socket.onclose = () => resolve('refused');
      });
      return [
        await read(`${at}api/queue`, { headers: lines }),
        await read(`${relay}comfy/relay`, { body: '{}' }),
        await opens,
      ];
    },
    [built.url, token],
  );
  expect(tried).toEqual(['refused', 'refused', 'refused']);
  expect(server.asked.length).toBe(before);
  await stranger.close();

  await server.kill();
  // Nothing is left to do in it, so that it has closed.
  await page.locator('#section-server:not([open]) #section-server-toggle').click();
  await page.locator('#server-direct').click();
  await page.locator('#server-obstacle[data-obstacle=silent-or-refuses]').waitFor();
  await server.revive();
  await page.locator('#server-use-relay').click();
  await outcome(page, 'connected');
  await page.locator('#server-relayed').waitFor();
});
