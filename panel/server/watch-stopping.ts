import type { RemoteEngine } from '../../src/engine/remote-engine';
import type { PanelState } from '../store/panel-state';
import { serverStopped, serverStopping } from '../store/server-actions';
import type { Store } from '../store/store';

/** How long a server may go on with a run that was called off before that is said, milliseconds. */
const QUIET_MS = 2000;

/** Tells while a server goes on with a run that was called off here, and where its end is not to be known. */
export async function watchStopping(
  store: Store<PanelState>,
  remote: Pick<RemoteEngine, 'stopped'>,
  id: string,
  quietMs = QUIET_MS,
): Promise<void> {
  const timer = setTimeout(() => store.update(serverStopping(id, 'waiting')), quietMs);
  const isOver = await remote.stopped(id).catch(() => false);
  clearTimeout(timer);
  store.update(isOver ? serverStopped(id) : serverStopping(id, 'unknown'));
}
