import type { RunEvent } from '../../../src/core/events';
import type { RemoteRestorer, RestoreRequest } from '../../../src/restore/request';
import { createRestoreOnServer } from '../../../panel/server/restore-on-server';
import { watchStopping } from '../../../panel/server/watch-stopping';
import { createServerTester } from '../../../panel/server/test-server';
import { diagnosticsText } from '../../../panel/app/diagnostics/diagnostics-text';
import { changeSettings } from '../../../panel/store/actions';
import { initialState, type PanelState } from '../../../panel/store/panel-state';
import {
  addressTyped,
  privacyAccepted,
  serverChanged,
  serverRunBegan,
} from '../../../panel/store/server-actions';
import { serverState, NO_SERVER_SETTINGS } from '../../../panel/store/server';
import { createStore, type Store } from '../../../panel/store/store';
import { DEFAULT_SETTINGS } from '../../../panel/settings/settings';
import { createClaims } from '../../../panel/store/claims';
import { until } from '../../support/wait';
import { empty } from '../../emulators/comfyui/http/answer';
import { fakeLocks } from '../stories/fake-locks';
import { emulated, LOCAL_PAGE, stopServers } from '../../comfyui/emulated';
import { closeEngines, remoteEngine } from '../../comfyui/remote-engine';
import type { ComfyUI } from '../../emulators/comfyui/comfyui';
import { noisePicture, REMOTE, remoteRequest } from '../../restore/remote/remote-request';

const SOURCE = noisePicture({ width: 64, height: 64 });
const SECRET = 'Bearer do-not-tell';

afterEach(async () => {
  closeEngines();
  await stopServers();
});

function storeFor({ url }: ComfyUI): Store<PanelState> {
  const store = createStore(
    initialState({
      settings: { ...DEFAULT_SETTINGS, restorer: 'remote', licenceAccepted: true },
      language: 'en',
      dark: false,
      developer: false,
      host: { kind: 'standalone', description: 'test', modes: ['in-place'] },
      server: serverState(NO_SERVER_SETTINGS),
    }),
  );
  store.update(addressTyped(url));
  store.update(serverChanged(REMOTE.files));
  return store;
}

function requestTo(
  { url }: ComfyUI,
  changes: Partial<RestoreRequest<RemoteRestorer>> = {},
): RestoreRequest<RemoteRestorer> {
  return remoteRequest(SOURCE, { restorer: { ...REMOTE, server: url }, ...changes });
}

const options = () => ({ signal: new AbortController().signal, onEvent: () => undefined });

test('nothing is asked of a server before the person lets pictures go there', async () => {
  const comfy = await emulated();
  const restore = createRestoreOnServer(storeFor(comfy), remoteEngine());
  await expect(restore(requestTo(comfy), options())).rejects.toMatchObject({
    code: 'server-privacy-open',
  });
  expect(comfy.asked).toEqual([]);
});

test('a run comes back, its speed is remembered, and it is over for the next visit', async () => {
  const comfy = await emulated();
  const store = storeFor(comfy);
  store.update(privacyAccepted(comfy.url));
  const events: RunEvent[] = [];
  const named: string[] = [];
  store.subscribe(({ server: { settings } }) => {
    if (settings.sent !== null) named.push(settings.sent.id);
  });
  store.update(serverChanged({ headers: [{ name: 'Authorization', value: SECRET }] }));
  const restore = createRestoreOnServer(store, remoteEngine());
  const request = requestTo(comfy);
  const result = await restore(request, {
    ...options(),
    onEvent: (event) => void events.push(event),
  });
  expect(result.report).toMatchObject({ restorer: 'remote', remote: { server: comfy.url } });
  expect(events.some((event) => event.type === 'part' && event.part === 'sample')).toBe(true);
  expect(named[0]).toBe(request.id);
  const { settings } = store.get().server;
  expect(settings.sent).toBeNull();
  expect(settings.speeds.map(({ shape }) => shape)).toEqual([result.report.remote.shape]);
  // The header line went along, and is nowhere in what is kept of the run.
  expect(new Set(comfy.asked.map(({ headers }) => headers['authorization']))).toContain(SECRET);
  const heard = { ...store.get().server, settings: null };
  expect(JSON.stringify([request, result.report, events, heard])).not.toContain(SECRET);
});

test('a cancel rejects at once; the prompt is stopped there all the same', async () => {
  const comfy = await emulated();
  const held = comfy.points.hold({ at: 'tick', value: 2 });
  const store = storeFor(comfy);
  store.update(privacyAccepted(comfy.url));
  const restore = createRestoreOnServer(store, remoteEngine());
  const cancel = new AbortController();
  const running = restore(requestTo(comfy), { ...options(), signal: cancel.signal });
  await held.reached;
  expect(store.get().server.settings.sent?.origin).toBe(comfy.url);
  cancel.abort();
  await expect(running).rejects.toThrow('abort');
  expect(comfy.queue().running).not.toBeNull();
  expect(store.get().server.settings.sent).toBeNull();
  held.release();
  await until(() => comfy.queue().running === null && comfy.queue().history.length === 0);
});

test('what another page follows stays that one’s; what none follows any more is found', async () => {
  const comfy = await emulated();
  const held = comfy.points.hold({ at: 'tick', value: 2 });
  const locks = fakeLocks();
  const page = () => {
    const store = storeFor(comfy);
    store.update(privacyAccepted(comfy.url));
    const claims = createClaims(locks, 'on server');
    return { store, restore: createRestoreOnServer(store, remoteEngine(), claims) };
  };
  const [first, second] = [page(), page()];
  const ids: string[] = [];
  second.store.subscribe(({ server: { settings } }) => {
    if (settings.sent !== null) ids.push(settings.sent.id);
  });
  const request = requestTo(comfy);
  const running = first.restore(request, options());
  await held.reached;
  const { sent } = first.store.get().server.settings;
  second.store.update(serverChanged({ sent }));
  const other = second.restore({ ...request, id: 'of-the-second-page' }, options());
  await until(() => comfy.prompts.length === 2);
  expect(ids.at(-1)).toBe('of-the-second-page');
  held.release();
  await Promise.all([running, other]);
  expect(comfy.prompts).toHaveLength(2);

  second.store.update(serverChanged({ sent }));
  await second.restore({ ...request, id: 'third' }, options());
  expect(ids.at(-1)).toBe(request.id);
});

describe('a run that was called off here', () => {
  /** Called off in the middle of its steps. */
  async function calledOff() {
    const comfy = await emulated();
    const held = comfy.points.hold({ at: 'tick', value: 2 });
    const store = storeFor(comfy);
    store.update(privacyAccepted(comfy.url));
    const remote = remoteEngine();
    const cancel = new AbortController();
    const request = requestTo(comfy);
    const { signal } = cancel;
    const running = createRestoreOnServer(store, remote)(request, { ...options(), signal });
    await held.reached;
    cancel.abort();
    await expect(running).rejects.toThrow('abort');
    const told = watchStopping(store, remote, request.id, 0);
    await until(() => store.get().server.stopping?.state === 'waiting');
    return { comfy, held, store, told };
  }

  test('is said to be waited for, also beside a new run, until it is over there', async () => {
    const { comfy, held, store, told } = await calledOff();
    store.update(serverRunBegan);
    expect(store.get().server.stopping).not.toBeNull();
    held.release();
    await told;
    expect(store.get().server.stopping).toBeNull();
    expect(comfy.queue()).toEqual({ running: null, pending: [], history: [] });
  });

  test('is not said to be over where the server is not heard of again', async () => {
    const { comfy, held, store, told } = await calledOff();
    await comfy.kill();
    held.release();
    await told;
    expect(store.get().server.stopping?.state).toBe('unknown');
    store.update(serverRunBegan);
    expect(store.get().server.stopping).toBeNull();
  });
});

test('a run that goes on behind a sign-in that has run out is kept in mind', async () => {
  const comfy = await emulated();
  const held = comfy.points.hold({ at: 'tick', value: 2 });
  const store = storeFor(comfy);
  store.update(privacyAccepted(comfy.url));
  const running = createRestoreOnServer(store, remoteEngine())(requestTo(comfy), options());
  const rejected = expect(running).rejects.toMatchObject({ code: 'comfy-sign-in' });
  await held.reached;
  comfy.faults.add({ path: /^\/history\// }, { answer: empty(401) }, 1000);
  await rejected;
  expect(store.get().server.settings.sent).not.toBeNull();
  held.release();
});

test('a run of a page that is gone is found again under its name, with its seed', async () => {
  const comfy = await emulated();
  const store = storeFor(comfy);
  store.update(privacyAccepted(comfy.url));
  const gone = remoteEngine();
  const first = requestTo(comfy);
  await gone.restore(first, {
    ...options(),
    access: { address: comfy.url, headers: [], route: 'direct' },
    sent: null,
    isSeedDrawn: true,
    onServer: () => undefined,
    onSent: (run) => store.update(serverChanged({ sent: { ...run, origin: comfy.url } })),
  });
  const restore = createRestoreOnServer(store, remoteEngine());
  const settings = { ...REMOTE.settings, seed: 77 };
  const later = requestTo(comfy, { restorer: { ...REMOTE, server: comfy.url, settings } });
  const { report } = await restore(later, options());
  expect(report.remote.seed).toBe(REMOTE.settings.seed);
  expect(new Set(comfy.prompts.map(({ id }) => id)).size).toBe(1);
  // One whose seed was chosen is another run.
  store.update(changeSettings({ seed: 77 }));
  expect((await restore(later, options())).report.remote.seed).toBe(77);
});

test('a test of the connection finds the files, and chooses where one name alone fits', async () => {
  const comfy = await emulated();
  const store = storeFor(comfy);
  store.update(serverChanged({ supir: null, sdxl: null }));
  const [facts, noRelay] = [() => Promise.resolve(LOCAL_PAGE), () => Promise.resolve(false)];
  await createServerTester(store, remoteEngine(), facts, noRelay).test();
  expect(store.get().server.test).toMatchObject({
    outcome: { outcome: 'connected', server: { graph: 'native' } },
  });
  expect(store.get().server.settings.supir).toMatch(/supir/i);
});

test('header lines are in no diagnostics, and another address clears them', async () => {
  const comfy = await emulated();
  const store = storeFor(comfy);
  store.update(serverChanged({ headers: [{ name: 'Authorization', value: SECRET }] }));
  const extras = { version: '1', userAgent: '', language: 'en', time: '', place: {} };
  expect(diagnosticsText(store.get(), extras)).not.toContain(SECRET);
  store.update(addressTyped(`${comfy.url}/`));
  expect(store.get().server.settings.headers).toHaveLength(1);
  store.update(addressTyped('http://127.0.0.1:1'));
  expect(store.get().server.settings.headers).toEqual([]);
});
