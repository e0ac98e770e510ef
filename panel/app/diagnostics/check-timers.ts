import { failed, ok, type Finding } from '../../store/checks';
import type { AskWorker } from './check-worker';

export interface TimerScope {
  readonly document: { readonly visibilityState: string };
  setTimeout(callback: () => void, ms: number): number;
  clearTimeout(id: number): void;
}

const TICK_MS = 100;
/** From here timers are slowed down: a hidden page gets one tick a second, or one a minute. */
const THROTTLED_MS = 500;

/**
 * Measures how late `count` timers of 100 ms are, in the page and in a worker at the same time. The
 * finding says whether the page was hidden meanwhile; late ticks in the worker count as failed,
 * since the engine works there.
 */
export async function checkTimers(
  scope: TimerScope,
  ask: AskWorker,
  count: number,
  signal: AbortSignal,
): Promise<Finding> {
  const inWorker = ask({ ask: 'ticks', count, ms: TICK_MS }, signal) as Promise<readonly number[]>;
  // Its failure is reported below; until then nobody waits for it.
  inWorker.catch(() => undefined);
  const late: number[] = [];
  let hidden = 0;
  for (let i = 0; i < count; i++) {
    const begun = performance.now();
    await tick(scope, signal);
    late.push(performance.now() - begun - TICK_MS);
    if (scope.document.visibilityState === 'hidden') hidden++;
  }
  const workerLate = await inWorker;
  const facts = {
    ticks: count,
    hiddenTicks: hidden,
    'page late ms': mostOf(late),
    'worker late ms': mostOf(workerLate),
    'page mean ms': meanOf(late),
    'worker mean ms': meanOf(workerLate),
  };
  return mostOf(workerLate) < THROTTLED_MS ? ok(facts) : failed(facts);
}

function tick(scope: TimerScope, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      scope.clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = scope.setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, TICK_MS);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
  });
}

function mostOf(values: readonly number[]): number {
  return Math.round(Math.max(0, ...values));
}

function meanOf(values: readonly number[]): number {
  return Math.round(values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length));
}
