import { HostError } from '../../../core/errors';
import { type LayerRef, type LayerResult, OUTPUT_MODES } from '../../../core/document';
import type { EditorHost } from '../../host';
import { watchedChanges } from '../../watched-changes';
import { bridgeProtocol } from '../protocol/errors';
import type { Connection } from '../protocol/connection';
import { LARGEST_DOCUMENT } from '../protocol/largest-document';
import type { PageEvent } from '../protocol/methods';
import type { Json } from '../protocol/json';
import { maskBytes, refFrom, snapshotFrom, sourceFrom } from './answers';
import { askThrough } from './ask';
import { insertKey, insertParcel, type EncodePng } from './insert-parcel';

export interface PhotoshopHostOptions {
  /** Connection to the plugin; closed with the host. */
  readonly connection: Connection;
  /** Calls back when the plugin reports that the document may have changed. */
  readonly onChanged: (listener: () => void) => () => void;
  /** Photoshop's version, from UXP's `host.version`. */
  readonly version: string;
  readonly encodePng: EncodePng;
}

export interface PhotoshopHost extends EditorHost {
  readonly kind: 'photoshop';
  /**
   * Layer that an insertion of this result made although its answer was lost; waits for one that is
   * still running. null: nothing was inserted.
   */
  wasInserted(result: LayerResult): Promise<LayerRef | null>;
}

const SNAPSHOT_MS = 30_000;

/** Longest time for an insertion, milliseconds: Photoshop may have a dialog open, or a slow disk. */
const INSERT_MS = 600_000;

/** Codes of failures that left the document unchanged and the sent data with the plugin for a retry. */
const RETRIABLE = ['photoshop-busy', 'photoshop-cancelled', 'photoshop-failed'];

/** The host of a page in the webview of the plugin. */
export function createPhotoshopHost(options: PhotoshopHostOptions): PhotoshopHost {
  const { connection, onChanged, version, encodePng } = options;
  const ask = askThrough(connection);
  /** Key of the result that the plugin already holds completely. */
  let sent: string | null = null;

  const tell = (event: PageEvent, value: Json): void => void connection.notify(event, value);

  const changes = watchedChanges((onChange) => {
    const stop = onChanged(onChange);
    tell('watch', true);
    return () => {
      tell('watch', false);
      stop();
    };
  });

  const settle = (key: string): void => {
    sent = null;
    tell('settled', key);
  };

  const insert = async (key: string, result: LayerResult, signal: AbortSignal) => {
    const how = { signal, onAbort: 'answered', timeoutMs: INSERT_MS } as const;
    if (sent === key) {
      const ref = refFrom(await ask('insertAgain', key, how));
      if (ref !== null) return ref;
    }
    const { params, blobs } = await insertParcel(key, result, encodePng, signal);
    const ref = refFrom(await ask('insert', params, { ...how, blobs }));
    if (ref === null) throw bridgeProtocol('insert');
    return ref;
  };

  return {
    kind: 'photoshop',
    description: `Photoshop ${version}`,
    modes: OUTPUT_MODES,
    largestDocument: LARGEST_DOCUMENT,
    async snapshot(signal) {
      const { value } = await ask('snapshot', null, { signal, timeoutMs: SNAPSHOT_MS });
      return snapshotFrom(value);
    },
    async readLayer({ documentId, layerId }, docRect, signal) {
      const params = { documentId, layerId, rect: { ...docRect } };
      return sourceFrom(await ask('readLayer', params, { signal }), docRect);
    },
    async readSelection(documentId, docRect, signal) {
      const params = { documentId, rect: { ...docRect } };
      const data = maskBytes(await ask('readSelection', params, { signal }), docRect);
      return data && { width: docRect.width, height: docRect.height, data };
    },
    async insertLayer(result, signal) {
      signal.throwIfAborted();
      const key = insertKey(result);
      try {
        const ref = await insert(key, result, signal);
        settle(key);
        return ref;
      } catch (error) {
        if (isKept(error)) sent = key;
        else if (connection.peer !== null) settle(key);
        throw error;
      }
    },
    async wasInserted(result) {
      const key = insertKey(result);
      const ref = refFrom(await ask('insertOutcome', key, { timeoutMs: INSERT_MS }));
      if (ref !== null) settle(key);
      return ref;
    },
    onChange: (listener) => changes.listen(listener),
    dispose() {
      changes.stop();
      connection.close();
    },
  };
}

function isKept(error: unknown): boolean {
  return error instanceof HostError && RETRIABLE.includes(error.code);
}
