import type { DecodeImage } from './open/decode-image';
import { createSession } from './session';
import type { EditorOperations, WorkspaceState } from './workspace';

/** Methods of the editor's worker. */
export interface EditorApi extends EditorOperations {
  /**
   * Calls `onPatch` with the changed part of the state, each time before the operation that changed
   * it settles. Never settles itself: it goes on as long as the worker lives.
   */
  watch(onPatch: (patch: Partial<WorkspaceState>) => void): Promise<never>;
}

export function createEditorApi(decode: DecodeImage): EditorApi {
  let last: WorkspaceState | null = null;
  let tell: (patch: Partial<WorkspaceState>) => void = () => undefined;
  const session = createSession(decode, (state) => {
    tell(patchBetween(last, state));
    last = state;
  });
  return {
    ...session,
    watch: (onPatch) => {
      tell = onPatch;
      return new Promise<never>(() => undefined);
    },
  };
}

/** Fields with another object or value than before: the rest keeps its identity over there. */
function patchBetween(last: WorkspaceState | null, next: WorkspaceState): Partial<WorkspaceState> {
  if (last === null) return next;
  const changed = Object.entries(next).filter(
    ([key, value]) => last[key as keyof WorkspaceState] !== value,
  );
  return Object.fromEntries(changed);
}
