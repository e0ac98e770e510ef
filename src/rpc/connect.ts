import * as comlink from 'comlink';
import { abortable } from '../core/abort';
import { DeviceError, unpackError } from '../core/errors';
import { watchLock } from './lock';
import { isCallbackMessage, type Answer, type Argument, type Service } from './message';
import type { Remote } from './remote';
import { movedWithArguments } from './transfer';

/** A worker, or a message port in its place. */
export interface Thread extends comlink.Endpoint {
  readonly terminate?: () => void;
  readonly close?: () => void;
}

export interface ConnectOptions<Api> {
  /**
   * Methods that change something. After an abort their calls settle with the thread's answer:
   * whether the change was made. All others reject at once.
   */
  readonly decisive?: readonly (keyof Api & string)[];
  /** Makes the error of a thread that died; `DeviceError` `worker-lost` by default. */
  readonly lost?: (reason: string) => Error;
  /** Called once when the thread died, and not when it was closed. */
  readonly onLost?: (error: Error) => void;
}

export interface Connection<Api> {
  readonly remote: Remote<Api>;
  /** Ends the thread. Calls that run, and later ones, reject with `reason`. */
  readonly close: (reason?: Error) => void;
}

/**
 * Makes the methods that `serve` offers at the other end of `thread` callable. Takes the thread
 * over: it is ended by `close`, and when it dies. Calls reject with the error of the method, its
 * class, code and hint kept; with the reason of their signal; or, when the thread dies, with that
 * of `lost`.
 */
export function connect<Api extends object>(
  thread: Thread,
  options: ConnectOptions<Api> = {},
): Connection<Api> {
  const { decisive = [], lost = workerLost, onLost } = options;
  const decides = new Set<string>(decisive);
  const service = comlink.wrap<Service>(thread);
  const life = new AbortController();
  const running = new Map<number, readonly unknown[]>();
  let calls = 0;

  const end = (reason: Error): void => {
    life.abort(reason);
    if (thread.terminate !== undefined) thread.terminate();
    else thread.close?.();
  };
  const lose = (reason: string): void => {
    if (life.signal.aborted) return;
    const error = lost(reason);
    end(error);
    onLost?.(error);
  };

  const listen = (type: string, listener: (event: Event) => void): void =>
    thread.addEventListener(type, listener, { signal: life.signal });
  listen('message', (event) => {
    const data: unknown = 'data' in event ? event.data : null;
    if (!isCallbackMessage(data)) return;
    const callback = running.get(data.callback.id)?.[data.callback.at];
    if (isFunction(callback)) callback(...data.values);
  });
  listen('messageerror', () => lose('a message could not be read'));
  listen('error', (event) => lose(messageOf(event)));

  const lock = `thread-${crypto.randomUUID()}`;
  service.hold(lock).then(
    (held) => {
      if (held) watchLock(lock, life.signal, () => lose('the worker was ended from outside'));
    },
    () => undefined,
  );

  const call = async (method: string, args: readonly unknown[]): Promise<unknown> => {
    life.signal.throwIfAborted();
    const signal = args.find(isSignal);
    signal?.throwIfAborted();
    const id = ++calls;
    running.set(id, args);
    let unheard = (): void => undefined;
    try {
      const packed = comlink.transfer(args.map(packArgument), movedWithArguments(args));
      const answering = abortable<Answer>(service.call(id, method, packed), life.signal);
      unheard = forwardAborts(args, (at) => void service.abort(id, at));
      const waits = signal === undefined || decides.has(method);
      const answer = await (waits ? answering : abortable(answering, signal));
      if (answer.ok) return answer.value;
      signal?.throwIfAborted();
      throw unpackError(answer.error);
    } finally {
      unheard();
      running.delete(id);
    }
  };

  return {
    remote: remoteOf<Api>(call),
    close: (reason = workerLost('closed')) => {
      if (!life.signal.aborted) end(reason);
    },
  };
}

/** Names of methods; libraries mark objects with other names, such as `_$litDirective$`. */
const METHOD = /^[a-z][a-zA-Z\d]*$/;

/**
 * An object with every method there is. It is no thenable, so that it can be returned from async
 * code; to code that looks for a mark on it, it is like any other object.
 */
function remoteOf<Api>(
  call: (method: string, args: readonly unknown[]) => Promise<unknown>,
): Remote<Api> {
  const get = (plain: object, name: string | symbol): unknown =>
    typeof name === 'string' && METHOD.test(name) && name !== 'then' && !(name in plain)
      ? (...args: unknown[]) => call(name, args)
      : Reflect.get(plain, name);
  return new Proxy({}, { get }) as Remote<Api>;
}

/** Calls `abort` with the place of each signal that is aborted, now or until the returned call. */
function forwardAborts(args: readonly unknown[], abort: (at: number) => void): () => void {
  const ended = new AbortController();
  for (const [at, signal] of args.entries()) {
    if (!isSignal(signal)) continue;
    if (signal.aborted) abort(at);
    else signal.addEventListener('abort', () => abort(at), { once: true, signal: ended.signal });
  }
  return () => ended.abort();
}

function packArgument(arg: unknown): Argument {
  if (isSignal(arg)) return { kind: 'signal' };
  return isFunction(arg) ? { kind: 'callback' } : { value: arg };
}

function isSignal(value: unknown): value is AbortSignal {
  return value instanceof AbortSignal;
}

function isFunction(value: unknown): value is (...args: readonly unknown[]) => unknown {
  return typeof value === 'function';
}

function messageOf(event: Event): string {
  const message: unknown = 'message' in event ? event.message : null;
  return typeof message === 'string' && message !== '' ? message : 'the worker script failed';
}

function workerLost(reason: string): DeviceError {
  return new DeviceError({
    code: 'worker-lost',
    message: 'The part of the panel that calculates was ended before it was done.',
    hint: 'Run it again; if it happens again, restore a smaller selection.',
    details: { reason },
  });
}
