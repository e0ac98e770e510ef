import type { IncomingMessage, Server } from 'node:http';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { PageFacts } from '../../../../src/comfyui/explain-silence';
import type { Network, NetworkRequest } from '../../../../src/comfyui/network';
import { createRemoteWorkerApi } from '../../../../src/engine/remote-worker-api';
import { createRemoteWorkerEngine } from '../../../../src/engine/remote-worker-engine';
import { twoNetworks } from '../../../../src/hosts/photoshop/page/two-networks';
import { serve } from '../../../../src/rpc/serve';
import { DEFAULT_MANIFEST } from '../../../emulators/photoshop/manifest';
import { emulated, LOCAL_PAGE, NETWORK, QUICK, stopServers } from '../../../comfyui/emulated';
import { hostile, stopHostile } from '../../../comfyui/hostile';
import { noisePicture, remoteRequest } from '../../../restore/remote/remote-request';
import { codeOf } from '../../../support/code-of';
import { until } from '../../../support/wait';
import { createStage, type Stage } from './stage';

const ON_THE_WAY = { switches: { reorder: 0.2, duplicate: 0.1, bridgeSpeed: 1e9 } } as const;

const PERMITTED = {
  ...DEFAULT_MANIFEST,
  requiredPermissions: { ...DEFAULT_MANIFEST.requiredPermissions, network: { domains: 'all' } },
} as const;

const stages: Stage[] = [];
const ports: MessagePort[] = [];
afterEach(async () => {
  for (const port of ports.splice(0)) port.close();
  for (const stage of stages.splice(0)) stage.dispose();
  await Promise.all([stopHostile(), stopServers()]);
});

async function stageWith(options: Parameters<typeof createStage>[0] = {}): Promise<Stage> {
  const stage = await createStage({ manifest: PERMITTED, ...options });
  stages.push(stage);
  return stage;
}

/** A page whose own network reaches nothing. */
const CUT_OFF: Network = {
  send: () => Promise.reject(new Error('the page called')),
  knock: () => Promise.resolve(false),
  openSocket: () => {
    throw new Error('the page opened a socket');
  },
};

const NEVER = new AbortController().signal;

function send({ link }: Stage, url: string, more: Partial<NetworkRequest> = {}, signal = NEVER) {
  const request = { method: 'GET', url, maxBytes: 1000, timeoutMs: 5000, ...more } as const;
  return link.network.send(request, signal);
}

test('a default server is tested and restores by way of the plugin, over a bridge that mixes up and repeats', async () => {
  const comfy = await emulated();
  const { link } = await stageWith(ON_THE_WAY);
  link.network.choose(comfy.url);
  const remote = createRemoteWorkerEngine(
    () => {
      const { port1, port2 } = new MessageChannel();
      ports.push(port1, port2);
      const api = createRemoteWorkerApi(() => CUT_OFF, QUICK);
      const useNetwork = (port: MessagePort): void => {
        ports.push(port);
        api.useNetwork(port as never);
      };
      serve({ ...api, useNetwork }, port2);
      return port1;
    },
    twoNetworks(link.network, CUT_OFF),
  );
  const access = { address: comfy.url, headers: [], route: 'direct' as const };
  const page: PageFacts = { ...LOCAL_PAGE, origin: 'null', hasPlugin: true };
  const test = await remote.test(access, page, NEVER);
  expect(test).toMatchObject({ outcome: 'connected', server: { messages: 'socket' } });
  const result = await remote.restore(remoteRequest(noisePicture({ width: 64, height: 64 })), {
    access,
    sent: null,
    isSeedDrawn: false,
    signal: NEVER,
    onEvent: () => undefined,
    onServer: () => undefined,
    onSent: () => undefined,
  });
  expect(result.image.width).toBeGreaterThanOrEqual(64);
  expect(comfy.queue()).toEqual({ running: null, pending: [], history: [] });
  const origins = comfy.asked.map(({ headers }) => headers['origin']);
  expect(new Set(origins)).toEqual(new Set(['file://']));
});

test('an address that was not chosen is refused by both ends before anything is sent', async () => {
  const other = await hostile((_, response) => response.end('{}'));
  const stage = await stageWith();
  stage.link.network.choose('http://127.0.0.1:1');
  expect(await codeOf(send(stage, `${other.url}/x`))).toBe('bridge-protocol');
  stage.link.network.choose(other.url);
  await send(stage, `${other.url}/x`);
  expect(other.asked).toHaveLength(1);
  const look = `${other.url}@localhost:1/x`;
  expect(await codeOf(send(stage, look))).toBe('bridge-protocol');
});

test.each([301, 302, 303, 307, 308])('what %i leads to is not looked at', async (status) => {
  const other = await hostile((_, response) => response.end('{"a":1}'));
  const first = await hostile((_, response) =>
    response.writeHead(status, { Location: `${other.url}/there` }).end(),
  );
  const stage = await stageWith();
  stage.link.network.choose(first.url);
  expect(await codeOf(send(stage, `${first.url}/x`))).toBe('comfy-redirected');
  expect(other.asked.map(({ headers }) => headers['x-api-key'])).toEqual([undefined]);
});

test('header lines go by the page, never by the plugin', async () => {
  const own = await hostile((_, response) => response.end('{}'));
  const stage = await stageWith();
  stage.link.network.choose(own.url);
  const network = twoNetworks(stage.link.network, NETWORK);
  const headers = [{ name: 'X-API-Key', value: 'top-secret' }];
  const request = { method: 'GET', url: `${own.url}/x`, maxBytes: 9, timeoutMs: 5000 } as const;
  await network.send({ ...request, headers }, NEVER);
  await network.send({ ...request, headers: [] }, NEVER);
  expect(own.asked.map(({ headers: sent }) => [sent['x-api-key'], sent.origin])).toEqual([
    ['top-secret', undefined],
    [undefined, 'file://'],
  ]);
});

test('an answer that is too long is given up: announced, before it comes; endless, in its midst', async () => {
  const announced = await hostile((_, response) => {
    response.writeHead(200, { 'Content-Length': String(2 ** 30) });
    response.write(new Uint8Array(64));
  });
  const endless = await hostile((_, response) => {
    const go = (): void => {
      while (!response.destroyed && response.write(new Uint8Array(65536)));
    };
    response.on('drain', go);
    go();
  });
  const stage = await stageWith();
  for (const { url, server } of [announced, endless]) {
    stage.link.network.choose(url);
    expect(await codeOf(send(stage, `${url}/x`))).toBe('comfy-answer-too-large');
    await until(() => server.listening && closed(server));
  }
});

const closed = (server: Server): boolean => {
  let open = -1;
  server.getConnections((_, count) => (open = count));
  return open <= 0;
};

test('a server that is off, silent, or dies in the midst', async () => {
  const silent = await hostile(() => undefined);
  const dying = await hostile((request, response) => {
    response.writeHead(200, { 'Content-Length': '100' });
    response.write('x', () => request.socket.destroy());
  });
  const stage = await stageWith();
  for (const { url } of [silent, dying]) stage.link.network.choose(url);
  stage.link.network.choose('http://127.0.0.1:1');
  expect(await codeOf(send(stage, `${silent.url}/x`, { timeoutMs: 50 }))).toBe('comfy-timeout');
  expect(await codeOf(send(stage, `${dying.url}/x`))).toBe('comfy-unreachable');
  expect(await codeOf(send(stage, 'http://127.0.0.1:1/x'))).toBe('comfy-unreachable');
});

test('an abort in the middle of an upload ends it at the server', async () => {
  let heard: (request: IncomingMessage) => void = () => undefined;
  const begun = new Promise<IncomingMessage>((resolve) => (heard = resolve));
  const slow = await hostile((request) => {
    // Nothing is read after the first bytes, so that the upload stays in its midst.
    request.once('data', () => {
      request.pause();
      heard(request);
    });
    request.on('error', () => undefined);
  });
  const cancel = new AbortController();
  const stage = await stageWith({ switches: { bridgeSpeed: 1e9 } });
  stage.link.network.choose(slow.url);
  const body = new Uint8Array(16 * 2 ** 20);
  const sending = send(stage, `${slow.url}/x`, { method: 'POST', body }, cancel.signal);
  const request = await begun;
  cancel.abort(new Error('enough'));
  await expect(sending).rejects.toThrow('enough');
  const closing = new Promise<void>((resolve) => request.once('close', resolve));
  request.resume();
  await closing;
  expect(request.complete).toBe(false);
});

test('without the permission the page tries, and is asked from then on', async () => {
  const own = await hostile((_, response) => response.end('{}'));
  const stage = await stageWith({ manifest: DEFAULT_MANIFEST });
  stage.link.network.choose(own.url);
  const network = twoNetworks(stage.link.network, NETWORK);
  const request = { url: `${own.url}/x`, headers: [], maxBytes: 9, timeoutMs: 5000 } as const;
  const body = new Uint8Array(3);
  // What may have been done is not done twice by another way.
  const first = network.send({ ...request, method: 'POST', body }, NEVER);
  expect(await codeOf(first)).toBe('comfy-unreachable');
  await network.send({ ...request, method: 'GET' }, NEVER);
  await network.send({ ...request, method: 'POST', body }, NEVER);
  expect(own.asked.map(({ method }) => method)).toEqual(['GET', 'POST']);
  expect(await network.knock(request.url, 5000)).toBe(true);
});

test('a page that is loaded anew leaves no socket behind', async () => {
  const comfy = await emulated();
  const stage = await stageWith();
  stage.link.network.choose(comfy.url);
  const url = `${comfy.url.replace('http', 'ws')}/ws?clientId=a`;
  const opened = new Promise<void>((resolve) => {
    stage.link.network.openSocket(url, {
      onOpen: resolve,
      onText: () => undefined,
      onBytes: () => undefined,
      onClose: () => undefined,
    });
  });
  await opened;
  expect(comfy.sockets.registered.length).toBe(1);
  await stage.reload();
  await until(() => comfy.sockets.registered.length === 0);
});

test('a socket that is refused closes, once', async () => {
  const comfy = await emulated({ handshake: 'refused' });
  const stage = await stageWith();
  stage.link.network.choose(comfy.url);
  const heard: string[] = [];
  const closing = new Promise<void>((resolve) => {
    stage.link.network.openSocket(`${comfy.url.replace('http', 'ws')}/ws?clientId=a`, {
      onOpen: () => heard.push('open'),
      onText: () => heard.push('text'),
      onBytes: () => heard.push('bytes'),
      onClose: () => {
        heard.push('close');
        resolve();
      },
    });
  });
  await closing;
  expect(heard).toEqual(['close']);
});
