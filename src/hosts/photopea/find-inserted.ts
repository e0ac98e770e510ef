import type { LayerRef } from '../../core/document';
import { count, number, object, successOf, text } from './answers';
import type { PhotopeaChannel } from './channel';
import { documentId, layerId } from './keys';
import { idsOf } from './insert-mark';
import { findInsertedScript } from './scripts/tidy-scripts';

export interface Inserted {
  /** How many layers carry the mark: the same result may have been inserted several times. */
  readonly count: number;
  readonly ref: LayerRef | null;
}

/** Looks in all open documents for layers that carry the mark of a result (`insertMark`). */
export async function findInserted(
  channel: PhotopeaChannel,
  mark: number,
  name: string,
  signal?: AbortSignal,
): Promise<Inserted> {
  const script = findInsertedScript(idsOf(mark), name);
  const call = { purpose: 'find-result', script } as const;
  const fields = successOf(await channel.call(signal === undefined ? call : { ...call, signal }));
  const hits = count(fields['count'], 'count');
  if (hits === 0) return { count: 0, ref: null };
  const found = object(fields['found'], 'found');
  const doc = {
    index: count(found['index'], 'index'),
    name: text(found['doc'], 'name'),
    width: number(found['width'], 'size'),
    height: number(found['height'], 'size'),
  };
  const layer = {
    id: number(found['id'], 'id'),
    name: text(found['name'], 'name'),
    item: number(found['item'], 'item'),
  };
  return { count: hits, ref: { documentId: documentId(doc), layerId: layerId(layer) } };
}
