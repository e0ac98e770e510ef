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
import type { PhotopeaPort } from './parent-window';
import { PURPOSES, type LateScript, type ScriptPurpose } from './purposes';
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

/** Most late scripts that are kept; a Photopea that hangs would fill any list. */
const MOST_LATE = 8;

type Result = { readonly answer: PhotopeaAnswer } | { readonly error: Error };

interface Pending {
  readonly call: PhotopeaCall;
  readonly since: number;
  readonly resolve: (answer: PhotopeaAnswer) => void;
  readonly reject: (error: Error) => void;
  /** Ends the call's timer, and takes its listener off the signal. */
  readonly stop: () => void;
  settled: boolean;
}

interface Running {
  readonly pending: Pending;
  readonly collect: Collector;
  readonly giveUp: ReturnType<typeof setTimeout>;
}

/**
 * Scripts for Photopea and their answers, one call after another.
 *
 * @throws HostError `photopea-busy` (no answer in time), `photopea-not-answering` (hardly a sign
 *   of life for `frozenMs`), `photopea-script-died`, `photopea-script-refused`,
 *   `photopea-bad-answer` (more than the limits allow), `photopea-closed`; or with the signal's
 *   reason
 */
export class PhotopeaChannel {
  /** The latest scripts that did not answer in their time, whatever became of them. */
  late: readonly LateScript[] = [];
  private readonly id = crypto.randomUUID();
  private readonly frozenMs: number;
  private readonly queue: Pending[] = [];
  private readonly unlisten: () => void;
  private calls = 0;
  private running: Running | null = null;
  private heardAt = -Infinity;
  private closed = false;

  constructor(
    private readonly port: PhotopeaPort,
    { frozenMs = FROZEN_MS }: ChannelOptions = {},
  ) {
    this.frozenMs = frozenMs;
    this.unlisten = port.listen((data) => this.hear(data));
  }

  /** No call is under way or waiting. */
  get idle(): boolean {
    return this.running === null && this.queue.length === 0;
  }

  call(call: PhotopeaCall): Promise<PhotopeaAnswer> {
    return new Promise((resolve, reject) => {
      if (this.closed) throw closedError();
      const { purpose, signal } = call;
      signal?.throwIfAborted();
      const limitMs = call.timeoutMs ?? Math.min(PURPOSES[purpose].limitMs, this.frozenMs);
      const timer = setTimeout(() => this.beLate(pending), limitMs);
      const onAbort = (): void => {
        if (this.queue.includes(pending)) this.settle(pending, { error: signal?.reason as Error });
      };
      const stop = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
      };
      const pending = { call, since: Date.now(), resolve, reject, stop, settled: false };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.queue.push(pending);
      this.next();
    });
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.unlisten();
    const open = [...(this.running === null ? [] : [this.running.pending]), ...this.queue];
    this.finish();
    for (const pending of open) this.settle(pending, { error: closedError() });
  }

  private next(): void {
    while (this.running === null) {
      const pending = this.queue.shift();
      if (pending === undefined) return;
      this.send(pending);
    }
  }

  private send(pending: Pending): void {
    const { script, limits, files = [] } = pending.call;
    const marks = marksOf(this.id, ++this.calls);
    // A call that was given up still holds the line, until its fence comes or nobody can hope for it.
    const giveUp = setTimeout(() => this.giveUp(pending), this.frozenMs);
    this.running = { pending, collect: collectAnswer(marks, { ...LIMITS, ...limits }), giveUp };
    try {
      for (const file of files) this.port.post(file);
      this.port.post(markedScript(script, marks));
      this.port.post(fenceScript(marks));
    } catch (error) {
      this.finish();
      this.settle(pending, { error: badAnswerError('message not sent', error) });
    }
  }

  private hear(data: unknown): void {
    this.heardAt = Date.now();
    if (this.running === null) return;
    const { pending, collect } = this.running;
    const outcome = collect(data);
    if (outcome === null) return;
    this.finish();
    this.settle(pending, resultOf(outcome, pending.call.purpose));
    this.next();
  }

  /** Rejects a call whose time is over. */
  private beLate(pending: Pending): void {
    const { call, since } = pending;
    const waitedMs = Date.now() - since;
    const silentMs = Date.now() - Math.max(this.heardAt, since);
    const error =
      silentMs > this.frozenMs * SILENT_SHARE
        ? notAnsweringError(call.purpose, waitedMs)
        : busyError('no-answer', lateDetails(call.purpose, waitedMs));
    this.noteLate(call.purpose, waitedMs);
    this.settle(pending, { error });
  }

  private giveUp(pending: Pending): void {
    const { purpose } = pending.call;
    this.finish();
    const error = notAnsweringError(purpose, this.frozenMs);
    if (this.settle(pending, { error })) this.noteLate(purpose, this.frozenMs);
    this.next();
  }

  private noteLate(purpose: ScriptPurpose, waitedMs: number): void {
    this.late = [...this.late, { purpose, waitedMs }].slice(-MOST_LATE);
  }

  private finish(): void {
    if (this.running !== null) clearTimeout(this.running.giveUp);
    this.running = null;
  }

  /** Settles a call; false if it has been settled before. */
  private settle(pending: Pending, result: Result): boolean {
    if (pending.settled) return false;
    pending.settled = true;
    pending.stop();
    const place = this.queue.indexOf(pending);
    if (place >= 0) this.queue.splice(place, 1);
    if ('error' in result) pending.reject(result.error);
    else pending.resolve(result.answer);
    return true;
  }
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
