import { connect } from '../../../src/rpc/connect';
import { moved } from '../../../src/rpc/transfer';
import type { Shelf } from '../../store/kept';
import type { Pictures } from '../../store/pictures';
import type { UnfinishedRuns } from '../../store/unfinished';
import type { PicturesWorker } from './pictures.worker';

/** The page's side of the worker that encodes, shrinks and stores pictures. */
export function connectPictures(worker: Worker): {
  readonly pictures: Pictures;
  readonly shelf: Shelf;
  readonly unfinished: UnfinishedRuns;
} {
  const { remote } = connect<PicturesWorker>(worker);
  return {
    pictures: {
      compare: remote.compare,
      async png(image, mask, colors) {
        const bytes = await remote.png(image, mask, colors);
        return new Blob([new Uint8Array(bytes)], { type: 'image/png' });
      },
      shown: (result, opaque) => remote.shown(moved(result), opaque),
      digest: remote.digest,
      adjuster: {
        open: remote.openAdjuster,
        rough: remote.roughlyAdjusted,
        preview: remote.previewAdjusted,
        result: remote.adjusted,
        close: remote.closeAdjuster,
      },
    },
    shelf: {
      keep: (kept) => remote.keep(moved(kept, [kept.result, kept.before])),
      list: remote.list,
      take: remote.take,
      adjust: remote.adjust,
      place: remote.place,
      rename: remote.rename,
      discard: remote.discard,
      hold: remote.hold,
      tidy: remote.tidy,
    },
    unfinished: {
      marks: remote.marks,
      save: remote.saveRun,
      goToNext: remote.goToNextRun,
      list: remote.listRuns,
      take: remote.takeRun,
      release: remote.releaseRun,
      discard: remote.discardRun,
    },
  };
}
