import { abortable } from '../../../src/core/abort';
import { sameRect, translate, type DocRect } from '../../../src/core/geometry';
import { cropImage } from '../../../src/core/image';
import { createMask, cropMask } from '../../../src/core/mask';
import type { EditorHost } from '../../../src/hosts/host';
import type { RestorerSettings } from '../../../src/restore/request';
import { cardKnowledge } from '../../store/card-knowledge';
import type { PanelState } from '../../store/panel-state';
import { closePair, type Pictures } from '../../store/pictures';
import { region } from '../../store/selectors';
import type { Store } from '../../store/store';
import { closeTry, takenOf, type TakenOf } from '../../store/try-here';
import { tryPictureShown } from '../../store/try-here-actions';
import { readSource, type Source } from '../job';
import { targetOf } from '../readiness';
import { rememberReads } from './remembered-reads';

/** Longer side of the picture to choose a point in: twice what the panel is wide, for dense screens. */
const PICTURE_SIDE = 1280;

export interface ReadTriedDeps {
  readonly store: Store<PanelState>;
  readonly host: EditorHost;
  readonly pictures: Pick<Pictures, 'compare'>;
}

/** What a try is made of. */
export interface ReadTried {
  readonly source: Source;
  readonly of: TakenOf;
}

export interface TriedReader {
  /** Reads what a run would read, where it has changed, and shows it. */
  read(before: PanelState, restorer: RestorerSettings, signal: AbortSignal): Promise<ReadTried>;
  /** Frees what is remembered. */
  forget(): void;
}

export function createTriedReader({ store, host, pictures }: ReadTriedDeps): TriedReader {
  const reads = rememberReads(host);

  async function read(
    before: PanelState,
    restorer: RestorerSettings,
    signal: AbortSignal,
  ): Promise<ReadTried> {
    const { settings } = before;
    const snapshot = await abortable(host.snapshot(signal), signal);
    const target = targetOf(snapshot);
    const reader = { host: reads.at(snapshot.revision) };
    const options = { settings, restorers: [restorer], memory: cardKnowledge(before), signal };
    const source = await readSource(reader, options, target, snapshot.selection);
    const docRect = region({ ...before, snapshot })?.docRect ?? source.request.contextRect;
    const of = takenOf(snapshot);
    if (of === null) throw new TypeError('a target without a document');
    const shown = store.get().tryHere?.picture;
    const isShown =
      shown?.of.revision === of.revision &&
      shown.of.documentId === of.documentId &&
      sameRect(shown.docRect, docRect);
    if (!isShown) await show(source, docRect, of, signal);
    return { source, of };
  }

  async function show(
    { request }: Source,
    docRect: DocRect,
    of: TakenOf,
    signal: AbortSignal,
  ): Promise<void> {
    const part = translate(docRect, -request.contextRect.x, -request.contextRect.y);
    const image = cropImage(request.source, part);
    const mask =
      request.selection === null ? createMask(part, 255) : cropMask(request.selection, part);
    const source = { before: image, after: image, mask, longestSide: PICTURE_SIDE };
    const pair = await pictures.compare(source);
    if (signal.aborted) closePair(pair);
    signal.throwIfAborted();
    const { tryHere: last } = store.get();
    store.update(tryPictureShown({ docRect, pair, of }));
    closeTry(last);
  }

  return { read, forget: () => reads.forget() };
}
