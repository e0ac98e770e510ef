import type { PageFacts } from '../../../src/comfyui/explain-silence';
import { createRemoteWorkerApi } from '../../../src/engine/remote-worker-api';
import { hasPageRelay } from '../../../panel/server/page-relay';
import { createServerTester } from '../../../panel/server/test-server';
import { DEFAULT_SETTINGS } from '../../../panel/settings/settings';
import { initialState, type PanelState } from '../../../panel/store/panel-state';
import type { ServerRoute } from '../../../panel/store/server';
import { addressTyped, headersChanged, routeChosen } from '../../../panel/store/server-actions';
import { createStore, type Store } from '../../../panel/store/store';
import { emulated, LOCAL_PAGE, QUICK, stopServers } from '../../comfyui/emulated';
import { closePages, relayedPage, type RelayedPage } from '../../comfyui/relayed';
import type { ComfyUI } from '../../emulators/comfyui/comfyui';
import { TOKEN_GATE } from '../../emulators/comfyui/personas';

afterEach(async () => {
  await closePages();
  await stopServers();
});

function storeFor({ url }: Pick<ComfyUI, 'url'>): Store<PanelState> {
  const store = createStore(
    initialState({
      settings: { ...DEFAULT_SETTINGS, restorer: 'remote' },
      language: 'en',
      dark: false,
      developer: false,
      host: { kind: 'standalone', description: 'test', modes: ['in-place'] },
    }),
  );
  store.update(addressTyped(url));
  return store;
}

/** *Test connection* on a page, and the ways that were tried. */
async function tested(page: RelayedPage, store: Store<PanelState>) {
  const tried: ServerRoute[] = [];
  const api = createRemoteWorkerApi((route, server) => {
    tried.push(route);
    return page.networkOf(route, server);
  }, QUICK);
  const facts: PageFacts = { ...LOCAL_PAGE, origin: page.origin };
  const tester = createServerTester(
    store,
    api,
    () => Promise.resolve(facts),
    () => hasPageRelay(page.origin, fetch),
  );
  await tester.test();
  const { test, settings, hasRelay } = store.get().server;
  return { tried, test, route: settings.route, hasRelay };
}

test('a server that refuses the page is reached through the relay, and stays so', async () => {
  const [page, comfy] = [await relayedPage(), await emulated()];
  const store = storeFor(comfy);
  const first = await tested(page, store);
  expect(first).toMatchObject({
    tried: ['direct', 'relay'],
    route: 'relay',
    hasRelay: true,
    test: { outcome: { outcome: 'connected', server: { messages: 'socket' } } },
  });
  expect((await tested(page, store)).tried).toEqual(['relay']);
  store.update(addressTyped('http://127.0.0.1:1'));
  expect(store.get().server.settings.route).toBe('auto');
});

test('one that takes pages is reached directly', async () => {
  const [page, comfy] = [await relayedPage(), await emulated({ cors: '*' })];
  expect(await tested(page, storeFor(comfy))).toMatchObject({
    tried: ['direct'],
    route: 'auto',
    test: { outcome: { outcome: 'connected' } },
  });
});

test('one that is off is off on both ways', async () => {
  const [page, store] = [await relayedPage(), storeFor({ url: 'http://127.0.0.1:9' })];
  expect(await tested(page, store)).toMatchObject({
    tried: ['direct', 'relay'],
    route: 'auto',
    test: { outcome: { outcome: 'blocked', obstacle: { name: 'nothing-answers' } } },
  });
});

test('who chose a way stays on it', async () => {
  const [page, comfy] = [await relayedPage(), await emulated()];
  const store = storeFor(comfy);
  store.update(routeChosen('direct'));
  expect(await tested(page, store)).toMatchObject({
    tried: ['direct'],
    route: 'direct',
    test: { outcome: { outcome: 'blocked', obstacle: { name: 'refuses-pages' } } },
  });
  store.update(routeChosen('relay'));
  expect(store.get().server.test.state).toBe('untested');
  expect(await tested(page, store)).toMatchObject({
    tried: ['relay'],
    route: 'relay',
    test: { outcome: { outcome: 'connected' } },
  });
});

test('what the relay finds is said in the place of a refusal', async () => {
  const gate = { ...TOKEN_GATE, sockets: 'checked' } as const;
  const [page, comfy] = [await relayedPage(), await emulated({ gate })];
  const store = storeFor(comfy);
  store.update(headersChanged([{ name: TOKEN_GATE.header, value: TOKEN_GATE.value }]));
  const { test } = await tested(page, store);
  expect(test).toMatchObject({ outcome: { outcome: 'connected' } });
  store.update(headersChanged([{ name: TOKEN_GATE.header, value: 'another' }]));
  const refused = await tested(page, store);
  expect(refused.test).toMatchObject({
    outcome: { outcome: 'failed', error: { code: 'comfy-sign-in' } },
  });
});
