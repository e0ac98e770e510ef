import { NODE_ERRORS } from '../../emulators/comfyui/run/node-error';
import { PERSONAS } from '../../emulators/comfyui/personas';
import type { ComfyUI } from '../../emulators/comfyui/comfyui';
import { html, json } from '../../emulators/comfyui/http/answer';
import { restoreRemote, type RemoteOptions } from '../../../src/restore/remote/restore-remote';
import type { ServerNews } from '../../../src/restore/remote/server-news';
import type { RemoteRestorer, RestoreRequest } from '../../../src/restore/request';
import { accessTo, emulated, NETWORK, QUICK, stopServers } from '../../comfyui/emulated';
import { codeOf } from '../../support/code-of';
import { until } from '../../support/wait';
import { noisePicture, REMOTE, remoteRequest } from './remote-request';

afterEach(stopServers);

const SOURCE = noisePicture({ width: 64, height: 64 });
const SAMPLER = 'SamplerCustomAdvanced';

function start(
  comfy: ComfyUI,
  request: RestoreRequest<RemoteRestorer> = remoteRequest(SOURCE),
  options: Partial<RemoteOptions> = {},
) {
  const news: ServerNews[] = [];
  const cancel = new AbortController();
  const result = restoreRemote(request, accessTo(comfy), {
    signal: cancel.signal,
    onEvent: () => undefined,
    onServer: (one) => news.push(one),
    pace: QUICK,
    ...options,
  });
  result.catch(() => undefined);
  return { result, news, cancel };
}

const ofType = <T extends ServerNews['type']>(news: readonly ServerNews[], type: T) =>
  news.filter((one): one is Extract<ServerNews, { readonly type: T }> => one.type === type);

/** Prompts of somebody else, which take until they are released. */
async function foreign(comfy: ComfyUI, count = 1): Promise<readonly string[]> {
  const graph = { 1: { class_type: 'EmulatedWork', inputs: { seconds: 0, steps: 1 } } };
  const ids: string[] = [];
  for (let i = 0; i < count; i++) {
    const answer = await fetch(`${comfy.url}/prompt`, {
      method: 'POST',
      body: JSON.stringify({ prompt: graph, client_id: 'somebody-else' }),
    });
    ids.push(((await answer.json()) as { prompt_id: string }).prompt_id);
  }
  return ids;
}

describe('cancel', () => {
  test.each(['newest', 'beforeUuids', 'beforeInterruptById'] as const)(
    '%s: a run that goes on is stopped and forgotten',
    async (persona) => {
      const comfy = await emulated(PERSONAS[persona]);
      const held = comfy.points.hold({ at: 'tick', value: 2 });
      const { result, news, cancel } = start(comfy);
      await held.reached;
      cancel.abort();
      await expect(result).rejects.toThrow('abort');
      const [stopping] = ofType(news, 'stopping');
      await until(() => comfy.asked.some(({ path }) => /interrupt|cancel/.test(path)));
      held.release();
      expect(await stopping!.stopped).toBe(true);
      expect(comfy.queue()).toEqual({ running: null, pending: [], history: [] });
    },
  );

  test.each(['newest', 'beforeUuids', 'beforeInterruptById'] as const)(
    '%s: one that waits leaves the queue, and nobody else is stopped',
    async (persona) => {
      const comfy = await emulated(PERSONAS[persona]);
      const held = comfy.points.hold({ at: 'node', class: 'EmulatedWork' });
      const [theirs] = await foreign(comfy);
      await held.reached;
      const { result, news, cancel } = start(comfy);
      await until(() => ofType(news, 'waiting').length > 0);
      expect(ofType(news, 'waiting')).toEqual([{ type: 'waiting', ahead: 1 }]);
      cancel.abort();
      await expect(result).rejects.toThrow('abort');
      expect(await ofType(news, 'stopping')[0]!.stopped).toBe(true);
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
    const running = comfy.points.hold({ at: 'tick', value: 1 });
    const { result, news, cancel } = start(comfy);
    await until(() =>
      comfy.asked.some(({ path, method }) => path.endsWith('/prompt') && method === 'POST'),
    );
    cancel.abort();
    await expect(result).rejects.toThrow('abort');
    release();
    await running.reached;
    running.release();
    expect(await ofType(news, 'stopping')[0]!.stopped).toBe(true);
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

  test.each([
    ['refused sockets', { handshake: 'refused' }],
    ['silent handshakes', { handshake: 'silent' }],
    ['deaf sockets', { muted: true }],
    ['messages without pictures', { executed: 'null' }],
    ['missing messages', { executed: 'missing' }],
    ['empty lists', { executed: 'empty' }],
    ['unknown keys', { executed: 'more' }],
    ['odd frames', { oddFrames: true }],
    ['a changing maximum', { changingMax: true }],
    ['entries without status', { nullStatus: true }],
  ] as const)('with %s', async (_name, switches) => {
    const comfy = await emulated(switches);
    const { result } = start(comfy);
    if ('executed' in switches && switches.executed === 'empty') {
      // The list is empty in the history too.
      expect([null, 'comfy-result-missing']).toContain(await codeOf(result));
      return;
    }
    expect((await result).report.tiles).toBe(1);
  });

  test('with the page: the same request finds it again and sends nothing twice', async () => {
    const comfy = await emulated();
    const request = remoteRequest(SOURCE);
    const held = comfy.points.hold({ at: 'tick', value: 2 });
    // The page goes without a word: its network is gone.
    const gone = new AbortController();
    const first = restoreRemote(
      request,
      {
        ...accessTo(comfy),
        network: {
          ...NETWORK,
          send: (asked, signal) =>
            gone.signal.aborted ? new Promise(() => undefined) : NETWORK.send(asked, signal),
        },
      },
      { signal: new AbortController().signal, onEvent: () => undefined, pace: QUICK },
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

describe('errors of nodes', () => {
  test.each([
    ['otherModelPatch', 'ModelPatchLoader', 'comfy-patch-unusable'],
    ['fileGone', 'CheckpointLoaderSimple', 'comfy-file-deleted'],
    ['unknownCheckpoint', 'CheckpointLoaderSimple', 'comfy-checkpoint-unknown'],
    ['noClip', 'CLIPTextEncodeSDXL', 'comfy-checkpoint-incomplete'],
    ['otherBase', SAMPLER, 'comfy-base-unusable'],
    ['brokenDownload', 'CheckpointLoaderSimple', 'comfy-file-damaged'],
    ['markup', SAMPLER, 'comfy-run-failed'],
  ] as const)('%s in %s is %s, and the server forgets the run', async (error, node, code) => {
    const comfy = await emulated();
    comfy.points.at({ at: 'node', class: node }, () => {
      throw NODE_ERRORS[error]();
    });
    expect(await codeOf(start(comfy).result)).toBe(code);
    expect(comfy.queue().history).toEqual([]);
  });

  test.each(['outOfMemory', 'outOfMemoryWithoutTip', 'acceleratorOutOfMemory'] as const)(
    '%s: with tiles that were chosen it is an error, else they become smaller',
    async (error) => {
      const comfy = await emulated();
      const fail = (): void =>
        comfy.points.at({ at: 'node', class: SAMPLER }, () => {
          throw NODE_ERRORS[error]();
        });
      fail();
      const restorer = { ...REMOTE, samplerTiles: null };
      expect(await codeOf(start(comfy, remoteRequest(SOURCE, { restorer })).result)).toBe(
        'comfy-out-of-memory',
      );
      fail();
      const wide = noisePicture({ width: 1088, height: 64 });
      const { report } = await start(comfy, remoteRequest(wide)).result;
      expect(report).toMatchObject({ tiles: 2, notices: ['smaller-tiles'] });
    },
  );
});

describe('pictures that are none', () => {
  test.each([['of another size', { resultSize: { width: 8, height: 8 } }]] as const)(
    '%s',
    async (_name, switches) => {
      const comfy = await emulated(switches);
      expect(await codeOf(start(comfy).result)).toBe('comfy-result-unusable');
    },
  );

  test('damaged, cut short and endless ones', async () => {
    const comfy = await emulated();
    comfy.faults.add({ path: '/view' }, { change: (body) => body.slice(0, body.length >> 1) });
    expect(await codeOf(start(comfy).result)).toBe('comfy-result-unusable');
    comfy.faults.add({ path: '/view' }, { endless: 2 ** 40 });
    expect(await codeOf(start(comfy).result)).toBe('comfy-answer-too-large');
    comfy.faults.add({ path: '/view' }, { cutAfter: 50 });
    await start(comfy).result;
  });
});

describe('before anything is sent', () => {
  test.each([
    [PERSONAS.noSupir, 'comfy-file-missing'],
    [{ without: ['SUPIRApply'] }, 'comfy-node-missing'],
    [{ without: ['ManualSigmas'] }, 'comfy-node-missing'],
    [
      { extraInputs: { SUPIRApply: { sharpness: ['FLOAT', { default: 1 }] } } } as const,
      'comfy-input-new',
    ],
    [PERSONAS.otherProgram, 'comfy-not-comfy'],
    [PERSONAS.tokenProxy, 'comfy-sign-in'],
    [PERSONAS.login, 'comfy-redirected'],
    [PERSONAS.tunnel, 'comfy-not-comfy'],
  ] as const)('a server that cannot do it is told from one that can: %#', async (persona, code) => {
    const comfy = await emulated(persona);
    expect(await codeOf(start(comfy).result)).toBe(code);
    expect(comfy.asked.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  test('guidance that moves needs a node that may be missing', async () => {
    const comfy = await emulated({ without: ['CFGOverride'] });
    const settings = { ...REMOTE.settings, cfgStart: 2 };
    const request = remoteRequest(SOURCE, { restorer: { ...REMOTE, settings } });
    const { result, news } = start(comfy, request);
    await result;
    expect(ofType(news, 'server')[0]!.omissions).toEqual([
      { name: 'guidance-line', wanted: '2 → 4', used: '4' },
    ]);
  });

  test('a server that is not there', async () => {
    const comfy = await emulated();
    await comfy.kill();
    expect(await codeOf(start(comfy).result)).toBe('comfy-unreachable');
  });
});

test('Windows spells its files in its own way, and gets them back so', async () => {
  const comfy = await emulated(PERSONAS.windows);
  const files = { ...REMOTE.files, sdxl: 'photo\\juggernautXL_v9Rdphoto2Lightning.safetensors' };
  await start(comfy, remoteRequest(SOURCE, { restorer: { ...REMOTE, files } })).result;
  expect(JSON.stringify(comfy.prompts[0])).toContain('photo\\\\juggernaut');
});

test('a server under a path, and one that chooses ids', async () => {
  for (const persona of [PERSONAS.underPath, PERSONAS.beforeOwnIds]) {
    const comfy = await emulated(persona);
    expect((await start(comfy).result).report.tiles).toBe(1);
  }
});

test('the answer to a prompt may say that half of it was left out: that is a refusal', async () => {
  const comfy = await emulated();
  const errors = [{ type: 'value_smaller_than_min', message: 'Too small', details: 'steps' }];
  const node_errors = { 6: { class_type: 'SUPIRApply', dependent_outputs: ['16'], errors } };
  const answer = json({ prompt_id: 'x', number: 1, node_errors });
  comfy.faults.add({ path: '/prompt', method: 'POST' }, { answer });
  expect(await codeOf(start(comfy).result)).toBe('comfy-value-refused');
});
