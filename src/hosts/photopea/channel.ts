import type { AnswerLimits, Collector, Outcome, PhotopeaAnswer } from './collect';
import { collectAnswer } from './collect';
import {
  badAnswerError,
  busyError,
  closedError,
  notAnsweringError,
  scriptDiedError,
  scriptRefusedError,
} from './errors';
import type { PhotopeaPort } from './port';
import { fenceScript, markedScript, marksOf } from './scripts/marks';

export interface PhotopeaCall {
  /** Source text for Photopea's interpreter; answers with `rsSay`. */
  readonly script: string;
  /** Opened by Photopea one after another, directly before the script. Borrowed. */
  readonly files?: readonly ArrayBuffer[];
  /** How long to wait, the time in the queue included. Default: `frozenMs`. */
  readonly timeoutMs?: number;
  /** Takes a waiting call back. One that was sent goes on and settles as usual. */
  readonly signal?: AbortSignal;
  readonly limits?: Partial<AnswerLimits>;
}

/**
 * Scripts for Photopea and their answers, one call after another.
 *
 * Rejects with `HostError`: `photopea-busy` (no answer in time), `photopea-not-answering` (not a sign
 * of life for `frozenMs`), `photopea-script-died`, `photopea-script-refused`, `photopea-bad-answer`
 * (more than the limits allow), `photopea-closed`; or with the
 * signal's reason.
 */
export interface PhotopeaChannel {
  call(call: PhotopeaCall): Promise<PhotopeaAnswer>;
  /** No call is under way or waiting. */
  readonly idle: boolean;
  close(): void;
}

export interface ChannelOptions {
  /** Silence after which Photopea counts as frozen. */
  readonly frozenMs?: number;
}

/** A heavy export of a big document takes some ten seconds on a slow machine. */
const FROZEN_MS = 120_000;

/** A timer may end this much before the clock says that its time is over. */
const TIMER_GRAIN_MS = 2;

const LIMITS: AnswerLimits = { maxTextLength: 1 << 23, maxFileBytes: 2 ** 31 };

type Result = { readonly answer: PhotopeaAnswer } | { readonly error: Error };

interface Pending {
  readonly call: PhotopeaCall;
  /** Only the first time counts. */
  readonly settle: (result: Result) => void;
}

interface Running {
  readonly pending: Pending;
  readonly collect: Collector;
  readonly giveUp: ReturnType<typeof setTimeout>;
}

export function createChannel(port: PhotopeaPort, options: ChannelOptions = {}): PhotopeaChannel {
  const frozenMs = options.frozenMs ?? FROZEN_MS;
  const id = crypto.randomUUID();
  const queue: Pending[] = [];
  let calls = 0;
  let running: Running | null = null;
  let heardAt = -Infinity;
  let closed = false;

  const next = (): void => {
    while (running === null) {
      const pending = queue.shift();
      if (pending === undefined) return;
      send(pending);
    }
  };

  const finish = (): void => {
    if (running !== null) clearTimeout(running.giveUp);
    running = null;
  };

  const send = (pending: Pending): void => {
    const { call } = pending;
    const marks = marksOf(id, ++calls);
    // A call that was given up still holds the line, until its fence comes or nobody can hope for it.
    const giveUp = setTimeout(() => {
      finish();
      pending.settle({ error: notAnsweringError(frozenMs) });
      next();
    }, frozenMs);
    running = { pending, collect: collectAnswer(marks, { ...LIMITS, ...call.limits }), giveUp };
    try {
      for (const file of call.files ?? []) port.post(file);
      port.post(markedScript(call.script, marks));
      port.post(fenceScript(marks));
    } catch (error) {
      finish();
      pending.settle({ error: badAnswerError('message not sent', error) });
    }
  };

  const unlisten = port.listen((data) => {
    heardAt = Date.now();
    if (running === null) return;
    const { pending, collect } = running;
    const outcome = collect(data);
    if (outcome === null) return;
    finish();
    pending.settle(resultOf(outcome));
    next();
  });

  return {
    get idle() {
      return running === null && queue.length === 0;
    },
    call(call) {
      return new Promise((resolve, reject) => {
        if (closed) throw closedError();
        call.signal?.throwIfAborted();
        const since = Date.now();
        let settled = false;
        const settle = (result: Result): void => {
          if (settled) return;
          settled = true;
          clearTimeout(timer);
          call.signal?.removeEventListener('abort', onAbort);
          const place = queue.indexOf(pending);
          if (place >= 0) queue.splice(place, 1);
          if ('error' in result) reject(result.error);
          else resolve(result.answer);
        };
        const pending: Pending = { call, settle };
        const onAbort = (): void => {
          if (queue.includes(pending)) settle({ error: call.signal?.reason as Error });
        };
        const timer = setTimeout(() => {
          const silentMs = Date.now() - Math.max(heardAt, since);
          const frozen = silentMs >= frozenMs - TIMER_GRAIN_MS;
          settle({ error: frozen ? notAnsweringError(silentMs) : busyError('no-answer') });
        }, call.timeoutMs ?? frozenMs);
        call.signal?.addEventListener('abort', onAbort, { once: true });
        queue.push(pending);
        next();
      });
    },
    close() {
      if (closed) return;
      closed = true;
      unlisten();
      const open = [...(running === null ? [] : [running.pending]), ...queue];
      finish();
      for (const pending of open) pending.settle({ error: closedError() });
    },
  };
}

function resultOf(outcome: Outcome): Result {
  switch (outcome.kind) {
    case 'answered':
      return { answer: outcome.answer };
    case 'died':
      return { error: scriptDiedError() };
    case 'refused':
      return { error: scriptRefusedError() };
    case 'too-much':
      return { error: badAnswerError('more than expected') };
  }
}
