import { parseAddress } from '../../../src/comfyui/address';
import { unreachable } from '../../../src/comfyui/errors';
import { explainSilence } from '../../../src/comfyui/explain-silence';
import type { Network } from '../../../src/comfyui/network';
import { testConnection } from '../../../src/restore/remote/test-connection';
import type { ComfyOptions } from '../../emulators/comfyui/options';
import { PERSONAS } from '../../emulators/comfyui/personas';
import {
  accessTo,
  emulated,
  LOCAL_PAGE,
  NETWORK,
  QUICK,
  stopServers,
} from '../../comfyui/emulated';

afterEach(stopServers);

async function tested(options: ComfyOptions = {}, headers = '') {
  const comfy = await emulated(options);
  const { signal } = new AbortController();
  const outcome = await testConnection(accessTo(comfy, headers), LOCAL_PAGE, signal, QUICK);
  return { comfy, outcome };
}

test('a server is tested with known pixels, and told what it is and has', async () => {
  const { comfy, outcome } = await tested();
  expect(outcome).toMatchObject({
    outcome: 'connected',
    server: {
      version: '0.33.0',
      device: 'NVIDIA GeForce RTX 3090',
      memoryBytes: 25_438_126_080,
      messages: 'socket',
      graph: 'native',
      files: {
        supir: ['SUPIR-v0F_fp16.safetensors', 'SUPIR-v0Q_fp16.safetensors'],
        sdxl: expect.arrayContaining(['sd_xl_base_1.0.safetensors']) as unknown,
      },
    },
  });
  expect(comfy.queue()).toEqual({ running: null, pending: [], history: [] });
  expect(comfy.folders.list('input')).toEqual([]);
});

test.each([
  [PERSONAS.wrapper, { graph: 'wrapper', version: '0.3.64' }],
  [PERSONAS.noFiles, { graph: 'native', files: { supir: [], sdxl: [] } }],
  [{ without: ['SUPIRApply'] }, { graph: null }],
  [PERSONAS.cpu, { device: 'cpu' }],
  [{ handshake: 'refused' } as const, { messages: 'polling' }],
  [{ combos: 'v1' } as const, { graph: 'native' }],
  [{ combos: 'v3' } as const, { graph: 'native' }],
] as const)('%# is connected', async (options, server) => {
  const { outcome } = await tested(options);
  expect(outcome).toMatchObject({ outcome: 'connected', server });
});

test.each([
  [PERSONAS.tokenProxy, 'comfy-sign-in'],
  [PERSONAS.login, 'comfy-redirected'],
  [PERSONAS.tunnel, 'comfy-not-comfy'],
  [PERSONAS.otherProgram, 'comfy-not-comfy'],
] as const)('%# answers, and not as it should', async (options, code) => {
  const { outcome } = await tested(options);
  expect(outcome).toMatchObject({ outcome: 'failed', error: { code } });
});

test('a header line lets in, over polling where sockets cannot have it', async () => {
  const { outcome, comfy } = await tested(
    PERSONAS.tokenProxy,
    'Authorization: Bearer emulated-token',
  );
  expect(outcome).toMatchObject({ outcome: 'connected', server: { messages: 'polling' } });
  expect(comfy.asked.filter(({ url }) => url.includes('emulated-token'))).toEqual([]);
});

test('a picture that is cut short on the way is found out', async () => {
  const comfy = await emulated();
  comfy.faults.add({ path: '/view' }, { change: (body) => body.slice(0, 100) });
  const { signal } = new AbortController();
  const outcome = await testConnection(accessTo(comfy), LOCAL_PAGE, signal, QUICK);
  expect(outcome).toMatchObject({ outcome: 'failed', error: { code: 'comfy-result-unusable' } });
});

test('a refusal that can be read is explained with the exact flag', async () => {
  const comfy = await emulated();
  const network = {
    ...NETWORK,
    send: (request: Parameters<typeof NETWORK.send>[0], signal: AbortSignal) =>
      NETWORK.send(
        { ...request, headers: [{ name: 'Sec-Fetch-Site', value: 'cross-site' }] },
        signal,
      ),
  };
  const { signal } = new AbortController();
  const outcome = await testConnection({ ...accessTo(comfy), network }, LOCAL_PAGE, signal, QUICK);
  expect(outcome).toMatchObject({
    outcome: 'blocked',
    obstacle: {
      name: 'refuses-pages',
      row: 'A',
      flags: ['--enable-cors-header http://localhost:8780'],
    },
  });
});

test('header lines that a page may not send are told from a page that is refused', async () => {
  const comfy = await emulated();
  // As a browser has it: before a call with such a line it asks, and ComfyUI names two that it takes.
  const network: Network = {
    ...NETWORK,
    send: (request, signal) =>
      request.headers.some(({ name }) => name !== 'Authorization')
        ? Promise.reject(unreachable(comfy.url, new TypeError('Failed to fetch')))
        : NETWORK.send(request, signal),
  };
  const { signal } = new AbortController();
  const access = { ...accessTo(comfy, 'X-API-Key: secret'), network };
  const outcome = await testConnection(access, LOCAL_PAGE, signal, QUICK);
  expect(outcome).toMatchObject({ outcome: 'blocked', obstacle: { name: 'refuses-headers' } });
});

test('one that is off is not guessed at', async () => {
  const comfy = await emulated();
  await comfy.kill();
  const { signal } = new AbortController();
  const outcome = await testConnection(accessTo(comfy), LOCAL_PAGE, signal, QUICK);
  expect(outcome).toMatchObject({ outcome: 'blocked', obstacle: { name: 'nothing-answers' } });
});

describe('what stands between page and server', () => {
  const HOSTED = 'https://panel.example';
  const FLAG = (origin: string): string => `--enable-cors-header ${origin}`;
  const HEARD = { knocked: true, socketOpens: true };
  const KNOCKED = { knocked: true, socketOpens: false };
  const SILENT = { knocked: false, socketOpens: false };
  const LOCAL = 'http://localhost:8780';
  const ISOLATED = { isIsolated: true };

  test.each([
    ['A', LOCAL, '127.0.0.1:8188', {}, KNOCKED, 'refuses-pages', [FLAG(LOCAL)]],
    ['A', LOCAL, 'localhost:8188', {}, KNOCKED, 'refuses-pages', [FLAG(LOCAL)]],
    ['B', LOCAL, '192.168.1.20:8188', {}, HEARD, 'refuses-pages', [FLAG(LOCAL), '--listen']],
    ['C', HOSTED, '127.0.0.1:8188', {}, KNOCKED, 'refuses-pages', [FLAG(HOSTED)]],
    ['C', HOSTED, '127.0.0.1:8188', {}, SILENT, 'local-permission', [FLAG(HOSTED)]],
    [
      'C',
      HOSTED,
      '127.0.0.1:8188',
      { localAccess: 'denied' },
      SILENT,
      'local-permission',
      [FLAG(HOSTED)],
    ],
    ['C', HOSTED, '127.0.0.1:8188', { browser: 'safari' }, SILENT, 'browser-blocks-local', []],
    [
      null,
      HOSTED,
      '127.0.0.1:8188',
      { browser: 'firefox' },
      SILENT,
      'nothing-answers',
      [FLAG(HOSTED)],
    ],
    [
      null,
      HOSTED,
      '127.0.0.1:8188',
      { localAccess: 'granted' },
      SILENT,
      'nothing-answers',
      [FLAG(HOSTED)],
    ],
    ['D', HOSTED, '192.168.1.20:8188', {}, SILENT, 'local-permission', [FLAG(HOSTED), '--listen']],
    ['D', HOSTED, '192.168.1.20:8188', { browser: 'firefox' }, SILENT, 'mixed-content', []],
    ['D', HOSTED, 'http://gpu.example:8188', {}, SILENT, 'mixed-content', []],
    ['E', LOCAL, 'https://pod.proxy.runpod.net', {}, HEARD, 'refuses-pages', [FLAG(LOCAL)]],
    ['E', HOSTED, 'https://pod.proxy.runpod.net', {}, KNOCKED, 'refuses-pages', [FLAG(HOSTED)]],
    ['F', HOSTED, '127.0.0.1:8188', { isInPhotopea: true }, SILENT, 'photopea-blocks-local', []],
    ['F', HOSTED, '192.168.1.20:8188', { isInPhotopea: true }, SILENT, 'photopea-blocks-local', []],
    [
      'E',
      HOSTED,
      'https://pod.example',
      { isInPhotopea: true },
      HEARD,
      'refuses-pages',
      [FLAG(HOSTED)],
    ],
    ['G', LOCAL, '127.0.0.1:8188', { isInPhotopea: true }, KNOCKED, 'refuses-pages', [FLAG(LOCAL)]],
    ['H', 'null', '127.0.0.1:8188', {}, HEARD, 'no-origin', [FLAG('null')]],
    ['H', 'null', '127.0.0.1:8188', {}, SILENT, 'no-origin', [FLAG('null')]],
    [null, LOCAL, '127.0.0.1:8188', {}, SILENT, 'nothing-answers', [FLAG(LOCAL)]],
    ['A', LOCAL, '127.0.0.1:8188', ISOLATED, SILENT, 'silent-or-refuses', [FLAG(LOCAL)]],
    ['A', LOCAL, '127.0.0.1:8188', ISOLATED, KNOCKED, 'refuses-pages', [FLAG(LOCAL)]],
    [
      'B',
      LOCAL,
      '192.168.1.20:8188',
      { ...ISOLATED, browser: 'firefox' },
      SILENT,
      'silent-or-refuses',
      [FLAG(LOCAL), '--listen'],
    ],
    ['E', HOSTED, 'https://pod.example', ISOLATED, SILENT, 'silent-or-refuses', [FLAG(HOSTED)]],
    ['C', HOSTED, '127.0.0.1:8188', ISOLATED, SILENT, 'local-permission', [FLAG(HOSTED)]],
    [null, 'http://panel.lan', '127.0.0.1:8188', {}, SILENT, 'browser-blocks-local', []],
    [null, 'http://panel.lan', '192.168.1.20:8188', {}, SILENT, 'browser-blocks-local', []],
    [
      null,
      'http://192.168.1.9',
      '192.168.1.20:8188',
      {},
      SILENT,
      'nothing-answers',
      [FLAG('http://192.168.1.9'), '--listen'],
    ],
    // An encrypted address of the network is asked about like any other there.
    [
      'E',
      HOSTED,
      'https://192.168.1.20',
      { localAccess: 'denied' },
      SILENT,
      'local-permission',
      [FLAG(HOSTED), '--listen'],
    ],
    [
      null,
      HOSTED,
      'https://192.168.1.20',
      {},
      SILENT,
      'nothing-answers',
      [FLAG(HOSTED), '--listen'],
    ],
    [
      'F',
      HOSTED,
      'https://192.168.1.20',
      { isInPhotopea: true, localAccess: 'denied' },
      SILENT,
      'photopea-blocks-local',
      [],
    ],
    // No browser stands in the way of a relay, and ComfyUI refuses none.
    [
      null,
      LOCAL,
      '127.0.0.1:8188',
      { ...ISOLATED, isRelayed: true },
      SILENT,
      'nothing-answers',
      [],
    ],
    [null, LOCAL, '127.0.0.1:8188', { isRelayed: true }, KNOCKED, 'nothing-answers', []],
    [
      null,
      LOCAL,
      '127.0.0.1:8188',
      {},
      { ...KNOCKED, answersWithoutHeaders: true },
      'refuses-headers',
      [],
    ],
  ] as const)('row %s: %s → %s %j %j is %s', (row, origin, to, facts, silence, name, flags) => {
    const obstacle = explainSilence(parseAddress(to), { ...LOCAL_PAGE, origin, ...facts }, silence);
    expect(obstacle).toMatchObject({ row, name, flags });
    expect(obstacle.ways.length).toBeGreaterThan(0);
  });
});
