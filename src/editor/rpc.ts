import * as comlink from 'comlink';
import { packError, type PackedError } from '../core/errors';
import type { SessionApi } from './api';
import type { WorkspaceState } from './workspace';

/**
 * Errors cross as data, so that they keep class and code. `revision` is that of the last state told;
 * states take another way and may arrive later.
 */
export type Answer =
  | { readonly ok: true; readonly value: unknown; readonly revision: number }
  | { readonly ok: false; readonly error: PackedError; readonly revision: number };

/** What the worker exposes: every method of the session by name, the signal by the call's number. */
export interface SessionPort {
  watch(onPatch: (patch: Partial<WorkspaceState>) => void): void;
  call(id: number, method: keyof SessionApi, args: readonly unknown[]): Promise<Answer>;
  abort(id: number): void;
}

type Methods = Readonly<Record<keyof SessionApi, (...args: unknown[]) => Promise<unknown>>>;

/** Makes the session callable; `bind` hands over the listener for its states. */
export function servePort(
  session: SessionApi,
  bind: (onState: (state: WorkspaceState) => void) => void,
): SessionPort {
  const running = new Map<number, AbortController>();
  let last: WorkspaceState | null = null;
  const toldRevision = (): number => last?.revision ?? 0;
  return {
    watch: (onPatch) => {
      bind((state) => {
        onPatch(patchBetween(last, state));
        last = state;
      });
    },
    call: async (id, method, args) => {
      const controller = new AbortController();
      running.set(id, controller);
      try {
        const methods = session as unknown as Methods;
        const value = await methods[method](...args, controller.signal);
        return comlink.transfer({ ok: true, value, revision: toldRevision() }, buffersOf(value));
      } catch (error) {
        return { ok: false, error: packError(error), revision: toldRevision() };
      } finally {
        running.delete(id);
      }
    },
    abort: (id) => running.get(id)?.abort(),
  };
}

/** Only what is another object or value than before: the rest keeps its identity at the far end. */
function patchBetween(last: WorkspaceState | null, next: WorkspaceState): Partial<WorkspaceState> {
  if (last === null) return next;
  const changed = Object.entries(next).filter(
    ([key, value]) => last[key as keyof WorkspaceState] !== value,
  );
  return Object.fromEntries(changed);
}

/** Answers are made for the caller alone; their pixels move instead of being copied. */
function buffersOf(value: unknown): ArrayBuffer[] {
  if (typeof value !== 'object' || value === null) return [];
  const candidates: unknown[] = [value, ...(Object.values(value) as unknown[])];
  const buffers = candidates.flatMap((part) =>
    ArrayBuffer.isView(part) && part.buffer instanceof ArrayBuffer ? [part.buffer] : [],
  );
  return [...new Set(buffers)];
}
