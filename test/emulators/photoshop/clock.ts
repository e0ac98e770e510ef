export type Timer = symbol;

/** Time as the emulated program sees it; milliseconds. */
export interface Clock {
  now(): number;
  /** The next macrotask. */
  tick(): Promise<void>;
  sleep(ms: number): Promise<void>;
  start(callback: () => void, ms: number): Timer;
  stop(timer: Timer): void;
  /** Timers that have not run. */
  pending(): number;
}

const macrotask = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

export function realClock(): Clock {
  const timers = new Map<Timer, ReturnType<typeof setTimeout>>();
  const start = (callback: () => void, ms: number): Timer => {
    const timer = Symbol('timer');
    const run = (): void => {
      timers.delete(timer);
      callback();
    };
    timers.set(timer, setTimeout(run, ms));
    return timer;
  };
  return {
    now: () => performance.now(),
    tick: macrotask,
    start,
    stop: (timer) => {
      clearTimeout(timers.get(timer));
      timers.delete(timer);
    },
    sleep: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)),
    pending: () => timers.size,
  };
}

interface Due {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

interface Virtual {
  now: number;
  order: number;
  readonly due: Map<Timer, Due>;
}

function nextDue({ due }: Virtual): [Timer, Due] | null {
  let next: [Timer, Due] | null = null;
  for (const entry of due) {
    const [, { at, order }] = entry;
    if (next === null || at < next[1].at || (at === next[1].at && order < next[1].order)) {
      next = entry;
    }
  }
  return next;
}

function runNext(time: Virtual, until: number): boolean {
  const next = nextDue(time);
  if (next === null || next[1].at > until) return false;
  time.due.delete(next[0]);
  time.now = Math.max(time.now, next[1].at);
  next[1].run();
  return true;
}

function virtualClock(time: Virtual, onStart: () => void): Clock {
  const start = (run: () => void, ms: number): Timer => {
    const timer = Symbol('timer');
    time.due.set(timer, { at: time.now + Math.max(0, ms), order: time.order++, run });
    onStart();
    return timer;
  };
  return {
    now: () => time.now,
    tick: macrotask,
    start,
    stop: (timer) => void time.due.delete(timer),
    sleep: (ms) => new Promise((resolve) => void start(resolve, ms)),
    pending: () => time.due.size,
  };
}

/** Macrotasks that everything which is ready gets before time moves on. */
const SETTLE = 6;

async function settle(): Promise<void> {
  for (let i = 0; i < SETTLE; i++) await macrotask();
}

/** Time jumps to the next timer as soon as nothing else is ready to run. */
export function autoClock(): Clock {
  const time: Virtual = { now: 0, order: 0, due: new Map() };
  let running = false;
  let ticks = 0;
  const quiet = async (): Promise<void> => {
    for (let before = -1; before !== ticks;) {
      before = ticks;
      await settle();
    }
  };
  const run = async (): Promise<void> => {
    running = true;
    do await quiet();
    while (runNext(time, Infinity));
    running = false;
  };
  const clock = virtualClock(time, () => {
    if (!running) void run();
  });
  const tick = (): Promise<void> => {
    ticks += 1;
    return macrotask();
  };
  return { ...clock, tick };
}
