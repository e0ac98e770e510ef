import { transfer, wrap } from 'comlink';
import type { Shelf } from '../shelf/kept';
import type { Pictures } from './pictures';
import { buffersOf } from './transferable';
import type { PicturesWorker } from './worker';

/** The page's side of the worker that encodes, shrinks and stores pictures. */
export function connectPictures(worker: Worker): { pictures: Pictures; shelf: Shelf } {
  const remote = wrap<PicturesWorker>(worker);
  return {
    pictures: {
      compare: (source) => remote.compare(source),
      async png(image, mask) {
        const bytes = await remote.png(image, mask);
        return new Blob([new Uint8Array(bytes)], { type: 'image/png' });
      },
      opaque: (image) => remote.opaque(image),
    },
    shelf: {
      keep: (kept) => remote.keep(transfer(kept, buffersOf(kept.result))),
      list: () => remote.list(),
      take: (id) => remote.take(id),
      discard: (id) => remote.discard(id),
    },
  };
}
