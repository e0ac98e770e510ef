import * as comlink from 'comlink';
import { packError } from '../core/errors';
import { holdLock } from './lock';
import { areArguments, type Argument, type CallbackMessage, type Service } from './message';
import { movedWithArguments, movedWithResult } from './transfer';

/**
 * Lets the thread at the other end of `endpoint` (in a worker: the page) call the methods of `api`
 * through `connect`. A result belongs to the caller alone: its buffers move, unless it is `copied`.
 * Of `api`, only own methods can be called; messages of any other kind are ignored.
 */
export function serve(api: object, endpoint = workerScope()): void {
  /** Signals of the calls that go on, by their places among the arguments. */
  const running = new Map<number, ReadonlyMap<number, AbortController>>();

  const opened = (
    id: number,
    signals: Map<number, AbortController>,
    arg: Argument,
    at: number,
  ): unknown => {
    if (!('kind' in arg)) return arg.value;
    if (arg.kind === 'signal') {
      const controller = new AbortController();
      signals.set(at, controller);
      return controller.signal;
    }
    return (...values: unknown[]) => {
      const message: CallbackMessage = { callback: { id, at }, values };
      endpoint.postMessage(message, movedWithArguments(values));
    };
  };

  const service: Service = {
    async call(id, method, args) {
      const signals = new Map<number, AbortController>();
      running.set(id, signals);
      try {
        if (!areArguments(args)) throw new TypeError(`${method}: these are no arguments`);
        const given = args.map((arg, at) => opened(id, signals, arg, at));
        const value: unknown = await Reflect.apply(methodOf(api, method), api, given);
        return comlink.transfer({ ok: true, value }, movedWithResult(value));
      } catch (error) {
        return { ok: false, error: packError(error) };
      } finally {
        running.delete(id);
      }
    },
    abort: (id, at) => running.get(id)?.get(at)?.abort(),
    hold: holdLock,
  };
  comlink.expose(service, endpoint);
}

type Method = (...args: unknown[]) => unknown;

/**
 * The method of this name.
 * @throws TypeError where `api` has no such method of its own
 */
function methodOf(api: object, name: string): Method {
  const method: unknown = Object.hasOwn(api, name) ? Reflect.get(api, name) : undefined;
  if (!isMethod(method)) throw new TypeError(`there is no method ${JSON.stringify(name)}`);
  return method;
}

function isMethod(value: unknown): value is Method {
  return typeof value === 'function';
}

function workerScope(): comlink.Endpoint {
  const scope: object = globalThis;
  if (!isEndpoint(scope)) throw new TypeError('this thread is no worker');
  return scope;
}

function isEndpoint(scope: object): scope is comlink.Endpoint {
  return 'postMessage' in scope && 'addEventListener' in scope;
}
