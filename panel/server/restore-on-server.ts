import { PASSING } from '../../src/comfyui/patience';
import { PanelError } from '../../src/core/errors';
import type { RemoteEngine } from '../../src/engine/remote-engine';
import type { RemoteRunReport } from '../../src/restore/remote/remote-report';
import type {
  RemoteRestorer,
  RestoreRequest,
  RestoreResult,
  RunOptions,
} from '../../src/restore/request';
import { createClaims, type Claims } from '../store/claims';
import type { PanelState } from '../store/panel-state';
import { accessOf } from '../store/server';
import {
  serverHeard,
  serverLearned,
  serverRunBegan,
  serverRunOver,
  serverSent,
} from '../store/server-actions';
import { readyServer } from '../store/server-ready';
import type { Store } from '../store/store';
import { createFollowedRun } from './followed-run';
import { watchStopping } from './watch-stopping';

type OnServer = (
  request: RestoreRequest<RemoteRestorer>,
  options: RunOptions,
) => Promise<RestoreResult<RemoteRunReport>>;

/**
 * Restores on the server of the store. Its address and its header lines stand beside the request, which
 * may be kept and shown. What is heard of the run goes into the store; so does its name, until it is
 * over, so that a page that is loaded anew finds it again. What another page follows is left to that one.
 *
 * @throws ServerError as `readyServer`, and what `RemoteEngine.restore` throws
 */
export function createRestoreOnServer(
  store: Store<PanelState>,
  remote: Pick<RemoteEngine, 'restore' | 'stopped'>,
  claims: Claims = createClaims(undefined, 'on server'),
): OnServer {
  return async (request, { signal, onEvent }) => {
    const { settings, server } = store.get();
    const { origin } = readyServer(server.settings, settings);
    const { sent } = server.settings;
    const earlier = sent?.origin === origin ? sent : null;
    if (origin !== request.restorer.server) throw new TypeError('a request for another server');
    store.update(serverRunBegan);
    const followed = createFollowedRun(claims);
    const isFree = earlier !== null && (await followed.take(earlier.id));
    let stopped = Promise.resolve();
    try {
      const result = await remote.restore(request, {
        signal,
        onEvent,
        access: accessOf(server.settings),
        sent: isFree ? earlier : null,
        isSeedDrawn: settings.seed === null,
        onServer: (news) => store.update(serverHeard(news)),
        onSent(run) {
          followed.follow(run.id);
          store.update(serverSent(run, origin));
        },
      });
      store.update(serverLearned(result.report.remote));
      store.update(serverRunOver);
      return result;
    } catch (error) {
      if (signal.aborted) stopped = watchStopping(store, remote, request.id);
      if (!mayGoOn(error)) store.update(serverRunOver);
      throw error;
    } finally {
      void stopped.then(() => followed.end());
    }
  };
}

/** Errors of this side, and of what stands before the server, after which the run may still be there. */
const BEFORE_SERVER: ReadonlySet<string> = new Set([
  ...PASSING,
  'comfy-answer-hidden',
  'comfy-answer-too-large',
  'comfy-bad-answer',
  'comfy-not-comfy',
  'comfy-redirected',
  'comfy-refused',
  'comfy-relay-taken',
  'comfy-sign-in',
  'worker-lost',
]);

function mayGoOn(error: unknown): boolean {
  return error instanceof PanelError && BEFORE_SERVER.has(error.code);
}
