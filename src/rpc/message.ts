import type { PackedError } from '../core/errors';

/** An argument of a call. Signals and functions cannot be cloned: a mark stands in their place. */
export type Argument = { readonly value: unknown } | { readonly kind: 'signal' | 'callback' };

/** Answer to a call. Errors cross as data, since a thrown one would lose class and code. */
export type Answer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: PackedError };

/** Methods that a serving thread exposes. The caller numbers its calls. */
export interface Service {
  call(id: number, method: string, args: readonly Argument[]): Promise<Answer>;
  /** Aborts the signal at one place among a call's arguments; nothing once it has settled. */
  abort(id: number, at: number): void;
  /** Holds a lock of that name as long as the thread lives; false: it cannot. */
  hold(lock: string): Promise<boolean>;
}

/**
 * A call of a function among the arguments. It goes the way of the answers, so that nothing
 * overtakes: callbacks before a call settles arrive before its answer.
 */
export interface CallbackMessage {
  readonly callback: { readonly id: number; readonly at: number };
  readonly values: readonly unknown[];
}

export function isCallbackMessage(data: unknown): data is CallbackMessage {
  if (typeof data !== 'object' || data === null) return false;
  const { callback, values } = data as {
    callback?: Partial<CallbackMessage['callback']> | null;
  } & {
    values?: unknown;
  };
  return (
    typeof callback?.id === 'number' && typeof callback.at === 'number' && Array.isArray(values)
  );
}

const MAX_ARGUMENTS = 16;

export function areArguments(args: unknown): args is readonly Argument[] {
  if (!Array.isArray(args) || args.length > MAX_ARGUMENTS) return false;
  return args.every((arg: unknown) => typeof arg === 'object' && arg !== null);
}
