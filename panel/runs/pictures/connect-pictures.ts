import { connect } from '../../../src/rpc/connect';
import { moved } from '../../../src/rpc/transfer';
import type { Shelf } from '../../store/kept';
import type { Pictures } from '../../store/pictures';
import type { PicturesWorker } from './pictures.worker';

/** The page's side of the worker that encodes, shrinks and stores pictures. */
export function connectPictures(worker: Worker): { pictures: Pictures; shelf: Shelf } {
  const { remote } = connect<PicturesWorker>(worker);
  return {
    pictures: {
      compare: remote.compare,
      async png(image, mask) {
        const bytes = await remote.png(image, mask);
        return new Blob([new Uint8Array(bytes)], { type: 'image/png' });
      },
      opaque: remote.opaque,
    },
    shelf: {
      keep: (kept) => remote.keep(moved(kept, [kept.result, kept.before])),
      list: remote.list,
      take: remote.take,
      place: remote.place,
      discard: remote.discard,
      tidy: remote.tidy,
    },
  };
}
