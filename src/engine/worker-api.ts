import { isAbort } from '../core/abort';
import { PanelError } from '../core/errors';
import type { OnRunEvent } from '../core/events';
import type { OnStepsDone, RestoreRequest, RestoreResult } from '../restore/request';
import type { StepsDone } from '../restore/steps-done';
import { moved } from '../rpc/transfer';
import type { EngineConfig } from './engine-config';
import { createEngine } from './create-engine';
import type { Engine } from './engine';
import type { Platform } from './platform';

/** Methods of the worker. A signal and a function cross only as arguments of their own. */
export interface EngineWorkerApi extends Pick<Engine, 'describe' | 'forecast' | 'stats'> {
  /** Sets the engine up; called before all others. */
  start(config: EngineConfig): void;
  restore(
    request: RestoreRequest,
    signal: AbortSignal,
    onEvent: OnRunEvent,
    stop?: AbortSignal,
    onStepsDone?: OnStepsDone,
  ): Promise<RestoreResult>;
}

/** Makes the worker's side of the engine; `makePlatform` is the browser's own, except in tests. */
export function createEngineWorkerApi(
  makePlatform: (config: EngineConfig) => Platform,
): EngineWorkerApi {
  let engine: Engine | null = null;

  const started = (): Engine => {
    if (engine === null) throw new Error('the worker was not started');
    return engine;
  };

  return {
    start(config) {
      engine = createEngine(makePlatform(config));
    },
    describe: () => logged(() => started().describe()),
    forecast: (request) => logged(() => started().forecast(request)),
    stats: () => logged(() => started().stats()),
    restore: (request, signal, onEvent, stop, onStepsDone) =>
      logged(() =>
        started().restore(request, {
          signal,
          onEvent: (event) => onEvent(event.type === 'preview' ? moved(event) : event),
          ...(stop && { stop }),
          ...(onStepsDone && { onStepsDone: (steps: StepsDone) => onStepsDone(moved(steps)) }),
        }),
      ),
  };
}

/** Logs a bug where it happened: the page's copy has lost the thread's own tools. */
async function logged<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isAbort(error) && !(error instanceof PanelError)) console.error(error);
    throw error;
  }
}
