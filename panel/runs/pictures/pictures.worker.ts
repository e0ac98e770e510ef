import { opaqueCopy, type Image } from '../../../src/core/image';
import type { Mask } from '../../../src/core/mask';
import { serve } from '../../../src/rpc/serve';
import { copied } from '../../../src/rpc/transfer';
import { createIndexedShelf } from '../shelf/indexed-shelf';
import type { KeptResult, Shelf } from '../../store/kept';
import { comparePair } from './compare-pair';
import { encodePng } from './encode-png';
import { withMaskAsAlpha } from './masked';
import { resizeMask } from './resize-mask';

const shelf = createIndexedShelf();

const api = {
  compare: comparePair,
  png(image: Image, mask: Mask): Uint8Array {
    return encodePng(withMaskAsAlpha(image, resizeMask(mask, image)));
  },
  opaque: opaqueCopy,
  async keep(taken: KeptResult): ReturnType<Shelf['keep']> {
    const stored = await shelf.keep(taken);
    // What could not be stored stays here as well; a move would take it off the shelf.
    return stored.lasting ? stored : copied(stored);
  },
  list: () => shelf.list(),
  // It may be one that could not be stored.
  take: async (id: string): Promise<KeptResult | null> => copied(await shelf.take(id)),
  discard: (id: string) => shelf.discard(id),
};

export type PicturesWorker = typeof api;

serve(api);
