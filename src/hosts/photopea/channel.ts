import type { AnswerLimits, Collector, Outcome, PhotopeaAnswer } from './collect';
import { collectAnswer } from './collect';
import {
  badAnswerError,
  busyError,
  closedError,
  lateDetails,
  notAnsweringError,
  scriptDiedError,
  scriptRefusedError,
} from './errors';
import { createLateScripts, type LateScript } from './late';
import type { PhotopeaPort } from './port';
import { PURPOSES, type ScriptPurpose } from './purposes';
import { fenceScript, markedScript, marksOf } from './scripts/marks';

export interface PhotopeaCall {
  /** Names the script where it is late, and says how long it may take. */
  readonly purpose: ScriptPurpose;
  /** Source text for Photopea's interpreter; answers with `rsSay`. */
  readonly script: string;
  /** Opened by Photopea one after another, directly before the script. Borrowed. */
  readonly files?: readonly ArrayBuffer[];
  /** How long to wait, the time in the queue included. Default: what the purpose may take, at most `frozenMs`. */
  readonly timeoutMs?: number;
  /** Takes a waiting call back. One that was sent goes on and settles as usual. */
  readonly signal?: AbortSignal;
  readonly limits?: Partial<AnswerLimits>;
}

/**
 * Scripts for Photopea and their answers, one call after another.
 *
 * @throws HostError `photopea-busy` (no answer in time), `photopea-not-answering` (hardly a sign
 *   of life for `frozenMs`), `photopea-script-died`, `photopea-script-refused`,
 *   `photopea-bad-answer` (more than the limits allow), `photopea-closed`; or with the signal's
 *   reason
 */
export interface PhotopeaChannel {
  call(call: PhotopeaCall): Promise<PhotopeaAnswer>;
  /** The latest scripts that did not answer in their time, whatever became of them. */
  readonly late: readonly LateScript[];
  /** No call is under way or waiting. */
  readonly idle: boolean;
  close(): void;
}

export interface ChannelOptions {
  /** A wait after which Photopea counts as frozen, if it was silent for most of it. */
  readonly frozenMs?: number;
}

/** No script of ours, and hardly any command of Photopea's own, takes so long. */
const FROZEN_MS = 120_000;

/**
 * The share of `frozenMs` that has to be silent for a freeze. What is heard at the beginning may be the end
 * of the call before, or this call's file that has opened: it is no sign that the script goes on.
 */
const SILENT_SHARE = 0.75;

const LIMITS: AnswerLimits = { maxTextLength: 1 << 23, maxFileBytes: 2 ** 31 };

type Result = { readonly answer: PhotopeaAnswer } | { readonly error: Error };

interface Pending {
  readonly call: PhotopeaCall;
  /** Only the first time counts; false after that. */
  readonly settle: (result: Result) => boolean;
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
  const late = createLateScripts();
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
      const { purpose } = call;
      const unanswered = pending.settle({ error: notAnsweringError(purpose, frozenMs) });
      if (unanswered) late.add({ purpose, waitedMs: frozenMs });
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
    pending.settle(resultOf(outcome, pending.call.purpose));
    next();
  });

  return {
    get late() {
      return late.list;
    },
    get idle() {
      return running === null && queue.length === 0;
    },
    call(call) {
      return new Promise((resolve, reject) => {
        if (closed) throw closedError();
        call.signal?.throwIfAborted();
        const { purpose } = call;
        const since = Date.now();
        let settled = false;
        const settle = (result: Result): boolean => {
          if (settled) return false;
          settled = true;
          clearTimeout(timer);
          call.signal?.removeEventListener('abort', onAbort);
          const place = queue.indexOf(pending);
          if (place >= 0) queue.splice(place, 1);
          if ('error' in result) reject(result.error);
          else resolve(result.answer);
          return true;
        };
        const pending: Pending = { call, settle };
        const onAbort = (): void => {
          if (queue.includes(pending)) settle({ error: call.signal?.reason as Error });
        };
        const timer = setTimeout(
          () => {
            const waitedMs = Date.now() - since;
            const silentMs = Date.now() - Math.max(heardAt, since);
            late.add({ purpose, waitedMs });
            const frozen = silentMs > frozenMs * SILENT_SHARE;
            settle({
              error: frozen
                ? notAnsweringError(purpose, waitedMs)
                : busyError('no-answer', lateDetails(purpose, waitedMs)),
            });
          },
          call.timeoutMs ?? Math.min(PURPOSES[purpose].limitMs, frozenMs),
        );
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

function resultOf(outcome: Outcome, purpose: ScriptPurpose): Result {
  switch (outcome.kind) {
    case 'answered':
      return { answer: outcome.answer };
    case 'died':
      return { error: scriptDiedError(purpose) };
    case 'refused':
      return { error: scriptRefusedError(purpose) };
    case 'too-much':
      return { error: badAnswerError('more than expected') };
  }
}
