import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Frame, Page } from 'playwright-core';
import { launchChromium } from '../../../scripts/lib/browser/chromium';
import { startComfyUI, type ComfyUI } from './comfyui';
import type { ComfyOptions } from './options';

/** Not this computer, as far as the browser and the server are told. */
const LAN_HOST = 'comfy.lan';

/** A frame of no origin, as a page from a file is. */
const PAGE = `<!doctype html><iframe name="nowhere" sandbox="allow-scripts" srcdoc="<p>"></iframe>`;

let server: Server;
let browser: Browser;
let page: Page;
let origin: string;
const servers: ComfyUI[] = [];

beforeAll(async () => {
  server = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(PAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  browser = await launchChromium({ args: [`--host-resolver-rules=MAP ${LAN_HOST} 127.0.0.1`] });
  page = await browser.newPage();
  await page.goto(origin);
});

afterEach(async () => {
  for (const comfy of servers.splice(0)) await comfy.stop();
});

afterAll(async () => {
  await browser.close();
  server.close();
});

async function start(options: ComfyOptions = {}): Promise<ComfyUI> {
  const comfy = await startComfyUI(options);
  servers.push(comfy);
  return comfy;
}

/** The status that a page gets to see; 'TypeError': none. */
function fetched(
  from: Page | Frame,
  url: string,
  init: {
    method?: string;
    headers?: Record<string, string>;
    body?: string;
    credentials?: 'include';
  } = {},
): Promise<number | string> {
  return from.evaluate(
    async ([address, options]) => {
      try {
        return (await fetch(address, options)).status;
      } catch (error) {
        return (error as Error).name;
      }
    },
    [url, init] as const,
  );
}

/** The first message of a socket; or the code that it was closed with. */
function socketOf(from: Page | Frame, url: string): Promise<unknown> {
  return from.evaluate(
    (address) =>
      new Promise((resolve) => {
        const socket = new WebSocket(address);
        socket.onmessage = ({ data }: MessageEvent<string>) => {
          resolve((JSON.parse(data) as { type: string }).type);
          socket.close();
        };
        socket.onclose = ({ code }) => resolve(code);
      }),
    `${url.replace('http', 'ws')}/ws?clientId=page`,
  );
}

const JSON_POST = {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: '{}',
};

describe('a page on localhost', () => {
  test('is refused by a server on this computer without flags, by either name', async () => {
    const comfy = await start();
    for (const host of ['127.0.0.1', 'localhost']) {
      const url = `http://${host}:${comfy.port}`;
      expect(await fetched(page, `${url}/system_stats`)).toBe('TypeError');
      expect(await socketOf(page, url)).toBe(1006);
    }
    expect(comfy.asked.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    // By this browser a handshake does not say where it comes from but by its `Origin`.
    const [, handshake] = comfy.asked;
    expect(handshake?.isSocket).toBe(true);
    expect(handshake?.headers).not.toHaveProperty('sec-fetch-site');
  });

  test('reads everything from a server that was started for its origin', async () => {
    const comfy = await start({ cors: origin });
    expect(await fetched(page, `${comfy.url}/system_stats`)).toBe(200);
    expect(await fetched(page, `${comfy.url}/prompt`, JSON_POST)).toBe(400);
    expect(await socketOf(page, comfy.url)).toBe('status');
    expect(comfy.asked.map(({ method }) => method)).toContain('OPTIONS');
  });

  test('cannot tell raised errors from a server that is off', async () => {
    const comfy = await start({ cors: origin, maxUpload: 0.001 });
    const { url } = comfy;
    expect(await fetched(page, `${url}/nowhere`)).toBe('TypeError');
    const large = { ...JSON_POST, body: 'x'.repeat(5000) };
    expect(await fetched(page, `${url}/prompt`, large)).toBe('TypeError');
    await comfy.kill();
    expect(await fetched(page, `${url}/system_stats`)).toBe('TypeError');
  });

  test('can send one header of its own and no cookies', async () => {
    const { url } = await start({ cors: '*' });
    const stats = `${url}/system_stats`;
    expect(await fetched(page, stats, { headers: { Authorization: 'Bearer x' } })).toBe(200);
    expect(await fetched(page, stats, { headers: { 'X-API-Key': 'x' } })).toBe('TypeError');
    expect(await fetched(page, stats, { credentials: 'include' })).toBe('TypeError');
  });

  test('has the socket alone of a server elsewhere without flags', async () => {
    const comfy = await start();
    const url = `http://${LAN_HOST}:${comfy.port}`;
    expect(await fetched(page, `${url}/system_stats`)).toBe('TypeError');
    // What cannot be read was carried out all the same.
    expect(comfy.asked.at(-1)?.status).toBe(200);
    expect(await socketOf(page, url)).toBe('status');
  });
});

test('a page without an origin is refused answers, but gets its socket', async () => {
  const comfy = await start();
  const nowhere = page.frame('nowhere');
  if (nowhere === null) throw new Error('no frame');
  expect(await fetched(nowhere, `${comfy.url}/system_stats`)).toBe('TypeError');
  expect(comfy.asked.at(-1)?.status).toBe(403);
  expect(comfy.asked.at(-1)?.headers.origin).toBe('null');
  expect(await socketOf(nowhere, comfy.url)).toBe('status');
  const open = await start({ cors: 'null' });
  expect(await fetched(nowhere, `${open.url}/system_stats`)).toBe(200);
});
