import { sameSize } from '../../src/core/geometry';
import { isLike, type KeptSummary } from './kept';
import { documentResults, type ResultsPart } from './results';

/** Results of documents that are not in front, of any editor, newest first. */
export function otherResults(state: ResultsPart): readonly KeptSummary[] {
  if (state.snapshot === null) return [];
  const own = new Set(documentResults(state));
  return state.kept.filter((one) => !own.has(one));
}

/** The chosen one of `otherResults`: the newest, where none was chosen. */
export function chosenOther(state: ResultsPart): KeptSummary | null {
  const all = otherResults(state);
  return all.find(({ id }) => id === state.results.chosenOther) ?? all[0] ?? null;
}

/**
 * Results of other names that the pixels of the document in front may show to be its own: of its
 * editor and canvas, with something to be recognised by, and of no document that is open as well.
 */
export function searchable(state: ResultsPart): readonly KeptSummary[] {
  const { snapshot, host, documentNames } = state;
  const document = snapshot?.document ?? null;
  if (snapshot === null || document === null) return [];
  return otherResults(state).filter(
    (one) =>
      one.host === host.kind &&
      one.mark !== null &&
      sameSize(one.canvas, document.size) &&
      !snapshot.others.some((other) => isLike(one, other, documentNames)),
  );
}
