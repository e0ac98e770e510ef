import type { DecodeImage } from './open/decode-image';
import { createOperations } from './operations';
import type { EditorState } from './editor-state';
import type { EditorOperations } from './editor';

/** What the editor's worker offers. */
export interface EditorApi extends EditorOperations {
  /**
   * Tells what is new of the state, each time before the operation that changed it settles. Goes on
   * as long as the worker lives.
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

/** Only what is another object or value than before: the rest keeps its identity at the far end. */
function patchBetween(last: EditorState | null, next: EditorState): Partial<EditorState> {
  if (last === null) return next;
  const changed = Object.entries(next).filter(
    ([key, value]) => last[key as keyof EditorState] !== value,
  );
  return Object.fromEntries(changed);
}
