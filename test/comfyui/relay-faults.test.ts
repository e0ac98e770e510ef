import type { RequestListener } from 'node:http';
import { socketUrl } from '../../src/comfyui/address';
import { call, type ServerAccess } from '../../src/comfyui/calls';
import { openServer } from '../../src/comfyui/server';
import { restoreRemote } from '../../src/restore/remote/restore-remote';
import { noisePicture, remoteRequest } from '../restore/remote/remote-request';
import { codeOf } from '../support/code-of';
import { until } from '../support/wait';
import { emulated, QUICK, stopServers } from './emulated';
import { hostile, stopHostile } from './hostile';
import { closePages, relayedPage } from './relayed';

afterEach(async () => {
  await closePages();
  await stopServers();
  await stopHostile();
});

const live = (): AbortSignal => new AbortController().signal;

const stats = (access: ServerAccess, maxBytes = 1000, signal = live(), timeoutMs = 5000) =>
  call(access, { path: 'system_stats', maxBytes, timeoutMs }, signal);

test.each([301, 302, 303, 307, 308])(
  '%i is not followed, and its target never asked',
  async (status) => {
    let reached = 0;
    const other = await hostile((_, response) => {
      reached++;
      response.end('{}');
    });
    const first = await hostile((_, response) =>
      response.writeHead(status, { Location: `${other.url}/api/system_stats` }).end(),
    );
    const page = await relayedPage();
    expect(await codeOf(stats(page.accessTo(first, 'X-Key: secret')))).toBe('comfy-redirected');
    expect(reached).toBe(0);
  },
);

test('giant answers are given up here and there', async () => {
  const page = await relayedPage();
  const announced = await hostile((_, response) => {
    response.writeHead(200, { 'Content-Length': String(2 ** 31) });
    response.write(new Uint8Array(64));
  });
  expect(await codeOf(stats(page.accessTo(announced)))).toBe('comfy-answer-too-large');
  let isCut = false;
  const endless = await hostile((_, response) => {
    const go = (): void => {
      while (!response.destroyed && response.write(new Uint8Array(65536)));
    };
    response.on('drain', go).on('close', () => (isCut = true));
    go();
  });
  const before = process.memoryUsage().arrayBuffers;
  expect(await codeOf(stats(page.accessTo(endless), 2 ** 20))).toBe('comfy-answer-too-large');
  await until(() => isCut);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 2 ** 20);
});

test('who gives up here, gives up there: an abort, a timeout', async () => {
  let [reached, closed] = [0, 0];
  const silent = await hostile((request) => {
    reached++;
    request.socket.on('close', () => closed++);
  });
  const page = await relayedPage();
  const cancel = new AbortController();
  const given = stats(page.accessTo(silent), 1000, cancel.signal);
  await until(() => reached === 1);
  cancel.abort(new Error('enough'));
  await expect(given).rejects.toThrow('enough');
  await until(() => closed === 1);
  expect(await codeOf(stats(page.accessTo(silent), 1000, live(), 100))).toBe('comfy-timeout');
  await until(() => closed === reached);
});

test.each<[string, RequestListener]>([
  [
    'a cut answer',
    (_, response) =>
      void response.writeHead(200, { 'Content-Length': '9' }).write('x', () => response.destroy()),
  ],
  ['no HTTP', (request) => void request.socket.end('who are you?\r\n\r\n')],
  [
    'another protocol',
    (request) =>
      void request.socket.end(
        'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n',
      ),
  ],
  [
    'a status that is none',
    (request) => void request.socket.end('HTTP/1.1 099 X\r\nContent-Length: 0\r\n\r\n'),
  ],
  [
    'a status beyond all',
    (request) => void request.socket.end('HTTP/1.1 999 X\r\nContent-Length: 0\r\n\r\n'),
  ],
  [
    'headers without end',
    (request) => void request.socket.write(`HTTP/1.1 200 OK\r\nA: ${'b'.repeat(100_000)}`),
  ],
  ['nothing', (request) => void request.socket.destroy()],
])('%s is no answer, and does not end the relay', async (_, answer) => {
  const page = await relayedPage();
  expect(await codeOf(stats(page.accessTo(await hostile(answer))))).toBe('comfy-unreachable');
  const comfy = await emulated();
  expect((await stats(page.accessTo(comfy), 2 ** 20)).status).toBe(200);
});

test('a server that falls silent for long is given up without the page', async () => {
  const page = await relayedPage({ silenceMs: 50 });
  const silent = await hostile(() => undefined);
  expect(await codeOf(stats(page.accessTo(silent)))).toBe('comfy-timeout');
});

test('a handshake that nobody answers ends; a run goes on by questions', async () => {
  const comfy = await emulated({ handshake: 'silent' });
  const page = await relayedPage({ handshakeMs: 50 });
  const access = page.accessTo(comfy);
  await openServer(access, live());
  const isClosed = new Promise<boolean>((resolve) => {
    const [no, ignore] = [(): void => resolve(false), (): void => undefined];
    access.network.openSocket(socketUrl(access.address, 'a'), {
      onOpen: no,
      onText: ignore,
      onBytes: ignore,
      onClose: () => resolve(true),
    });
  });
  expect(await isClosed).toBe(true);
  const restored = await restoreRemote(
    remoteRequest(noisePicture({ width: 64, height: 64 })),
    access,
    { signal: live(), pace: QUICK, onEvent: () => undefined },
  );
  expect(restored.report.restorer).toBe('remote');
});

test('a large upload comes through whole', async () => {
  const received: number[] = [];
  const server = await hostile((request, response) => {
    let length = 0;
    request.on('data', (chunk: Buffer) => (length += chunk.length));
    request.on('end', () => {
      received.push(length);
      response.setHeader('Content-Type', 'application/json').end('{}');
    });
  });
  const page = await relayedPage();
  const bytes = new Uint8Array(40 * 2 ** 20);
  const body = { contentType: 'application/octet-stream', bytes };
  await call(
    page.accessTo(server),
    { path: 'upload/image', body, maxBytes: 100, timeoutMs: 60_000 },
    live(),
  );
  expect(received).toEqual([bytes.byteLength]);
});

test('an upload that the server refuses at once is refused here', async () => {
  const server = await hostile((_, response) =>
    response.writeHead(413, { 'Content-Type': 'text/plain' }).end('no'),
  );
  const page = await relayedPage();
  const bytes = new Uint8Array(20 * 2 ** 20);
  const body = { contentType: 'application/octet-stream', bytes };
  const request = { path: 'upload/image', body, maxBytes: 100, timeoutMs: 60_000 };
  expect(await codeOf(call(page.accessTo(server), request, live()))).toBe('comfy-upload-too-large');
});
