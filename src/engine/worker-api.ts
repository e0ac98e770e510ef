import * as Comlink from 'comlink';
import { isAbort } from '../core/abort';
import { packError, PanelError, type PackedError } from '../core/errors';
import type { RestoreRequest, RestoreResult } from '../restore/request';
import type { EngineConfig } from './config';
import { createEngine } from './create-engine';
import type { Engine, EngineReport, EngineStats } from './engine';
import { sendEvents } from './event-channel';
import type { Platform } from './platform';

/** Errors travel as data: a thrown one would lose its class and code on the way. */
export type Reply<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: PackedError };

/** What the worker answers to. One job runs at a time; `cancel` ends it. */
export interface EngineWorkerApi {
  /** First of all calls. Holds the lock `lockName` as long as the worker lives; false: cannot. */
  start(config: EngineConfig, lockName: string): Promise<boolean>;
  describe(): Promise<Reply<EngineReport>>;
  stats(): Promise<Reply<EngineStats>>;
  /** `events` is the port of `receiveEvents`. */
  restore(request: RestoreRequest, events: MessagePort): Promise<Reply<RestoreResult>>;
  cancel(): Promise<void>;
}

/** Created in the worker; `makePlatform` is the browser's own, except in tests. */
export function createEngineWorkerApi(
  makePlatform: (config: EngineConfig) => Platform,
): EngineWorkerApi {
  let engine: Engine | null = null;
  let job: AbortController | null = null;

  const started = (): Engine => {
    if (engine === null) throw new Error('the worker was not started');
    return engine;
  };

  return {
    start(config, lockName) {
      engine = createEngine(makePlatform(config));
      return holdLock(lockName);
    },
    describe: () => reply(() => started().describe()),
    stats: () => reply(() => started().stats()),
    cancel() {
      job?.abort();
      return Promise.resolve();
    },
    async restore(request, port) {
      const controller = new AbortController();
      job = controller;
      const events = sendEvents(port);
      const answer = await reply(() =>
        started().restore(request, { signal: controller.signal, onEvent: events.send }),
      );
      job = null;
      events.end();
      return answer.ok ? Comlink.transfer(answer, buffersOf(answer.value)) : answer;
    },
  };
}

async function reply<T>(work: () => Promise<T>): Promise<Reply<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (!isAbort(error) && !(error instanceof PanelError)) console.error(error);
    return { ok: false, error: packError(error) };
  }
}

function buffersOf({ image, mask, full }: RestoreResult): ArrayBufferLike[] {
  return [image.data.buffer, mask.data.buffer, ...(full === null ? [] : [full.data.buffer])];
}

/** The lock goes back when the worker ends, however it ends: that is how the page finds out. */
function holdLock(name: string): Promise<boolean> {
  const locks = (globalThis.navigator as { locks?: LockManager } | undefined)?.locks;
  if (locks === undefined) return Promise.resolve(false);
  return new Promise((resolve) => {
    const forever = new Promise<never>(() => undefined);
    locks
      .request(name, () => {
        resolve(true);
        return forever;
      })
      .catch(() => {
        resolve(false);
      });
  });
}
