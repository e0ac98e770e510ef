import { isAbort } from '../../src/core/abort';
import { packError } from '../../src/core/errors';
import type { PageFacts } from '../../src/comfyui/explain-silence';
import type { RemoteEngine } from '../../src/engine/remote-engine';
import type { PanelState } from '../store/panel-state';
import { accessOf } from '../store/server';
import { serverTested } from '../store/server-actions';
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
  page: () => Promise<PageFacts>,
): ServerTester {
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
      const outcome = await (async () => {
        refuseOpenHeaders(settings);
        return remote.test(accessOf(settings), await page(), own.signal);
      })().catch((error: unknown) =>
        isAbort(error) ? null : ({ outcome: 'failed', error: packError(error) } as const),
      );
      if (going !== own) return;
      going = null;
      // Of another address than the one that stands there now it says nothing.
      const isSame = store.get().server.settings.address === settings.address;
      if (outcome === null || !isSame) store.update(serverTested({ state: 'untested' }));
      else store.update(serverTested({ state: 'tested', outcome }));
    },
  };
}
