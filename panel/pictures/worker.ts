import { expose, transfer } from 'comlink';
import { opaqueCopy, type Image } from '../../src/core/image';
import type { Mask } from '../../src/core/mask';
import { createIndexedShelf } from '../shelf/indexed-shelf';
import type { KeptResult, KeptSummary } from '../shelf/kept';
import { comparePair } from './compare-pair';
import { encodePng } from './encode-png';
import { withMaskAsAlpha } from './masked';
import type { ComparePair, CompareSource } from './pictures';
import { resizeMask } from './resize-mask';
import { buffersOf } from './transferable';

const shelf = createIndexedShelf();

const api = {
  async compare(source: CompareSource): Promise<ComparePair> {
    const pair = await comparePair(source);
    return transfer(pair, [pair.before, pair.after]);
  },
  png(image: Image, mask: Mask): Uint8Array {
    const bytes = encodePng(withMaskAsAlpha(image, resizeMask(mask, image)));
    return transfer(bytes, [bytes.buffer]);
  },
  opaque(image: Image): Image {
    const out = opaqueCopy(image);
    return transfer(out, [out.data.buffer as ArrayBuffer]);
  },
  async keep(taken: KeptResult): Promise<{ kept: KeptResult; lasting: boolean }> {
    const { kept, lasting } = await shelf.keep(taken);
    // What could not be stored stays here as well; a transfer would take it off the shelf.
    return lasting ? transfer({ kept, lasting }, buffersOf(kept.result)) : { kept, lasting };
  },
  list: (): Promise<readonly KeptSummary[]> => shelf.list(),
  take: (id: string): Promise<KeptResult | null> => shelf.take(id),
  discard: (id: string): Promise<void> => shelf.discard(id),
};

export type PicturesWorker = typeof api;

expose(api);
