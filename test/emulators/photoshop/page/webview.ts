import { has, type Sim } from '../sim';
import type { WebviewPort } from '../types';
import { createLine, type Line } from './bridge';
import type { ElementNode, Members, Target, Watcher } from './element';

/** Codes as WebView2 has them. */
const ERRORS = { permission: -10, unknown: -2 } as const;

interface State {
  node: ElementNode | null;
  loaded: boolean;
  pageListener: ((text: string, event: { readonly origin: string }) => void) | null;
  /** Messages that came before anybody listened. */
  readonly early: string[];
  readonly loadListeners: ((url: string) => void)[];
  readonly visibilityListeners: ((state: 'visible' | 'hidden') => void)[];
}

export interface Webview {
  readonly port: WebviewPort;
  readonly watcher: Watcher;
  /** What a `webview` element has beyond others. */
  readonly members: (node: () => ElementNode) => Members;
  setVisible(visible: boolean): void;
}

/** Why a page cannot be loaded; null: it can. */
function refusal(sim: Sim, url: string): string | null {
  if (!sim.rules('V1')) return null;
  const { webview } = sim.manifest.requiredPermissions;
  if (webview === undefined || !has(sim, 'panel-webview')) return 'the plugin may not use webviews';
  if (webview.domains === undefined && !has(sim, 'webview-domains-optional')) {
    return 'webview.domains is missing';
  }
  if (/^https?:/.test(url)) {
    const { domains = [] } = webview;
    const host = new URL(url).origin;
    const known = domains === 'all' || domains.some((domain) => domain.startsWith(host));
    return known ? null : `${url} is not in webview.domains`;
  }
  const local = webview.allowLocalRendering === 'yes' && has(sim, 'local-webview');
  return local ? null : 'local pages are not allowed';
}

function bridgeAllowed(sim: Sim, url: string): boolean {
  if (!sim.rules('V5')) return true;
  const kind = sim.manifest.requiredPermissions.webview?.enableMessageBridge ?? 'no';
  return kind === 'localAndRemote' || (kind === 'localOnly' && !/^https?:/.test(url));
}

/** The one webview of a plugin and the two lines between it and the page. */
export function createWebview(sim: Sim, window: Target): Webview {
  const state: State = {
    node: null,
    loaded: false,
    pageListener: null,
    early: [],
    loadListeners: [],
    visibilityListeners: [],
  };
  const url = (): string | null => state.node?.attributes.get('src') ?? null;
  const toPage = createLine(sim, true, (text) => {
    const origin = sim.rules('V4') ? sim.manifest.id : '';
    if (state.pageListener && state.loaded) state.pageListener(text, { origin });
    else if (!sim.rules('V2')) state.early.push(text);
  });
  const toPlugin = createLine(sim, false, (text, message) => {
    noticeWaiting(sim);
    const data: unknown = sim.rules('P5') ? sim.realm.JSON.parse(text) : message;
    const source = sim.rules('V4') ? (state.node?.object ?? null) : null;
    window.dispatch({ type: 'message', data, origin: pageOrigin(sim, url()), source } as never);
  });
  const reload = (): void => load(sim, state, [toPage, toPlugin]);
  return {
    port: {
      url,
      onLoad: (listener) => void state.loadListeners.push(listener),
      toPage: (listener) => {
        state.pageListener = listener;
        for (const text of state.early.splice(0)) listener(text, { origin: sim.manifest.id });
      },
      fromPage: (message) => {
        const here = url();
        if (here !== null && bridgeAllowed(sim, here)) toPlugin.send(message);
      },
      onVisibility: (listener) => void state.visibilityListeners.push(listener),
      reload,
      fail: (code, message) => {
        state.node?.target.dispatch({ type: 'loaderror', code, message, url: url() } as never);
      },
    },
    watcher: {
      connected: (node) => {
        if (node.tag !== 'webview' || !node.attributes.has('src')) return;
        state.node = node;
        reload();
      },
      gone: (node) => {
        if (state.node !== node) return;
        leave(sim, state);
        state.node = null;
      },
    },
    members: (node) => ({
      uxpAllowInspector: false,
      width: '',
      height: '',
      postMessage: (message: unknown) => {
        const here = node().attributes.get('src') ?? '';
        if (bridgeAllowed(sim, here)) toPage.send(message);
      },
    }),
    setVisible: (visible) => {
      if (!sim.rules('V11')) return;
      for (const listener of state.visibilityListeners) listener(visible ? 'visible' : 'hidden');
    },
  };
}

function pageOrigin(sim: Sim, url: string | null): string {
  return sim.rules('V4') ? (url ?? '') : '';
}

/** All that the page knew is gone. */
function leave(sim: Sim, state: State): void {
  state.loaded = false;
  if (sim.rules('V10')) state.pageListener = null;
}

function load(sim: Sim, state: State, lines: readonly Line[]): void {
  const { node } = state;
  if (node === null) return;
  const url = node.attributes.get('src') ?? '';
  leave(sim, state);
  for (const line of lines) line.cut();
  const tell = (type: string, more: object = {}): void =>
    node.target.dispatch({ type, url, ...more } as never);
  void sim.clock.tick().then(async () => {
    tell('loadstart');
    const refused = refusal(sim, url);
    await sim.clock.tick();
    if (refused !== null) {
      const told = { code: ERRORS.permission, message: refused };
      tell('loaderror', sim.rules('V18') ? told : {});
      return;
    }
    for (const listener of state.loadListeners) listener(url);
    await sim.clock.tick();
    state.loaded = true;
    tell('loadstop');
  });
}

/** In a modal scope nothing of Photoshop is under way: the scope waits for the page. */
function noticeWaiting(sim: Sim): void {
  const own = sim.modal?.owner === sim.manifest.id;
  if (own && sim.inFlight === 0 && sim.plugin.timers.size === 0 && sim.rules('X18')) {
    sim.problems.push(`X18: the modal scope "${sim.modal?.name ?? ''}" waits for the page`);
  }
}
