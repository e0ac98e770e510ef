import { call } from '../../src/comfyui/calls';
import { parseAddress } from '../../src/comfyui/address';
import type { NetworkRequest } from '../../src/comfyui/network';
import { codeOf } from '../support/code-of';
import { NETWORK } from './emulated';
import { hostile, stopHostile } from './hostile';

afterEach(stopHostile);

const SECRET = { name: 'X-API-Key', value: 'top-secret' };

const request = (url: string, more: Partial<NetworkRequest> = {}): NetworkRequest => ({
  method: 'GET',
  url,
  headers: [SECRET],
  maxBytes: 1000,
  timeoutMs: 5000,
  ...more,
});

const send = (
  url: string,
  more: Partial<NetworkRequest> = {},
  signal = new AbortController().signal,
) => NETWORK.send(request(url, more), signal);

test.each([301, 302, 303, 307, 308])('%i to another origin is not followed', async (status) => {
  const other = await hostile((_request, response) => response.end('{}'));
  const first = await hostile((_request, response) =>
    response.writeHead(status, { Location: `${other.url}/api/system_stats` }).end(),
  );
  expect(await codeOf(send(`${first.url}/x`))).toBe('comfy-redirected');
  const body = new Uint8Array(10);
  expect(await codeOf(send(`${first.url}/x`, { method: 'POST', body }))).toBe('comfy-redirected');
  expect(other.asked).toEqual([]);
  expect(first.asked.map(({ headers }) => headers['x-api-key'])).toEqual([
    'top-secret',
    'top-secret',
  ]);
});

test('nor is one to the same origin: it leads to a page to sign in', async () => {
  const first = await hostile((_request, response) =>
    response.writeHead(302, { Location: '/login' }).end(),
  );
  expect(await codeOf(send(`${first.url}/x`))).toBe('comfy-redirected');
  expect(first.asked).toHaveLength(1);
});

test('nothing of the browser goes along', async () => {
  const server = await hostile((_request, response) => response.end('ok'));
  await send(`${server.url}/x`);
  const { headers } = server.asked[0]!;
  expect(headers).not.toHaveProperty('cookie');
  expect(headers).not.toHaveProperty('referer');
});

test('an announced gigabyte is refused before it comes', async () => {
  let written = 0;
  const server = await hostile((_request, response) => {
    response.writeHead(200, { 'Content-Length': String(2 ** 30) });
    response.on('close', () => (written = response.socket?.bytesWritten ?? 0));
    response.write(new Uint8Array(64));
  });
  expect(await codeOf(send(server.url))).toBe('comfy-answer-too-large');
  expect(written).toBeLessThan(2 ** 20);
});

test('an endless answer is cut off at the first byte too many', async () => {
  const server = await hostile((_request, response) => {
    const go = (): void => {
      while (!response.destroyed && response.write(new Uint8Array(65536)));
    };
    response.on('drain', go);
    go();
  });
  const before = process.memoryUsage().arrayBuffers;
  expect(await codeOf(send(server.url, { maxBytes: 2 ** 20 }))).toBe('comfy-answer-too-large');
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 2 ** 20);
});

test('no answer is a timeout, and a slow one is none as long as it goes on', async () => {
  const silent = await hostile(() => undefined);
  expect(await codeOf(send(silent.url, { timeoutMs: 100 }))).toBe('comfy-timeout');
  const slow = await hostile((_request, response) => {
    let left = 5;
    const drip = (): void => {
      if (left-- === 0) response.end();
      else response.write('x', drip);
    };
    drip();
  });
  expect((await send(slow.url, { timeoutMs: 5000 })).body).toHaveLength(5);
});

test('an abort is heard at once, with its own reason', async () => {
  const silent = await hostile(() => undefined);
  const cancel = new AbortController();
  const answer = send(silent.url, {}, cancel.signal);
  cancel.abort(new Error('enough'));
  await expect(answer).rejects.toThrow('enough');
});

test('a server that is off does not answer a knock; one that refuses does', async () => {
  const server = await hostile((_request, response) => response.writeHead(403).end());
  expect(await NETWORK.knock(server.url, 2000)).toBe(true);
  await stopHostile();
  expect(await NETWORK.knock(server.url, 2000)).toBe(false);
});

test.each([
  [401, 'text/plain', 'comfy-sign-in'],
  [403, '', 'comfy-refused'],
  [403, 'text/html', 'comfy-sign-in'],
  [404, 'text/html', 'comfy-not-comfy'],
  [404, 'text/plain', 'comfy-server-failed'],
  [413, 'text/plain', 'comfy-upload-too-large'],
  [500, 'text/plain', 'comfy-server-failed'],
  [502, 'text/html', 'comfy-proxy-failed'],
  [524, 'text/html', 'comfy-proxy-failed'],
])('status %i %s is %s', async (status, type, code) => {
  const server = await hostile((_request, response) =>
    response.writeHead(status, { 'Content-Type': type }).end('<b>no</b>'),
  );
  const access = { address: parseAddress(server.url), headers: [SECRET], network: NETWORK };
  const asked = call(
    access,
    { path: 'x', maxBytes: 100, timeoutMs: 2000 },
    new AbortController().signal,
  );
  const error: unknown = await asked.catch((thrown: unknown) => thrown);
  expect((error as { code?: string }).code).toBe(code);
  expect(JSON.stringify(error) + String(error)).not.toContain('top-secret');
});
