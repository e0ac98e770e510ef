import type { DecodeImage } from './open/decode-image';
import { createOperations } from './operations';
import type { EditorState } from './editor-state';
import type { EditorOperations } from './editor';

/** Methods of the editor's worker. */
export interface EditorApi extends EditorOperations {
  /**
   * Calls `onPatch` with the changed part of the state, each time before the operation that changed
   * it settles. Never settles itself: it goes on as long as the worker lives.
   */
  watch(onPatch: (patch: Partial<EditorState>) => void): Promise<never>;
}

export function createEditorApi(decode: DecodeImage): EditorApi {
  let last: EditorState | null = null;
  let tell: (patch: Partial<EditorState>) => void = () => undefined;
  const operations = createOperations(decode, (state) => {
    tell(patchBetween(last, state));
    last = state;
  });
  return {
    ...operations,
    watch: (onPatch) => {
      tell = onPatch;
      return new Promise<never>(() => undefined);
    },
  };
}

/** Fields with another object or value than before: the rest keeps its identity over there. */
function patchBetween(last: EditorState | null, next: EditorState): Partial<EditorState> {
  if (last === null) return next;
  const changed = Object.entries(next).filter(
    ([key, value]) => last[key as keyof EditorState] !== value,
  );
  return Object.fromEntries(changed);
}
