import { isAbort } from '../core/abort';
import { PanelError } from '../core/errors';
import type { OnRunEvent } from '../core/events';
import type { RestoreRequest, RestoreResult } from '../restore/request';
import { moved } from '../rpc/transfer';
import type { EngineConfig } from './engine-config';
import { createEngine } from './create-engine';
import type { Engine } from './engine';
import type { Platform } from './platform';

/** What the worker offers; a signal and a function among the arguments cross by themselves alone. */
export interface EngineWorkerApi extends Pick<Engine, 'describe' | 'stats'> {
  /** First of all calls. */
  start(config: EngineConfig): void;
  restore(
    request: RestoreRequest,
    signal: AbortSignal,
    onEvent: OnRunEvent,
  ): Promise<RestoreResult>;
}

/** Created in the worker; `makePlatform` is the browser's own, except in tests. */
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
    stats: () => logged(() => started().stats()),
    restore: (request, signal, onEvent) =>
      logged(() =>
        started().restore(request, {
          signal,
          onEvent: (event) => onEvent(event.type === 'preview' ? moved(event) : event),
        }),
      ),
  };
}

/** A bug is noted where it happened: its way into the page leaves the thread's own tools behind. */
async function logged<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isAbort(error) && !(error instanceof PanelError)) console.error(error);
    throw error;
  }
}
