import type { BridgeClock, TimerId } from '../protocol/port';
import type { PhotoshopAction } from './types/photoshop';

export interface WatchOptions {
  readonly action: PhotoshopAction;
  readonly clock: BridgeClock;
  /** Differs when what the page shows has changed; may throw while a document closes. */
  readonly look: () => string;
  /** What a look gave when the page last took a snapshot; null: it never has. */
  readonly known: string | null;
  /** Photoshop told of something that a user did. */
  readonly onEdit: () => void;
  readonly onChange: () => void;
}

/** What users do to documents, layers and selections. */
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

/** Events come in bursts. */
const SETTLE_MS = 100;

/** Scripts change documents without an event. Looking costs a few property reads. */
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
