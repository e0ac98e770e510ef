import type { BridgeClock, TimerId } from '../protocol/bridge-port';
import type { PhotoshopAction } from './types/photoshop';

export interface WatchOptions {
  readonly action: PhotoshopAction;
  readonly clock: BridgeClock;
  /** Text that changes whenever the page's view of the document does; may throw while one closes. */
  readonly look: () => string;
  /** Result of `look` at the page's last snapshot; null if it has never taken one. */
  readonly known: string | null;
  /** Called when Photoshop reports an action of the user. */
  readonly onEdit: () => void;
  readonly onChange: () => void;
}

/** Events of documents, layers and selections that are watched. */
const EVENTS = [
  'select',
  'make',
  'delete',
  'set',
  'open',
  'close',
  'move',
  'duplicate',
  'historyStateChanged',
];

/** Pause after an event before the document is looked at, since events come in bursts. */
const SETTLE_MS = 100;

/**
 * Interval of looks without an event, since scripts change documents without one; a look costs a few
 * property reads.
 */
const LOOK_MS = 2000;

/**
 * Calls back when there is something new to show, at first when that happened between the page's last
 * snapshot and now. Returns what ends it.
 */
export function watchPhotoshop(options: WatchOptions): () => void {
  const { action, clock, look, known, onEdit, onChange } = options;
  let shown = known;
  let timer: TimerId | null = null;
  let stopped = false;

  const seen = (): string | null => {
    try {
      return look();
    } catch {
      return null;
    }
  };

  const check = (): void => {
    timer = null;
    if (stopped) return;
    const now = seen();
    const changed = now !== null && shown !== null && now !== shown;
    if (now !== null) shown = now;
    schedule(LOOK_MS);
    if (changed) onChange();
  };

  const schedule = (ms: number): void => {
    if (timer !== null) clock.clearTimeout(timer);
    timer = clock.setTimeout(check, ms);
  };

  const onEvent = (): void => {
    onEdit();
    if (!stopped) schedule(SETTLE_MS);
  };

  shown ??= seen();
  schedule(SETTLE_MS);
  action.addNotificationListener(EVENTS, onEvent).catch(() => {
    // Then looking now and then has to do.
  });

  return () => {
    stopped = true;
    if (timer !== null) clock.clearTimeout(timer);
    action.removeNotificationListener(EVENTS, onEvent).catch(() => undefined);
  };
}
