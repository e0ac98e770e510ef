import { abortable, isAbort } from '../../../src/core/abort';
import { PanelError } from '../../../src/core/errors';
import {
  CHECK_NAMES,
  failed,
  ON_DEMAND,
  type CheckName,
  type Checks,
  type Finding,
} from '../../store/checks';
import * as step from '../../store/diagnostics-actions';
import type { PanelState } from '../../store/panel-state';
import type { Store } from '../../store/store';

export interface CheckRunnerDeps {
  readonly store: Store<PanelState>;
  readonly checks: Checks;
  /** Longest time that one check may take, milliseconds. */
  readonly limitMs?: number;
}

/** Runs checks one after the other; a start while some are running is ignored. Never rejects. */
export interface CheckRunner {
  /** Runs all checks that need no person's hand. */
  runAll(): Promise<void>;
  run(name: CheckName): Promise<void>;
  /** Aborts the running check, restores the state it had before, and skips the rest. */
  cancel(): void;
  chooseFile(file: File): void;
}

/** A GPU that never answers must not hold up the others. */
const LIMIT_MS = 120_000;

export function createCheckRunner({
  store,
  checks,
  limitMs = LIMIT_MS,
}: CheckRunnerDeps): CheckRunner {
  let running: AbortController | null = null;
  let file: File | null = null;

  async function runOne(name: CheckName, cancelled: AbortSignal): Promise<void> {
    const before = store.get().diagnostics.checks[name];
    store.update(step.checkMoved(name, { state: 'running' }));
    const begun = performance.now();
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(new Error(`no answer in ${limitMs} ms`)), limitMs);
    const signal = AbortSignal.any([cancelled, limit.signal]);
    try {
      const finding = await abortable(start(name, signal), signal);
      store.update(step.checkMoved(name, { ...finding, ms: performance.now() - begun }));
    } catch (error) {
      const ms = performance.now() - begun;
      store.update(
        step.checkMoved(name, cancelled.aborted ? before : { ...failed(wordsOf(error)), ms }),
      );
    } finally {
      clearTimeout(timer);
      limit.abort();
    }
  }

  async function start(name: CheckName, signal: AbortSignal): Promise<Finding> {
    return checks[name]({ signal, file });
  }

  async function runThese(names: readonly CheckName[]): Promise<void> {
    if (running !== null) return;
    running = new AbortController();
    const { signal } = running;
    store.update(step.checksRunning(true));
    for (const name of names) if (!signal.aborted) await runOne(name, signal);
    running = null;
    store.update(step.checksRunning(false));
  }

  return {
    runAll: () => runThese(CHECK_NAMES.filter((name) => !ON_DEMAND.includes(name))),
    run: (name) => runThese([name]),
    cancel: () => running?.abort(),
    chooseFile(chosen) {
      file = chosen;
      store.update(step.checkFileChosen({ name: chosen.name, size: chosen.size }));
    },
  };
}

function wordsOf(error: unknown): Readonly<Record<string, string>> {
  if (error instanceof PanelError) return { code: error.code, error: error.message };
  if (isAbort(error)) return { error: 'aborted' };
  return { error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
}
