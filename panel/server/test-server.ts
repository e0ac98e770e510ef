import { isAbort } from '../../src/core/abort';
import { packError } from '../../src/core/errors';
import { parseAddress, type AddressClass } from '../../src/comfyui/address';
import type { PageFacts } from '../../src/comfyui/explain-silence';
import type { RemoteEngine, TestOutcome } from '../../src/engine/remote-engine';
import type { PanelState } from '../store/panel-state';
import { accessOf, type ServerSettings } from '../store/server';
import { relayLookedFor, serverChanged, serverTested } from '../store/server-actions';
import { refuseOpenHeaders } from '../store/server-ready';
import type { Store } from '../store/store';

/** *Test connection*: one test at a time. Nothing rejects; the store shows the outcome. */
export interface ServerTester {
  test(): Promise<void>;
  cancel(): void;
}

export function createServerTester(
  store: Store<PanelState>,
  remote: Pick<RemoteEngine, 'test'>,
  page: (reach: AddressClass) => Promise<PageFacts>,
  findRelay: () => Promise<boolean>,
): ServerTester {
  /** Where no way was chosen and the page is kept out, the relay is tried in the same test. */
  async function tried(settings: ServerSettings, signal: AbortSignal): Promise<Tried> {
    refuseOpenHeaders(settings);
    const { route } = settings;
    const access = accessOf(settings);
    const { reach } = parseAddress(settings.address);
    const [facts, hasRelay] = await Promise.all([page(reach), findRelay()]);
    signal.throwIfAborted();
    store.update(relayLookedFor(hasRelay));
    const outcome = await remote.test(access, facts, signal);
    if (!hasRelay || route !== 'auto' || outcome.outcome !== 'blocked') return { route, outcome };
    const relayed = await remote.test({ ...access, route: 'relay' }, facts, signal);
    if (relayed.outcome === 'blocked') return { route, outcome };
    return { route: 'relay', outcome: relayed };
  }
  let going: AbortController | null = null;
  const cancel = (): void => {
    if (going === null) return;
    going.abort();
    going = null;
    store.update(serverTested({ state: 'untested' }));
  };
  return {
    cancel,
    async test() {
      going?.abort();
      const own = new AbortController();
      going = own;
      const { settings } = store.get().server;
      store.update(serverTested({ state: 'testing' }));
      const found = await tried(settings, own.signal).catch((error: unknown) => {
        if (isAbort(error)) return null;
        const outcome = { outcome: 'failed', error: packError(error) } as const;
        return { route: settings.route, outcome };
      });
      if (going !== own) return;
      going = null;
      // Of another address than the one that stands there now it says nothing.
      const isSame = store.get().server.settings.address === settings.address;
      if (found === null || !isSame) {
        store.update(serverTested({ state: 'untested' }));
        return;
      }
      const { route, outcome } = found;
      store.update((state) =>
        serverTested({ state: 'tested', outcome })(serverChanged({ route })(state)),
      );
    },
  };
}

interface Tried {
  readonly route: ServerSettings['route'];
  readonly outcome: TestOutcome;
}
