import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { openSafetensors } from '../../src/weights/safetensors';
import { bytesSource } from '../../src/weights/source';
import { openTestPage, type TestPage } from '../support/browser/test-page';
import type { WeightsPage } from './page/entry';

jest.setTimeout(180_000);

const BYTES = readFileSync(join(__dirname, '../fixtures/supir-tiny/weights/supir.f16.safetensors'));
const byteLength = BYTES.length;
const EXPECTED = [...openSafetensors(bytesSource('f', BYTES)).tensors.values()].map((tensor) => [
  tensor.name,
  tensor.read(0, tensor.byteLength).reduce((sum, byte) => sum + byte, 0),
]);

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let tab: TestPage<WeightsPage>;
let other: Server;
let otherUrl: string;
let answer: Answer;
let sent = 0;

beforeAll(async () => {
  tab = await openTestPage<WeightsPage>('test/weights/page/entry.ts');
  writeFileSync(join(tab.folder, 'supir.safetensors'), BYTES);
  other = createServer((request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Allow-Headers', 'Range, Cache-Control');
    response.setHeader('Access-Control-Expose-Headers', 'Accept-Ranges, Content-Range, ETag');
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    if (request.method === 'OPTIONS') response.end();
    else answer(request, response);
  });
  await new Promise<void>((resolve) => other.listen(0, 'localhost', resolve));
  otherUrl = `http://localhost:${(other.address() as AddressInfo).port}/weights`;
});
afterAll(async () => {
  await tab.close();
  await new Promise((resolve) => other.close(resolve));
});

/** A server that is correct but for `change`. */
const server =
  (change: {
    head?: Record<string, string>;
    status?: number;
    get?: (from: number) => Record<string, string>;
    cut?: number;
  }): Answer =>
  (request, response) => {
    const [, from = 0, to = byteLength - 1] = (
      /(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? []
    ).map(Number);
    if (request.method === 'HEAD') {
      const headers = { 'Accept-Ranges': 'bytes', 'Content-Length': `${byteLength}` };
      response.writeHead(200, { ...headers, ETag: '"1"', ...change.head }).end();
      return;
    }
    const body = BYTES.subarray(from, to + 1 - (change.cut ?? 0));
    sent += body.length;
    const headers = { 'Content-Range': `bytes ${from}-${to}/${byteLength}`, ETag: '"1"' };
    response.writeHead(change.status ?? 206, { ...headers, ...change.get?.(from) }).end(body);
  };

const readOther = () => tab.call('readHttp', { url: otherUrl, byteLength });

test('a picked and a served file give the same tensors', async () => {
  expect(await tab.call('readBlob', 'supir.safetensors')).toEqual({ error: null, sums: EXPECTED });
  const served = await tab.call('readHttp', { url: 'supir.safetensors', byteLength });
  expect(served).toEqual({ error: null, sums: EXPECTED });
  answer = server({});
  expect(await readOther()).toEqual({ error: null, sums: EXPECTED });
});

test.each<[string, Parameters<typeof server>[0], string]>([
  ['does not offer ranges', { head: { 'Accept-Ranges': 'none' } }, 'model-ranges-unsupported'],
  ['sends the file whole', { status: 200 }, 'model-ranges-unsupported'],
  ['has another length', { head: { 'Content-Length': '17' } }, 'model-file-unreadable'],
  ['sends too little', { cut: 1 }, 'model-file-unreadable'],
  [
    'sends another range',
    { get: (from) => ({ 'Content-Range': `bytes ${from + 1}-${from + 1}/${byteLength}` }) },
    'model-file-unreadable',
  ],
  [
    'replaces the file meanwhile',
    { get: (from) => ({ ETag: from > 0 ? '"2"' : '"1"' }) },
    'model-file-unreadable',
  ],
])('a server that %s is refused by name', async (_, change, code) => {
  answer = server(change);
  expect((await readOther()).error?.code).toBe(code);
});

test('a file that is not served whole by ranges is never fetched', async () => {
  sent = 0;
  answer = server({ head: { 'Accept-Ranges': '' } });
  expect((await readOther()).error?.code).toBe('model-ranges-unsupported');
  expect(sent).toBe(0);
});

test('a server that is not there, and a file it does not have', async () => {
  const missing = await tab.call('readHttp', { url: 'nothing.safetensors', byteLength });
  expect(missing.error?.code).toBe('model-file-unreadable');
  const nobody = await tab.call('readHttp', { url: 'http://localhost:1/weights', byteLength });
  expect(nobody.error?.code).toBe('model-file-unreadable');
});

test('the page itself tells what a picked or a served file is', async () => {
  const supir = { role: 'supir', error: null };
  expect(await tab.call('inspectBlob', 'supir.safetensors')).toEqual(supir);
  expect(await tab.call('inspectHttp', { url: 'supir.safetensors', byteLength })).toEqual(supir);
  answer = server({});
  expect(await tab.call('inspectHttp', { url: otherUrl, byteLength })).toEqual(supir);
});

test('the page stops a server that begins to send all of a file', async () => {
  let closed: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => (closed = resolve));
  answer = (_, response) => {
    response.writeHead(200, { 'Content-Length': `${byteLength}` });
    response.on('close', closed);
    response.write(BYTES.subarray(0, 1000));
  };
  const { error } = await tab.call('inspectHttp', { url: otherUrl, byteLength });
  expect(error?.code).toBe('model-ranges-unsupported');
  await stopped;
});
