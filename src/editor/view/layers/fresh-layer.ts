import type { EditorState } from '../../editor-state';
import { allIds } from './layer-rows';

/**
 * The layer that was added last: one that is in `after` and was not in `before`, of the same
 * document; otherwise the one known so far, as long as it is still there.
 */
export function newLayerId(
  before: EditorState,
  after: EditorState,
  known: string | null,
): string | null {
  if (after.document === null || before.document?.id !== after.document.id) return null;
  if (before.layers === after.layers) return known;
  const old = new Set(allIds(before.layers));
  const now = allIds(after.layers);
  const added = now.find((id) => !old.has(id));
  if (added !== undefined) return added;
  return known !== null && now.includes(known) ? known : null;
}
