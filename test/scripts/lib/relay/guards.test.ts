import { once } from 'node:events';
import {
  createServer,
  request as ask,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import { callOf, socketOf } from '../../../../scripts/lib/relay/endpoints';
import { RELAY_METHOD, RELAY_PATH } from '../../../../src/comfyui/relay-protocol';
import { closePages, relayedPage, type RelayedPage } from '../../../comfyui/relayed';

let page: RelayedPage;
let server: Server;
let url: string;
const asked: IncomingHttpHeaders[] = [];
beforeEach(async () => {
  page = await relayedPage();
  server = createServer((request, response) => {
    asked.push(request.headers);
    response.setHeader('Set-Cookie', 'a=b').setHeader('Content-Type', 'text/html');
    response.end('<script>alert(1)</script>');
  });
  server.on('upgrade', (request, socket) => {
    asked.push(request.headers);
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  asked.length = 0;
});
afterEach(async () => {
  server.close();
  server.closeAllConnections();
  await closePages();
});

/** Asks as no browser would: path and headers go out as they are written, `Host` too. */
async function raw(
  path: string,
  headers: Readonly<Record<string, string>>,
  body = '',
  method = 'POST',
): Promise<{ readonly status: number | undefined; readonly headers: IncomingHttpHeaders }> {
  const { hostname, port } = new URL(page.origin);
  const request = ask({ hostname, port, path, method, headers });
  request.end(body);
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  answer.resume();
  return { status: answer.statusCode, headers: answer.headers };
}

const target = (more: object = {}): string =>
  JSON.stringify({ address: url, headers: [], takes: true, ...more });

async function token(): Promise<string> {
  const answer = await page.fetch(RELAY_PATH, { method: 'POST', body: target() });
  return ((await answer.json()) as { token: string }).token;
}

/** Headers of a browser's page, each wrong in its own way. */
const FOREIGN: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['no origin', {}],
  ['an origin of the internet', { Origin: 'https://evil.example' }],
  ['another port', { Origin: 'http://localhost:1' }],
  ['another name of this computer', { Origin: 'OTHER-NAME' }],
  ['no origin of its own', { Origin: 'null' }],
  ['https of the same', { Origin: 'HTTPS' }],
  ['a forged name', { Origin: 'http://evil.example', Host: 'evil.example' }],
  [
    'a forged name that looks like ours',
    { Origin: 'http://localhost.evil.example', Host: 'localhost.evil.example' },
  ],
  ['cross-site', { Origin: 'OWN', 'Sec-Fetch-Site': 'cross-site' }],
  ['same-site', { Origin: 'OWN', 'Sec-Fetch-Site': 'same-site' }],
  ['a link or the address bar', { Origin: 'OWN', 'Sec-Fetch-Site': 'none' }],
];

const meant = (headers: Readonly<Record<string, string>>): Record<string, string> => {
  const { port } = new URL(page.origin);
  const names: Record<string, string> = {
    OWN: page.origin,
    HTTPS: `https://localhost:${port}`,
    'OTHER-NAME': `http://127.0.0.1:${port}`,
  };
  const { Origin, ...others } = headers;
  return Origin === undefined ? others : { ...others, Origin: names[Origin] ?? Origin };
};

describe.each(FOREIGN)('%s is refused', (_, headers) => {
  it('as who names a server', async () => {
    expect((await raw(RELAY_PATH, meant(headers), target())).status).toBe(403);
    // It has left no server behind.
    const call = `/comfy/${'0'.repeat(32)}/api/queue`;
    const own = { Origin: page.origin, [RELAY_METHOD]: 'GET' };
    expect((await raw(call, own)).headers['relay-error']).toBe('unknown-token');
  });

  it('with a token too, in calls and sockets', async () => {
    const known = await token();
    const lines = { ...meant(headers), [RELAY_METHOD]: 'GET' };
    expect((await raw(`/comfy/${known}/api/queue`, lines)).status).toBe(403);
    const { Origin: origin, ...others } = meant(headers);
    const at = `${page.origin.replace('http', 'ws')}/comfy/${known}/ws?clientId=a`;
    const socket = new WebSocket(at, { ...(origin !== undefined && { origin }), headers: others });
    const [error] = (await once(socket, 'error')) as [Error];
    expect(error.message).toContain('403');
    expect(asked).toEqual([]);
  });
});

test('whether there is a relay is told to pages of this computer alone', async () => {
  const told = (headers: Record<string, string>) => raw(RELAY_PATH, headers, '', 'GET');
  expect((await told({ 'Sec-Fetch-Site': 'same-origin' })).status).toBe(200);
  expect((await told({ 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
  expect((await told({ Origin: 'https://evil.example' })).status).toBe(403);
  expect((await told({ Host: 'evil.example' })).status).toBe(403);
});

test('an answer is neither a page nor a script of ours, and brings no cookies', async () => {
  const lines = { Origin: page.origin, [RELAY_METHOD]: 'GET', Cookie: 'mine=1', Referer: 'x' };
  const fetched = { 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Mode': 'cors' };
  const at = `/comfy/${await token()}/api/queue`;
  const { status, headers } = await raw(at, { ...lines, ...fetched, Authorization: 'mine' });
  expect(status).toBe(200);
  expect(headers['content-security-policy']).toContain('sandbox');
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['cross-origin-resource-policy']).toBe('same-origin');
  expect(headers).not.toHaveProperty('set-cookie');
  // Of the browser's headers none gets through, its own secrets least of all.
  expect(Object.keys(asked[0] ?? {}).sort()).toEqual([
    'accept',
    'connection',
    'host',
    'user-agent',
  ]);
  expect(asked[0]?.host).toBe(new URL(url).host);
});

test.each([
  ['GET', 'api/system_stats/../../secret'],
  ['GET', 'api/view'],
  ['GET', 'api/view?filename=a/../../b'],
  ['GET', 'api/view?filename=a#b'],
  ['GET', 'api/object_info/..'],
  ['GET', 'api/object_info/%2e%2e'],
  ['GET', 'api/object_info/a%2Fb'],
  ['GET', 'api/object_info'],
  ['GET', 'api/history'],
  ['GET', 'api/userdata/a'],
  ['GET', 'system_stats'],
  ['GET', '/evil.example/api/queue'],
  ['GET', 'http://evil.example/api/queue'],
  ['GET', '@evil.example/api/queue'],
  ['POST', 'api/free'],
  ['POST', 'api/system_stats'],
  ['POST', 'api/manager/reboot'],
  ['DELETE', 'api/queue'],
  ['OPTIONS', 'api/queue'],
  ['get', 'api/queue'],
  ['constructor', 'api/queue'],
  ['undefined', 'api/queue'],
])('%s %s is not passed on', async (method, path) => {
  const known = await token();
  const lines = { Origin: page.origin, [RELAY_METHOD]: method };
  const { status } = await raw(`/comfy/${known}/${path}`, lines);
  expect(status).toBe(404);
  expect(asked).toEqual([]);
});

test('what the client asks for is', () => {
  const at = `/comfy/${'a'.repeat(32)}/`;
  const query = new URLSearchParams({ filename: 'ü (1)*.png', subfolder: 'a\\b', type: 'temp' });
  expect(callOf(`${at}api/view?${query.toString()}`, 'GET')?.path).toMatch(/^api\/view\?/);
  expect(callOf(`${at}api/upload/image`, 'POST')?.path).toBe('api/upload/image');
  expect(socketOf(`${at}ws?clientId=supir-panel-1`)?.path).toBe('ws?clientId=supir-panel-1');
  expect(socketOf(`${at}ws?clientId=a&token=b`)).toBeNull();
  expect(socketOf(`${at}other`)).toBeNull();
});

test.each<[string, string | object]>([
  ['no JSON', '{'],
  ['nothing in it', '{}'],
  ['no address of a server', { address: 'ftp://a' }],
  ['a password', { address: 'http://user:secret@127.0.0.1' }],
  ['a header that is not a person’s', { headers: [{ name: 'Host', value: 'a' }] }],
  ['two lines in one', { headers: [{ name: 'A', value: 'b\r\nHost: c' }] }],
  ['too many', { headers: new Array(9).fill('b').map((value, at) => ({ name: `a${at}`, value })) }],
  ['too long', { address: `http://127.0.0.1/${'a'.repeat(40_000)}` }],
])('%s: names no server', async (_, body) => {
  const text = typeof body === 'string' ? body : target(body);
  const { status } = await raw(RELAY_PATH, { Origin: page.origin }, text);
  expect(status).toBe(400);
});

test('it is never a way to itself', async () => {
  const answer = await page.fetch(RELAY_PATH, {
    method: 'POST',
    body: target({ address: `${page.origin}/comfy/${'a'.repeat(32)}` }),
  });
  const { token: own } = (await answer.json()) as { token: string };
  const lines = { Origin: page.origin, [RELAY_METHOD]: 'GET' };
  // The second time round nothing tells an origin.
  expect((await raw(`/comfy/${own}/api/queue`, lines)).status).toBe(403);
});
