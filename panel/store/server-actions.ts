import type { PackedError } from '../../src/core/errors';
import type { SentRun, ServerRoute } from '../../src/engine/remote-engine';
import type { HeaderLine } from '../../src/comfyui/header-lines';
import type { RemoteReport } from '../../src/restore/remote/remote-report';
import type { ServerNews } from '../../src/restore/remote/server-news';
import type { Step } from './actions';
import {
  MAX_REMEMBERED,
  NOTHING_HEARD,
  OF_NO_ORIGIN,
  type ServerRun,
  type ServerSettings,
  type ServerState,
  type ServerTest,
  type Stopping,
} from './server';
import { chosenFiles } from './server-files';
import { serverAddress } from './server-ready';

function server(change: (before: ServerState) => ServerState): Step {
  return (state) => ({ ...state, server: change(state.server) });
}

export function serverChanged(changes: Partial<ServerSettings>): Step {
  return server((before) => ({ ...before, settings: { ...before.settings, ...changes } }));
}

/** Another address. Headers are for the origin that they were typed for, and go with it. */
export function addressTyped(address: string): Step {
  return server((before) => {
    const { settings } = before;
    if (settings.address === address) return before;
    const [was, is] = [serverAddress(settings), serverAddress({ address })];
    const isSame = was?.origin === is?.origin;
    const gone = isSame ? {} : OF_NO_ORIGIN;
    return {
      ...before,
      settings: { ...settings, ...gone, address },
      test: { state: 'untested' },
      headerError: null,
    };
  });
}

export const headersChanged = (headers: readonly HeaderLine[]): Step =>
  server((before) => ({
    ...before,
    settings: { ...before.settings, headers },
    test: { state: 'untested' },
    headerError: null,
  }));

/** Another way to the same server: what a test said of the one says nothing of the other. */
export const routeChosen = (route: ServerRoute): Step =>
  server((before) => ({
    ...before,
    settings: { ...before.settings, route },
    test: { state: 'untested' },
  }));

export const relayLookedFor = (hasRelay: boolean): Step =>
  server((before) => ({ ...before, hasRelay }));

export const headerRefused = (headerError: PackedError): Step =>
  server((before) => ({ ...before, headerError }));

/** Files that are found and of which none is chosen are chosen where their names say what they are. */
export const serverTested = (test: ServerTest): Step =>
  server((before) => {
    if (test.state !== 'tested' || test.outcome.outcome !== 'connected') return { ...before, test };
    const { files: listed, graph, optional } = test.outcome.server;
    const files = chosenFiles(before.settings, listed);
    const nodes = graph === null ? null : { graph, optional };
    return { ...before, test, settings: { ...before.settings, ...files, nodes } };
  });

/** The person lets pictures go to an origin. */
export const privacyAccepted = (origin: string): Step =>
  server((before) => {
    const others = before.settings.accepted.filter((one) => one !== origin);
    const accepted = [origin, ...others].slice(0, MAX_REMEMBERED);
    return { ...before, settings: { ...before.settings, accepted } };
  });

/** What a server still works at stays said: the new run waits for it. */
export const serverRunBegan: Step = server((before) => ({
  ...before,
  run: NOTHING_HEARD,
  stopping: before.stopping?.state === 'waiting' ? before.stopping : null,
}));

export const serverStopping = (id: string, state: Stopping['state']): Step =>
  server((before) => ({ ...before, stopping: { id, state } }));

export const serverStopped = (id: string): Step =>
  server((before) => (before.stopping?.id === id ? { ...before, stopping: null } : before));

export const serverSent = (run: SentRun, origin: string): Step =>
  server((before) => ({
    ...before,
    isSentEarlier: false,
    settings: { ...before.settings, sent: { ...run, origin } },
  }));

export const serverRunOver: Step = server((before) => ({
  ...before,
  isSentEarlier: false,
  settings: { ...before.settings, sent: null },
}));

export const serverLearned = ({ shape, stepMs }: RemoteReport): Step =>
  server((before) => {
    if (stepMs === null || !(stepMs > 0)) return before;
    const others = before.settings.speeds.filter((one) => one.shape !== shape);
    const speeds = [{ shape, stepMs }, ...others].slice(0, MAX_REMEMBERED);
    return { ...before, settings: { ...before.settings, speeds } };
  });

export const serverHeard = (news: ServerNews): Step =>
  server((before) => ({ ...before, run: afterNews(before, news) }));

function afterNews({ run, settings }: ServerState, news: ServerNews): ServerRun {
  switch (news.type) {
    case 'server': {
      const speed = settings.speeds.find(({ shape }) => shape === news.shape);
      return { ...run, stepMs: speed?.stepMs ?? null };
    }
    case 'upload': {
      const { doneBytes, totalBytes } = news;
      return { ...run, upload: doneBytes < totalBytes ? { doneBytes, totalBytes } : null };
    }
    case 'waiting':
      return { ...run, ahead: news.ahead };
    case 'started':
    case 'prompt':
      return { ...run, ahead: null };
    case 'found':
      return { ...run, isFound: true };
    case 'again':
      return { ...run, isAgain: true };
    case 'connection':
      return { ...run, connection: news.state };
  }
}
