import { HostError } from '../core/errors';
import { connect, type Thread } from '../rpc/connect';
import { extendRemote } from '../rpc/remote';
import { moved } from '../rpc/transfer';
import type { EditorApi } from './editor-api';
import { EMPTY_STATE, type EditorState } from './editor-state';
import type { Editor } from './editor';

/** Makes the page's side of the editor; `thread`, which it takes, does the operations. */
export function connectEditor(thread: Thread): Editor {
  const listeners = new Set<(state: EditorState) => void>();
  let state = EMPTY_STATE;

  const merge = (patch: Partial<EditorState>): void => {
    state = { ...state, ...patch };
    for (const listener of [...listeners]) listener(state);
  };
  const { remote, close } = connect<EditorApi>(thread, {
    decisive: ['open', 'insertLayer', 'replaceLayer'],
    lost: crashed,
    onLost: () => merge({ ...EMPTY_STATE, revision: state.revision + 1 }),
  });
  // Ends with the thread, as every operation reports as well.
  remote.watch(merge).catch(() => undefined);

  const open: Editor['open'] = (bytes, name, signal) => remote.open(moved(bytes), name, signal);
  return extendRemote(remote, {
    open,
    newFromClipboardBlob: async (blob, signal) =>
      open(await blob.arrayBuffer(), 'clipboard.png', signal),
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: () => {
      listeners.clear();
      close(new DOMException('The editor was closed.', 'AbortError'));
    },
  } satisfies Partial<Editor>);
}

function crashed(reason: string): HostError {
  return new HostError({
    code: 'workspace-crashed',
    message: 'The part of the page that holds the document stopped working.',
    hint: 'Reload the page and open the document again. A smaller document may help.',
    cause: new Error(reason),
  });
}
