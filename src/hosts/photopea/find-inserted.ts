import * as v from 'valibot';
import type { LayerRef } from '../../core/document';
import { checked, COUNT, DOCUMENT_KEY, LAYER_KEY, successOf } from './answers';
import type { PhotopeaChannel } from './channel';
import { documentId, layerId } from './keys';
import { idsOf } from './insert-mark';
import { findInsertedScript } from './scripts/tidy-scripts';

export interface Inserted {
  /** How many layers carry the mark: the same result may have been inserted several times. */
  readonly count: number;
  readonly ref: LayerRef | null;
}

const FOUND = v.object({ count: COUNT, found: v.unknown() });

/** The newest of the layers; `doc` is the name of its document, the other fields are keys of both. */
const LAYER = v.object({ ...DOCUMENT_KEY.entries, ...LAYER_KEY.entries, doc: v.string() });

/** Looks in all open documents for layers that carry the mark of a result (`insertMark`). */
export async function findInserted(
  channel: PhotopeaChannel,
  mark: number,
  name: string,
  signal?: AbortSignal,
): Promise<Inserted> {
  const script = findInsertedScript(idsOf(mark), name);
  const call = { purpose: 'find-result', script } as const;
  const answer = await channel.call(signal === undefined ? call : { ...call, signal });
  const { count, found } = checked(FOUND, successOf(answer));
  if (count === 0) return { count, ref: null };
  const { doc, ...layer } = checked(LAYER, found);
  return {
    count,
    ref: { documentId: documentId({ ...layer, name: doc }), layerId: layerId(layer) },
  };
}
