import * as comlink from 'comlink';
import { abortable, throwIfAborted } from '../core/abort';
import { HostError, unpackError } from '../core/errors';
import type { Unsubscribe } from '../core/events';
import type { Answer, SessionPort } from './rpc';
import type { SessionApi } from './api';
import { EMPTY_STATE } from './empty-state';
import type { Workspace, WorkspaceState } from './workspace';

type Method = keyof SessionApi;
type Value<M extends Method> = Awaited<ReturnType<SessionApi[M]>>;
type WithoutSignal<A extends readonly unknown[]> = A extends readonly [...infer Rest, AbortSignal]
  ? Rest
  : A;
type Args<M extends Method> = WithoutSignal<Parameters<SessionApi[M]>>;

/** After an abort these wait for the worker's word whether the change was made. */
const CHANGES: ReadonlySet<Method> = new Set<Method>(['open', 'insertLayer']);

/** The far end of the session: a worker, or a port in tests. */
export interface SessionEndpoint {
  readonly port: comlink.Endpoint;
  /** Ends it. */
  terminate(): void;
  /** Calls back when it died by itself. */
  onCrash(listener: (cause: unknown) => void): void;
}

/** The workspace as the page sees it. Takes `endpoint`. */
export function createWorkspace(endpoint: SessionEndpoint): Workspace {
  const remote = comlink.wrap<SessionPort>(endpoint.port);
  const listeners = new Set<(state: WorkspaceState) => void>();
  const pending = new Set<(error: Error) => void>();
  let state = EMPTY_STATE;
  let dead: Error | null = null;
  let calls = 0;

  const merge = (patch: Partial<WorkspaceState>): void => {
    state = { ...state, ...patch };
    for (const listener of [...listeners]) listener(state);
  };
  /** Settles once the state is as new as that revision. */
  const caughtUp = (revision: number): Promise<void> =>
    new Promise((resolve) => {
      const check = (): void => {
        if (state.revision < revision) return;
        listeners.delete(check);
        resolve();
      };
      listeners.add(check);
      check();
    });
  const end = (error: Error): void => {
    dead ??= error;
    for (const reject of [...pending]) reject(dead);
    pending.clear();
  };
  endpoint.onCrash((cause) => {
    end(crashed(cause));
    merge({ ...EMPTY_STATE, revision: state.revision + 1 });
  });
  const watching = Promise.resolve(remote.watch(comlink.proxy(merge)));
  watching.catch((error: unknown) => end(crashed(error)));

  const call = async <M extends Method>(
    method: M,
    args: Args<M>,
    signal?: AbortSignal,
    transfer: Transferable[] = [],
  ): Promise<Value<M>> => {
    throwIfAborted(signal);
    const id = ++calls;
    const answering = new Promise<Answer>((resolve, reject) => {
      if (dead !== null) {
        reject(dead);
        return;
      }
      pending.add(reject);
      remote
        .call(id, method, comlink.transfer([...args], transfer))
        .then(async (answer) => {
          await caughtUp(answer.revision);
          resolve(answer);
        })
        .catch(reject)
        .finally(() => pending.delete(reject));
    });
    const abort = (): void => void remote.abort(id);
    signal?.addEventListener('abort', abort, { once: true });
    try {
      const waits = signal === undefined || CHANGES.has(method);
      const answer = await (waits ? answering : abortable(answering, signal));
      if (answer.ok) return answer.value as Value<M>;
      throwIfAborted(signal);
      throw unpackError(answer.error);
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  };

  const subscribe = (listener: (state: WorkspaceState) => void): Unsubscribe => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };

  return {
    state: () => state,
    subscribe,
    open: (bytes, name, signal) => call('open', [bytes, name], signal, [bytes]),
    newFromClipboardBlob: async (blob, signal) => {
      const bytes = await blob.arrayBuffer();
      await call('open', [bytes, 'clipboard.png'], signal, [bytes]);
    },
    close: () => call('close', []),
    setActiveLayer: (id) => call('setActiveLayer', [id]),
    setVisibility: (id, visible) => call('setVisibility', [id, visible]),
    select: (shape, mode, feather) => call('select', [shape, mode, feather]),
    selectAll: () => call('selectAll', []),
    selectNone: () => call('selectNone', []),
    invertSelection: () => call('invertSelection', []),
    moveSelection: (dx, dy) => call('moveSelection', [dx, dy]),
    undo: () => call('undo', []),
    redo: () => call('redo', []),
    renderRegion: (rect, size, signal) => call('renderRegion', [rect, size], signal),
    renderWithout: (id, rect, size, signal) => call('renderWithout', [id, rect, size], signal),
    renderThumbnail: (id, side) => call('renderThumbnail', [id, side]),
    renderMaskThumbnail: (id, side) => call('renderMaskThumbnail', [id, side]),
    save: (format, signal) => call('save', [format], signal),
    written: (receipt) => call('written', [receipt]),
    saveLayer: (id, signal) => call('saveLayer', [id], signal),
    encodePng: (image) => call('encodePng', [image]),
    readLayer: (layer, rect, signal) => call('readLayer', [layer, rect], signal),
    readSelection: (id, rect, signal) => call('readSelection', [id, rect], signal),
    insertLayer: (result, signal) => call('insertLayer', [result], signal),
    dispose: () => {
      listeners.clear();
      end(new DOMException('The workspace was closed.', 'AbortError'));
      endpoint.terminate();
    },
  };
}

function crashed(cause: unknown): HostError {
  return new HostError({
    code: 'workspace-crashed',
    message: 'The part of the page that holds the document stopped working.',
    hint: 'Reload the page and open the document again. A smaller document may help.',
    cause,
  });
}
