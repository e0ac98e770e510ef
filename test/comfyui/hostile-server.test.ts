import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createServer as createRawServer, type AddressInfo } from 'node:net';
import { createInbox } from '../../src/comfyui/inbox';
import { openServer } from '../../src/comfyui/server';
import { restoreRemote } from '../../src/restore/remote/restore-remote';
import type { HttpFault } from '../emulators/comfyui/http/faults';
import { json, redirect } from '../emulators/comfyui/http/answer';
import { NODE_ERRORS } from '../emulators/comfyui/run/node-error';
import { remoteRequest } from '../restore/remote/remote-request';
import { SOURCE } from '../restore/remote/remote-run';
import { codeOf } from '../support/code-of';
import { accessTo, emulated, QUICK, stopServers } from './emulated';

const SECRET = 'top-secret-value';
const HEADERS = `X-Key: ${SECRET}`;
/** Every endpoint of a run. */
const ENDPOINTS = [
  '/system_stats',
  '/features',
  /^\/object_info\//,
  '/upload/image',
  '/prompt',
  /^\/history\//,
  '/queue',
  '/view',
  '/history',
] as const;

let other: Server;
let otherUrl = '';
/** What the second host was asked. */
const asked: string[] = [];

beforeAll(async () => {
  other = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`);
    response.end('{}');
  });
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  otherUrl = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
});

beforeEach(() => asked.splice(0));

afterEach(stopServers);

afterAll(() => {
  other.closeAllConnections();
  other.close();
});

/** A run under faults: its end, and everything that is said of it on the way. */
async function run(where: string | RegExp, fault: HttpFault) {
  const comfy = await emulated();
  comfy.faults.add({ path: where }, fault, 1000);
  const told: unknown[] = [];
  const pace = { ...QUICK, patienceMs: 300 };
  const end = await restoreRemote(remoteRequest(SOURCE), accessTo(comfy, HEADERS), {
    signal: new AbortController().signal,
    onEvent: () => undefined,
    onServer: (news) => told.push(news),
    pace,
  }).then(
    ({ report }) => ({ code: 'done', report }),
    (error: unknown) => ({ code: (error as { code?: string }).code ?? String(error), error }),
  );
  expect(secretsIn([told, end, String('error' in end ? end.error : '')])).toBe(false);
  return { comfy, end };
}

function secretsIn(value: unknown): boolean {
  const text = JSON.stringify(value, (_key, part: unknown) => {
    if (!(part instanceof Error)) return part;
    const { message, stack, cause } = part;
    return { ...Object.fromEntries(Object.entries(part)), message, stack, cause };
  });
  return text.includes(SECRET);
}

describe.each([302, 307, 308])('a redirect by %i to another host', (status) => {
  test.each(ENDPOINTS)('of %s reaches nobody', async (path) => {
    const { end } = await run(path, { answer: redirect(`${otherUrl}/caught`, status) });
    // What is asked after the picture has come decides nothing.
    expect(end.code).toBe(path === '/history' ? 'done' : 'comfy-redirected');
    expect(asked).toEqual([]);
  });
});

describe('gigabytes', () => {
  test.each(ENDPOINTS)('of %s, without a length, end early', async (path) => {
    const before = process.memoryUsage().arrayBuffers;
    const { end, comfy } = await run(path, { endless: 2 ** 40 });
    expect(end.code).toBe(path === '/history' ? 'done' : 'comfy-answer-too-large');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(512 * 2 ** 20);
    expect(comfy.traffic().sent).toBeLessThan(512 * 2 ** 20);
  });

  test.each([
    ['shorter than what comes', '9', 'comfy-bad-answer'],
    ['longer than may come', '99999999999999', 'comfy-answer-too-large'],
    ['longer than what comes', '5000', 'comfy-unreachable'],
    ['that is no number', 'many', 'comfy-unreachable'],
  ])('with a length %s', async (_name, length, code) => {
    const body = JSON.stringify({ system: { os: 'x'.repeat(4000) }, devices: [] });
    const lying = createRawServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () =>
        socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\n\r\n${body}`),
      );
    });
    lying.listen(0, '127.0.0.1');
    await once(lying, 'listening');
    const { port } = lying.address() as AddressInfo;
    const server = openServer(
      accessTo({ url: `http://127.0.0.1:${port}` }, HEADERS),
      new AbortController().signal,
    );
    expect(await codeOf(server)).toBe(code);
    lying.close();
  });
});

describe('a flood of messages and frames', () => {
  const MIB = 2 ** 20;

  test('while nobody looks at it is held up to a bound, the newest of it', async () => {
    const inbox = createInbox<number>();
    for (let i = 0; i < 5000; i++) inbox.put(i, 8 * MIB);
    const { signal } = new AbortController();
    expect([await inbox.next(0, signal), await inbox.next(0, signal)]).toEqual([4998, 4999]);
    expect(await inbox.next(0, signal)).toBeNull();
    inbox.put(1, 100 * MIB);
    expect(await inbox.next(0, signal)).toBe(1);
    for (let i = 0; i < 5000; i++) inbox.put(i, 1);
    expect(await inbox.next(0, signal)).toBe(4000);
  });

  test('does not keep a run from its end', async () => {
    const comfy = await emulated();
    const held = comfy.points.hold({ at: 'tick', value: 2 });
    const result = restoreRemote(remoteRequest(SOURCE), accessTo(comfy, HEADERS), {
      signal: new AbortController().signal,
      onEvent: () => undefined,
      pace: QUICK,
    });
    await held.reached;
    for (let i = 0; i < 20; i++) {
      comfy.sockets.inject(new Uint8Array(9 * MIB));
      comfy.sockets.inject(JSON.stringify({ type: 'executed', data: { node: i, prompt_id: {} } }));
      comfy.sockets.inject('['.repeat(100_000));
    }
    held.release();
    expect((await result).report.tiles).toBe(1);
  });
});

test('header lines that a server says back are nowhere in what is told', async () => {
  for (const body of [{ error: HEADERS }, { system: HEADERS }, [HEADERS]]) {
    const { end } = await run('/system_stats', { answer: json(body) });
    expect(end.code).toMatch(/^comfy-/);
  }
  const error = { type: 'x', message: 'refused', details: '', extra_info: {} };
  const { end } = await run('/prompt', { answer: json({ error, node_errors: {} }, 400) });
  expect(end.code).toMatch(/^comfy-/);
});

test('markup in errors stays text of the error, short and in one line', async () => {
  const comfy = await emulated();
  comfy.points.at({ at: 'node', class: 'SamplerCustomAdvanced' }, () => {
    throw NODE_ERRORS.markup();
  });
  const error = await restoreRemote(remoteRequest(SOURCE), accessTo(comfy, HEADERS), {
    signal: new AbortController().signal,
    onEvent: () => undefined,
    pace: QUICK,
  }).catch((thrown: unknown) => thrown);
  const { message } = error as Error;
  expect(message).toContain('<');
  expect(message).not.toMatch(/[\n\r\0]/);
  expect(message.length).toBeLessThan(1500);
});
