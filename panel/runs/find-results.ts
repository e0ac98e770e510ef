import { DocumentError, packError } from '../../src/core/errors';
import { sameSize } from '../../src/core/geometry';
import type { DocumentInfo, EditorHost, OtherDocument, Snapshot } from '../../src/hosts/host';
import { failedBesideRuns } from '../store/actions';
import { keptName } from '../store/kept-name';
import type { KeptSummary, Shelf, SourceMark } from '../store/kept';
import { searchable } from '../store/other-results';
import type { PanelState } from '../store/panel-state';
import type { Pictures } from '../store/pictures';
import { documentResults } from '../store/results';
import { resultSearch } from '../store/results-actions';
import type { Store } from '../store/store';

export interface FindDeps {
  readonly store: Store<PanelState>;
  readonly host: Pick<EditorHost, 'readLayer' | 'readsUnnoticed'>;
  readonly pictures: Pick<Pictures, 'digest'>;
  readonly shelf: Pick<Shelf, 'rename'>;
  readonly listKept: () => Promise<void>;
}

/** Finds results that were made in the document in front under another name. */
export interface ResultFinder {
  /**
   * Compares the pixels under results of other names with the document's own; what is the same
   * belongs to it from now on. Newest first, at most `MOST_PLACES`. No call rejects; the store shows
   * the outcome.
   */
  search(): Promise<void>;
}

/** Places that one search reads, of a few pixels each: an editor may stand still for each of them. */
const MOST_PLACES = 16;
/** The same where nobody has asked for the search. */
const MOST_UNASKED = 2;

/**
 * Searches unasked where that is not noticed, and where a document seems to have got another name in
 * an editor whose documents have no ids (Photopea): it is the same one only if its pixels are.
 */
export function createResultFinder(deps: FindDeps): ResultFinder {
  const { store, host, pictures, shelf, listKept } = deps;
  const signal = new AbortController().signal;
  const read = new Set<string>();
  /** Results of the document that may have got another name. */
  let suspected: ReadonlySet<string> = new Set();
  let before = store.get();
  let turn: Promise<void> = Promise.resolve();

  /** Whether the picture of a mark lies in the document: in the same layer, or in the chosen one. */
  async function isIn({ document, layer }: Target, mark: SourceMark): Promise<boolean> {
    const layers = new Set([mark.layerId, layer?.id ?? mark.layerId]);
    for (const layerId of layers) {
      const image = await host
        .readLayer({ documentId: document.id, layerId }, mark.rect, signal)
        .then((source) => source.image, nullWithoutPixels);
      if (image !== null && (await pictures.digest(image)) === mark.digest) return true;
    }
    return false;
  }

  /** How many of the results it has found to be of the document in front. */
  async function find(results: readonly KeptSummary[], most: number): Promise<number> {
    const target = inFront(store.get());
    if (target === null) return 0;
    const { document } = target;
    let found = 0;
    for (const { mark, ids } of byMark(results).slice(0, most)) {
      // A run, or the person in another document, has the editor.
      if (inFront(store.get())?.document.id !== document.id) break;
      read.add(placeOf(document, mark));
      if (!(await isIn(target, mark))) continue;
      for (const id of ids) await shelf.rename(id, keptName(document.name));
      found += ids.length;
    }
    if (found > 0) await listKept();
    return found;
  }

  /** What may be looked for unasked, and was not yet. */
  function unasked(state: PanelState): readonly KeptSummary[] {
    const target = inFront(state);
    if (target === null || (host.readsUnnoticed !== true && suspected.size === 0)) return [];
    return searchable(state).filter(
      ({ id, mark }) =>
        (host.readsUnnoticed === true || suspected.has(id)) &&
        mark !== null &&
        !read.has(placeOf(target.document, mark)),
    );
  }

  async function findUnasked(): Promise<void> {
    const documentId = inFront(store.get())?.document.id;
    const results = unasked(store.get());
    if (documentId === undefined || results.length === 0) return;
    suspected = new Set();
    const most = host.readsUnnoticed === true ? MOST_PLACES : MOST_UNASKED;
    // What fails can still be asked for.
    const found = await find(results, most).catch(() => 0);
    if (found > 0) store.update(resultSearch({ documentId, found }));
  }

  async function findAsked(): Promise<void> {
    const documentId = inFront(store.get())?.document.id;
    if (documentId === undefined) return;
    store.update(resultSearch({ documentId, found: null }));
    try {
      const found = await find(searchable(store.get()), MOST_PLACES);
      store.update(resultSearch({ documentId, found }));
    } catch (error) {
      store.update(resultSearch(null));
      store.update(failedBesideRuns(packError(error)));
    }
  }

  /** One search after the other; each looks at what is there when its turn comes. */
  function inTurn(search: () => Promise<void>): Promise<void> {
    turn = turn.then(search);
    return turn;
  }

  store.subscribe((state) => {
    const { snapshot, kept, run } = state;
    const was = before;
    if (snapshot === was.snapshot && kept === was.kept && run.state === was.run.state) return;
    before = state;
    if (snapshot?.document?.id !== was.snapshot?.document?.id) {
      const isSuspect = mayBeRenamed(was.snapshot, snapshot);
      suspected = new Set(isSuspect ? documentResults(was).map(({ id }) => id) : []);
    }
    if (unasked(state).length > 0) void inTurn(findUnasked);
  });

  return { search: () => inTurn(findAsked) };
}

type Target = Pick<Snapshot, 'layer'> & { readonly document: DocumentInfo };

/** null: nothing is open, or a run has the editor. */
function inFront({ snapshot, run }: PanelState): Target | null {
  const document = snapshot?.document ?? null;
  if (snapshot === null || document === null || run.state === 'running') return null;
  return { document, layer: snapshot.layer };
}

function placeOf({ id, name }: DocumentInfo, { digest }: SourceMark): string {
  return JSON.stringify([id, name, digest]);
}

interface Marked {
  readonly mark: SourceMark;
  readonly ids: readonly string[];
}

/** Results by what they are recognised by, which variants share. */
function byMark(results: readonly KeptSummary[]): readonly Marked[] {
  const marked = new Map<string, Marked>();
  for (const { id, mark } of results) {
    if (mark === null) continue;
    const key = JSON.stringify(mark);
    marked.set(key, { mark, ids: [...(marked.get(key)?.ids ?? []), id] });
  }
  return [...marked.values()];
}

/** A layer that is not there, or has no pixels, is not the one. */
function nullWithoutPixels(error: unknown): null {
  if (error instanceof DocumentError) return null;
  throw error;
}

/**
 * Whether the document in front took the place of one of another name and the same canvas, which is
 * open no more, while nothing else was opened or closed.
 */
function mayBeRenamed(before: Snapshot | null, now: Snapshot | null): boolean {
  const was = before?.document ?? null;
  const is = now?.document ?? null;
  if (before === null || now === null || was === null || is === null) return false;
  if (was.id === is.id || !sameSize(was.size, is.size)) return false;
  if (before.others.length !== now.others.length) return false;
  return !isAmong(before, is) && !isAmong(now, was);
}

function isAmong({ document, others }: Snapshot, { name, size }: OtherDocument): boolean {
  const open = document === null ? others : [document, ...others];
  return open.some((one) => one.name === name && sameSize(one.size, size));
}
