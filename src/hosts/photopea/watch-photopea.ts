import type { Unsubscribe } from '../../core/events';

/** Whether anybody can see the page, and when that changes. */
export interface Visibility {
  readonly hidden: boolean;
  onChange(listener: () => void): Unsubscribe;
}

export interface WatchOptions {
  readonly visibility: Visibility;
  /** Resolves to something that differs when anything has changed; may reject while Photopea is busy. */
  readonly look: () => Promise<string>;
  /** Result of `look` at the listener's last snapshot; null if it has never taken one. */
  readonly shown: () => string | null;
  /** True while there is work to do that a look would only hold up. */
  readonly busy: () => boolean;
  readonly onChange: () => void;
  readonly fastMs?: number;
  readonly slowMs?: number;
}

const FAST_MS = 500;
const SLOW_MS = 4_000;
const BACK_OFF = 1.5;

/**
 * Photopea tells nobody what its user does, so somebody has to ask now and then: twice a second after
 * a change, less and less often while nothing happens or Photopea is busy, never while the page is hidden.
 */
export function watchPhotopea(options: WatchOptions): Unsubscribe {
  const { visibility, look, shown, busy, onChange, fastMs = FAST_MS, slowMs = SLOW_MS } = options;
  let last: string | null = null;
  let told: string | null = null;
  let waitMs = fastMs;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let stopped = false;

  const schedule = (): void => {
    if (!stopped && !visibility.hidden && timer === null) timer = setTimeout(tick, waitMs);
  };

  const tick = (): void => {
    if (busy()) {
      timer = null;
      schedule();
      return;
    }
    look()
      .then(seen, missed)
      .finally(() => {
        timer = null;
        schedule();
      });
  };

  const seen = (now: string): void => {
    // Compared with what the listener knows: it may have looked in between, or before the first look.
    const known = shown() ?? last;
    const changed = known !== null && known !== now && told !== now;
    waitMs = changed ? fastMs : Math.min(slowMs, waitMs * BACK_OFF);
    last = now;
    told = known === now ? null : now;
    if (changed && !stopped) onChange();
  };

  const missed = (): void => {
    waitMs = slowMs;
  };

  const onVisibility = (): void => {
    if (visibility.hidden) {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    } else {
      waitMs = fastMs;
      schedule();
    }
  };

  const unsubscribe = visibility.onChange(onVisibility);
  schedule();
  return () => {
    stopped = true;
    unsubscribe();
    if (timer !== null) clearTimeout(timer);
  };
}
