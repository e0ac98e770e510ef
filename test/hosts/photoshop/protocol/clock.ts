import type { BridgeClock } from '../../../../src/hosts/photoshop/protocol/bridge-port';
import { nextTask } from '../../../support/wait';

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

export interface TestClock extends BridgeClock {
  /** Jumps from timer to timer, promises settled in between, until `done` or the time is up. */
  runUntil(done: () => boolean, maxMs?: number): Promise<void>;
  readonly timers: number;
}

export function testClock(): TestClock {
  let now = 0;
  let ids = 0;
  const timers = new Map<number, Timer>();
  return {
    now: () => now,
    setTimeout(run, ms) {
      timers.set(++ids, { at: now + ms, run });
      return ids;
    },
    clearTimeout(id) {
      timers.delete(id as number);
    },
    get timers() {
      return timers.size;
    },
    async runUntil(done, maxMs = 600_000) {
      const end = now + maxMs;
      await nextTask();
      while (!done()) {
        const next = [...timers].sort(([a, x], [b, y]) => x.at - y.at || a - b)[0];
        if (next === undefined || next[1].at > end) throw new Error('nothing more happens');
        timers.delete(next[0]);
        now = Math.max(now, next[1].at);
        next[1].run();
        await nextTask();
      }
    },
  };
}
