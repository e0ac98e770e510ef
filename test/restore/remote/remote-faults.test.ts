import { once } from 'node:events';
import { WebSocket } from 'ws';
import { abortable } from '../../../src/core/abort';
import type { NetworkRequest } from '../../../src/comfyui/network';
import { PERSONAS } from '../../emulators/comfyui/personas';
import { html } from '../../emulators/comfyui/http/answer';
import { restoreRemote } from '../../../src/restore/remote/restore-remote';
import { accessTo, emulated, NETWORK, QUICK, stopServers } from '../../comfyui/emulated';
import { codeOf } from '../../support/code-of';
import { until } from '../../support/wait';
import { remoteRequest } from './remote-request';
import { foreign, ofType, SOURCE, start } from './remote-run';

afterEach(stopServers);

/** One for each way to stop a prompt. */
const SERVERS = {
  newest: PERSONAS.newest,
  beforeUuids: PERSONAS.beforeUuids,
  beforeInterruptById: { ...PERSONAS.wrapper, ...PERSONAS.beforeInterruptById },
};

describe('cancel', () => {
  test.each(['newest', 'beforeUuids', 'beforeInterruptById'] as const)(
    '%s: a run that goes on is stopped and forgotten',
    async (persona) => {
      const comfy = await emulated(SERVERS[persona]);
      const held = comfy.points.hold({ at: 'tick', value: 2 });
      const { result, cancel, stops } = start(comfy);
      await held.reached;
      cancel.abort();
      await expect(result).rejects.toThrow('abort');
      const [stopped] = stops;
      await until(() => comfy.asked.some(({ url }) => /interrupt|cancel/.test(url)));
      held.release();
      expect(await stopped).toBe(true);
      expect(comfy.queue()).toEqual({ running: null, pending: [], history: [] });
    },
  );

  test.each(['newest', 'beforeUuids', 'beforeInterruptById'] as const)(
    '%s: one that waits leaves the queue, and nobody else is stopped',
    async (persona) => {
      const comfy = await emulated(SERVERS[persona]);
      const held = comfy.points.hold({ at: 'node', class: 'EmulatedWork' });
      const [theirs] = await foreign(comfy);
      await held.reached;
      const { result, news, cancel, stops } = start(comfy);
      await until(() => ofType(news, 'waiting').length > 0);
      expect(ofType(news, 'waiting')).toEqual([{ type: 'waiting', ahead: 1 }]);
      cancel.abort();
      await expect(result).rejects.toThrow('abort');
      expect(await stops[0]).toBe(true);
      expect(comfy.queue()).toMatchObject({ running: theirs, pending: [] });
      held.release();
      await until(() => comfy.queue().running === null);
      const entry = await (await fetch(`${comfy.url}/history/${theirs}`)).json();
      expect(JSON.stringify(entry)).toContain('execution_success');
    },
  );

  test('while the prompt is on its way it is stopped all the same', async () => {
    const comfy = await emulated();
    let release = (): void => undefined;
    const hold = new Promise<void>((resolve) => (release = resolve));
    comfy.faults.add({ path: '/prompt', method: 'POST' }, { hold });
    const { result, cancel, stops } = start(comfy);
    await until(() =>
      comfy.asked.some(({ url, method }) => url.endsWith('/prompt') && method === 'POST'),
    );
    cancel.abort();
    await expect(result).rejects.toThrow('abort');
    release();
    expect(await stops[0]).toBe(true);
    expect(comfy.queue()).toEqual({ running: null, pending: [], history: [] });
  });
});

test('the place in the queue counts those before, in whatever order they are listed', async () => {
  const comfy = await emulated();
  const held = comfy.points.hold({ at: 'node', class: 'EmulatedWork' });
  await foreign(comfy, 4);
  await held.reached;
  const { result, news } = start(comfy);
  await until(() => ofType(news, 'waiting').length > 0);
  expect(ofType(news, 'waiting')[0]).toEqual({ type: 'waiting', ahead: 4 });
  held.release();
  await result;
});

describe('a run is not lost', () => {
  test('with its socket', async () => {
    const comfy = await emulated();
    const held = comfy.points.hold({ at: 'tick', value: 2 });
    const { result, news } = start(comfy);
    await held.reached;
    comfy.sockets.cut();
    held.release();
    expect((await result).report.remote.isForgotten).toBe(true);
    expect(comfy.prompts).toHaveLength(1);
    expect(ofType(news, 'again')).toEqual([]);
  });

  test.each(['start', 'success'] as const)('with its socket at its %s', async (at) => {
    const comfy = await emulated();
    const held = comfy.points.hold({ at });
    const { result, news } = start(comfy);
    await held.reached;
    comfy.sockets.cut();
    held.release();
    expect((await result).report.remote.isForgotten).toBe(true);
    expect(comfy.prompts).toHaveLength(1);
    expect(ofType(news, 'again')).toEqual([]);
  });

  test('with a socket that is open again and deaf: its old one was noticed late', async () => {
    const comfy = await emulated();
    const held = comfy.points.hold({ at: 'tick', value: 2 });
    const { result } = start(comfy);
    await held.reached;
    const sockets = comfy.asked.filter(({ isSocket }) => isSocket).length;
    comfy.sockets.cut({ unnoticed: true });
    await until(() => comfy.asked.filter(({ isSocket }) => isSocket).length > sockets);
    comfy.sockets.notice();
    expect(comfy.sockets.registered).toEqual([]);
    held.release();
    expect((await result).report.tiles).toBe(1);
    expect(comfy.prompts).toHaveLength(1);
  });

  test('to another socket with its name, which gets all the messages', async () => {
    const comfy = await emulated();
    const request = remoteRequest(SOURCE);
    const held = comfy.points.hold({ at: 'tick', value: 2 });
    const { result } = start(comfy, request);
    await held.reached;
    const thief = new WebSocket(
      `${comfy.url.replace('http', 'ws')}/ws?clientId=supir-panel-${request.id}`,
    );
    await once(thief, 'message');
    held.release();
    expect((await result).report.tiles).toBe(1);
    thief.terminate();
    expect(comfy.prompts).toHaveLength(1);
  });

  test.each([
    ['refused sockets', { handshake: 'refused' }],
    ['silent handshakes', { handshake: 'silent' }],
    ['deaf sockets', { muted: true }],
    ['messages without pictures', { executed: 'null' }],
    ['missing messages', { executed: 'missing' }],
    ['unknown keys', { executed: 'more' }],
    ['odd frames', { oddFrames: true }],
    ['a changing maximum', { changingMax: true }],
    ['entries without status', { nullStatus: true }],
  ] as const)('with %s', async (_name, switches) => {
    const comfy = await emulated(switches);
    const { result } = start(comfy);
    expect((await result).report.tiles).toBe(1);
  });

  test('with the page: the same request finds it again and sends nothing twice', async () => {
    const comfy = await emulated();
    const request = remoteRequest(SOURCE);
    const held = comfy.points.hold({ at: 'tick', value: 2 });
    // The page goes without a word: its network is gone.
    const gone = new AbortController();
    const cancel = new AbortController();
    const first = restoreRemote(
      request,
      {
        ...accessTo(comfy),
        network: {
          ...NETWORK,
          send: (asked, signal) =>
            gone.signal.aborted
              ? abortable(new Promise(() => undefined), signal)
              : NETWORK.send(asked, signal),
        },
      },
      { signal: cancel.signal, onEvent: () => undefined, pace: QUICK },
    );
    first.catch(() => undefined);
    await held.reached;
    gone.abort();
    const { result, news } = start(comfy, request);
    await until(() => ofType(news, 'found').length > 0);
    held.release();
    await result;
    expect(comfy.prompts).toHaveLength(1);
    expect(comfy.queue().history).toEqual([]);
    cancel.abort();
    await expect(first).rejects.toThrow('abort');
  });

  test('after it is done: the picture is fetched without a second run', async () => {
    const comfy = await emulated();
    const request = remoteRequest(SOURCE);
    comfy.faults.add({ path: '/view' }, { answer: html('gone', 502) }, 1000);
    const first = start(comfy, request, { pace: { ...QUICK, patienceMs: 300 } });
    expect(await codeOf(first.result)).toBe('comfy-proxy-failed');
    comfy.faults.clear();
    const second = start(comfy, request);
    await second.result;
    expect(ofType(second.news, 'found')).toHaveLength(1);
    expect(comfy.prompts).toHaveLength(1);
  });

  test('in a restart of the server: it is sent once more', async () => {
    const comfy = await emulated();
    const held = comfy.points.hold({ at: 'tick', value: 2 });
    const { result, news } = start(comfy);
    await held.reached;
    await comfy.kill();
    held.release();
    await until(() => ofType(news, 'connection').some(({ state }) => state === 'lost'));
    await comfy.revive();
    await result;
    expect(ofType(news, 'again')).toHaveLength(1);
    expect(comfy.prompts).toHaveLength(2);
  });

  test('in a restart during which the port refuses many questions', async () => {
    const comfy = await emulated();
    const held = comfy.points.hold({ at: 'tick', value: 2 });
    let refused = 0;
    const network = {
      ...NETWORK,
      send: (asked: NetworkRequest, signal: AbortSignal) =>
        NETWORK.send(asked, signal).catch((error: unknown) => {
          refused++;
          throw error;
        }),
    };
    const result = restoreRemote(
      remoteRequest(SOURCE),
      { ...accessTo(comfy), network },
      { signal: new AbortController().signal, onEvent: () => undefined, pace: QUICK },
    );
    await held.reached;
    await comfy.kill();
    held.release();
    await until(() => refused > 10);
    await comfy.revive();
    expect((await result).report.tiles).toBe(1);
    expect(comfy.prompts).toHaveLength(2);
  });

  test('but a server that dies of it twice is not killed a third time', async () => {
    const comfy = await emulated();
    const { result, news } = start(comfy);
    for (let death = 0; death < 2; death++) {
      const held = comfy.points.hold({ at: 'tick', value: 1 });
      await held.reached;
      const lost = ofType(news, 'connection').length;
      await comfy.kill();
      held.release();
      await until(() =>
        ofType(news, 'connection')
          .slice(lost)
          .some(({ state }) => state === 'lost'),
      );
      await comfy.revive();
    }
    expect(await codeOf(result)).toBe('comfy-server-stopped');
  });

  test('when the answer to its prompt is: it has arrived all the same', async () => {
    const comfy = await emulated();
    comfy.faults.add({ path: '/prompt', method: 'POST' }, { cut: 'after' });
    await start(comfy).result;
    expect(comfy.prompts).toHaveLength(1);
  });

  test('when its upload is: it is sent again', async () => {
    const comfy = await emulated();
    comfy.faults.add({ path: '/upload/image' }, { cutUploadAfter: 100 });
    await start(comfy).result;
    expect(comfy.prompts).toHaveLength(1);
  });
});

test('one that somebody removed is named so', async () => {
  const comfy = await emulated();
  const held = comfy.points.hold({ at: 'node', class: 'EmulatedWork' });
  await foreign(comfy);
  await held.reached;
  const { result, news } = start(comfy);
  await until(() => ofType(news, 'waiting').length > 0);
  const body = JSON.stringify({ clear: true });
  await fetch(`${comfy.url}/queue`, { method: 'POST', body });
  expect(await codeOf(result)).toBe('comfy-run-removed');
  held.release();
});

test('one that somebody stopped is named so', async () => {
  const comfy = await emulated();
  const held = comfy.points.hold({ at: 'tick', value: 2 });
  const { result } = start(comfy);
  await held.reached;
  await fetch(`${comfy.url}/interrupt`, { method: 'POST', body: '{}' });
  held.release();
  expect(await codeOf(result)).toBe('comfy-run-interrupted');
});
