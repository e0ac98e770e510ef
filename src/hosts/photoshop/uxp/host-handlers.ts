import type { Handler } from '../protocol/responder';
import type { Parcel } from '../protocol/message';
import { bridgeProtocol } from '../protocol/errors';
import { isObject, type Fields, type Json, rectFrom, textFrom } from '../protocol/parse';
import type { Appearance, LayerRef, SourceLayer } from '../../../core/document';
import type { Snapshot } from '../../host';
import { asPanelError } from './errors';
import { insertRequestFrom } from './insert-request';
import type { KeptInsert } from './kept-insert';
import { readLayer } from './read-layer';
import { readSelection } from './read-selection';
import type { HostRoom } from './modal';

const MAX_ID = 255;

/** The operations on documents, as the page asks for them. */
export function hostHandlers(
  room: HostRoom,
  kept: KeptInsert,
  takeSnapshot: () => Snapshot,
): Readonly<Record<string, Handler>> {
  const handlers: Record<string, Handler> = {
    snapshot: () => Promise.resolve({ value: plain(takeSnapshot()), blobs: [] }),
    readLayer: async ({ params, signal }) => {
      const { documentId, layerId, rect } = fieldsOf(params);
      const ref = {
        documentId: textFrom(documentId, MAX_ID),
        layerId: textFrom(layerId, MAX_ID),
      };
      return sourceParcel(await readLayer(room, ref, rectFrom(rect), signal));
    },
    readSelection: async ({ params, signal }) => {
      const { documentId, rect } = fieldsOf(params);
      const id = textFrom(documentId, MAX_ID);
      const mask = await readSelection(room, id, rectFrom(rect), signal);
      return { value: mask !== null, blobs: mask === null ? [] : [mask.data] };
    },
    insert: async ({ params, blobs, signal }) =>
      refParcel(await kept.insert(insertRequestFrom(params, blobs), signal)),
    insertAgain: async ({ params, signal }) => {
      const again = kept.again(textFrom(params, MAX_ID), signal);
      return refParcel(again === null ? null : await again);
    },
    insertOutcome: async ({ params }) => refParcel(await kept.outcome(textFrom(params, MAX_ID))),
  };
  return Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [name, explained(name, handler)]),
  );
}

/** What Photoshop throws becomes an error that can be shown. */
function explained(name: string, handler: Handler): Handler {
  return async (call) => {
    try {
      return await handler(call);
    } catch (error) {
      throw asPanelError(name, error);
    }
  };
}

function fieldsOf(params: unknown): Fields {
  if (!isObject(params)) throw bridgeProtocol('parameters');
  return params;
}

function sourceParcel({ image, appearance }: SourceLayer): Parcel {
  const { width, height, depth, data } = image;
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { value: { width, height, depth, appearance: plain(appearance) }, blobs: [bytes] };
}

function refParcel(ref: LayerRef | null): Parcel {
  return { value: ref && { documentId: ref.documentId, layerId: ref.layerId }, blobs: [] };
}

/** Snapshots and appearances hold what JSON can say, and nothing else. */
function plain(value: Snapshot | Appearance): Json {
  return value as unknown as Json;
}
