import * as v from 'valibot';
import type { Handler } from '../protocol/responder';
import type { Parcel } from '../protocol/message';
import { checked, RECT, textUpTo, type Json } from '../protocol/parse';
import type { Appearance, LayerRef, SourceLayer } from '../../../core/document';
import type { Snapshot } from '../../host';
import { asPanelError } from './errors';
import { insertRequestFrom } from './insert-request';
import type { KeptInsert } from './kept-insert';
import { readLayer } from './read-layer';
import { readSelection } from './read-selection';
import type { HostRoom } from './modal';

const ID = textUpTo(255);
const DOCUMENT_PART = v.object({ documentId: ID, rect: RECT });
const LAYER_PART = v.object({ documentId: ID, layerId: ID, rect: RECT });

/** The operations on documents, as the page asks for them. */
export function hostHandlers(
  room: HostRoom,
  kept: KeptInsert,
  takeSnapshot: () => Snapshot,
): Readonly<Record<string, Handler>> {
  const handlers: Record<string, Handler> = {
    snapshot: () => Promise.resolve({ value: plain(takeSnapshot()), blobs: [] }),
    readLayer: async ({ params, signal }) => {
      const { rect, ...ref } = checked(LAYER_PART, params, 'layer');
      return sourceParcel(await readLayer(room, ref, rect, signal));
    },
    readSelection: async ({ params, signal }) => {
      const { documentId, rect } = checked(DOCUMENT_PART, params, 'selection');
      const mask = await readSelection(room, documentId, rect, signal);
      return { value: mask !== null, blobs: mask === null ? [] : [mask.data] };
    },
    insert: async ({ params, blobs, signal }) =>
      refParcel(await kept.insert(insertRequestFrom(params, blobs), signal)),
    insertAgain: async ({ params, signal }) => {
      const again = kept.again(checked(ID, params, 'key'), signal);
      return refParcel(again === null ? null : await again);
    },
    insertOutcome: async ({ params }) => refParcel(await kept.outcome(checked(ID, params, 'key'))),
  };
  return Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [name, explained(name, handler)]),
  );
}

/** Makes errors that can be shown of what Photoshop throws. */
function explained(name: string, handler: Handler): Handler {
  return async (call) => {
    try {
      return await handler(call);
    } catch (error) {
      throw asPanelError(name, error);
    }
  };
}

/** Photoshop gives no profile's bytes: all that there is to say is whether the values are sRGB. */
function sourceParcel({ image, colors, appearance }: SourceLayer): Parcel {
  const { width, height, depth, data } = image;
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const srgb = colors === 'srgb';
  return { value: { width, height, depth, srgb, appearance: plain(appearance) }, blobs: [bytes] };
}

function refParcel(ref: LayerRef | null): Parcel {
  return { value: ref && { documentId: ref.documentId, layerId: ref.layerId }, blobs: [] };
}

/** Snapshots and appearances hold what JSON can say, and nothing else. */
function plain(value: Snapshot | Appearance): Json {
  return value as unknown as Json;
}
