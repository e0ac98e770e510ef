import { packError } from '../../../src/core/errors';
import type { Engine } from '../../../src/engine/engine';
import type { ForecastRequest } from '../../../src/restore/forecast';
import { planned } from '../../store/plan-actions';
import type { PanelState } from '../../store/panel-state';
import { newestForecast } from '../../store/plan';
import type { Store } from '../../store/store';
import { forecastQuestion } from './forecast-question';

/** Pause in the changes of settings or selection that is worth a question, milliseconds. */
const PAUSE_MS = 200;

export interface ForecastWatch {
  /** Asks again: what the device holds changes by itself. */
  refresh(): void;
  stop(): void;
}

/**
 * Keeps the plan in the store up to date with what a click on Upscale would begin. The engine is
 * asked one question at a time, after a pause in the changes; an answer to an older question is
 * dropped. While a run goes on nothing is asked: the engine is busy, and the plan was made.
 */
export function watchForecast(
  store: Store<PanelState>,
  engine: Pick<Engine, 'forecast'>,
): ForecastWatch {
  let asked: Question | null = null;
  let pause: ReturnType<typeof setTimeout> | undefined;
  let isAsking = false;

  /** Asks until the answer is that of the newest question. */
  async function ask(): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    let answered: Question | null = null;
    while (asked !== null && asked !== answered) {
      answered = asked;
      await answer(answered);
    }
    isAsking = false;
  }

  async function answer(question: Question): Promise<void> {
    const plan = await engine.forecast(question.request).then(
      (forecast) => ({ state: 'known', forecast }) as const,
      (error: unknown) => ({ state: 'failed', error: packError(error) }) as const,
    );
    if (question === asked) store.update(planned(plan));
  }

  function drop(): void {
    asked = null;
    clearTimeout(pause);
  }

  function look(state: PanelState, isNews: boolean): void {
    if (state.run.state === 'running') {
      clearTimeout(pause);
      return;
    }
    let request: ForecastRequest | null;
    try {
      request = forecastQuestion(state);
    } catch (error) {
      drop();
      store.update(planned({ state: 'failed', error: packError(error) }));
      return;
    }
    if (request === null) {
      drop();
      store.update(planned({ state: 'none' }));
      return;
    }
    const next = { request, key: keyOf(request) };
    if (!isNews && asked !== null && isSame(asked, next)) return;
    const isFirst = state.plan.state === 'none';
    asked = next;
    store.update(planned({ state: 'asking', last: newestForecast(state.plan) }));
    clearTimeout(pause);
    pause = setTimeout(() => void ask(), isFirst ? 0 : PAUSE_MS);
  }

  let seen = store.get();
  const unsubscribe = store.subscribe((state) => {
    const before = seen;
    seen = state;
    // A run has read files, and left weights on the device.
    const isOver = before.run.state === 'running' && state.run.state !== 'running';
    if (isOver || ASKED_OF.some((part) => before[part] !== state[part])) look(state, isOver);
  });
  look(seen, false);
  return {
    refresh: () => look(store.get(), true),
    stop(): void {
      unsubscribe();
      drop();
    },
  };
}

/** The parts of the state that a question is made of. */
const ASKED_OF = ['settings', 'models', 'snapshot', 'engine', 'measurements', 'run'] as const;

interface Question {
  readonly request: ForecastRequest;
  /** Everything but the files. */
  readonly key: string;
}

function keyOf({ restorer, ...rest }: ForecastRequest): string {
  return JSON.stringify([rest, { ...restorer, files: null, lora: restorer.lora?.strength }]);
}

function isSame(a: Question, b: Question): boolean {
  const [before, now] = [filesOf(a), filesOf(b)];
  return a.key === b.key && before.every((file, at) => file === now[at]);
}

function filesOf({ request: { restorer } }: Question): readonly unknown[] {
  return [restorer.files.supir, restorer.files.sdxl, restorer.lora?.file];
}
