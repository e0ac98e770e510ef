import type { ImageColors } from '../../../src/core/document';
import type { Image } from '../../../src/core/image';
import type { Mask } from '../../../src/core/mask';
import { withMaskAsAlpha } from '../../../src/pixels/alpha';
import { enlargeMask } from '../../../src/pixels/linear';
import { colorChunks } from '../../../src/pixels/png/color-chunks';
import { encodePng } from '../../../src/pixels/png/encode-png';
import { serve } from '../../../src/rpc/serve';
import { copied } from '../../../src/rpc/transfer';
import { adjustedShelf } from '../shelf/adjusted-shelf';
import { createBrowserShelf } from '../shelf/browser-shelf';
import { pixelDigest } from '../shelf/source-mark';
import type { Adjustment } from '../../../src/restore/adjust/adjustment';
import type { KeptResult, Shelf } from '../../store/kept';
import type { TakenRun, UnfinishedRuns } from '../../store/unfinished';
import { createClaims } from '../../store/claims';
import { fileMarks } from '../unfinished/file-marks';
import { createIndexedRecords } from '../unfinished/indexed-records';
import { createUnfinishedRuns } from '../unfinished/unfinished-runs';
import { comparePair } from './compare-pair';
import { createOpenAdjuster } from './open-adjuster';
import { shownLayer } from './shown-layer';

const shelf = createBrowserShelf();
const unfinished = createUnfinishedRuns(createIndexedRecords(), createClaims());
const adjuster = createOpenAdjuster(shelf);
const adjusted = adjustedShelf(shelf, adjuster.looksOf);

const api = {
  compare: comparePair,
  async png(image: Image, mask: Mask, colors: ImageColors): Promise<Uint8Array> {
    const chunks = await colorChunks(colors);
    return encodePng(withMaskAsAlpha(image, enlargeMask(mask, image)), { chunks });
  },
  shown: shownLayer,
  digest: pixelDigest,
  async keep(taken: KeptResult): ReturnType<Shelf['keep']> {
    const stored = await shelf.keep(taken);
    // What could not be stored stays here as well; a move would take it off the shelf.
    return stored.lasting ? stored : copied(stored);
  },
  list: () => shelf.list(),
  // It may be one that could not be stored.
  take: async (id: string, signal?: AbortSignal): Promise<KeptResult | null> =>
    structuredClone(await adjusted.take(id, signal)),
  adjust: (id: string, adjustment: Adjustment) => adjusted.adjust(id, adjustment),
  place: (...[id, placed]: Parameters<Shelf['place']>) => shelf.place(id, placed),
  rename: (id: string, laterName: string) => shelf.rename(id, laterName),
  hold: (ids: readonly string[]) => shelf.hold(ids),
  discard: (id: string) => shelf.discard(id),
  tidy: () => shelf.tidy(),

  marks: fileMarks,
  saveRun: (...[run, stepsDone, begun]: Parameters<UnfinishedRuns['save']>) =>
    unfinished.save(run, stepsDone, begun),
  goToNextRun: (...[id, nextId]: Parameters<UnfinishedRuns['goToNext']>) =>
    unfinished.goToNext(id, nextId),
  listRuns: () => unfinished.list(),
  // It may be one that could not be stored.
  takeRun: async (id: string): Promise<TakenRun> => copied(await unfinished.take(id)),
  releaseRun: (id: string) => unfinished.release(id),
  discardRun: (id: string) => unfinished.discard(id),

  openAdjuster: adjuster.open,
  roughlyAdjusted: adjuster.rough,
  previewAdjusted: adjuster.preview,
  adjusted: adjuster.result,
  closeAdjuster: adjuster.close,
};

export type PicturesWorker = typeof api;

serve(api);
