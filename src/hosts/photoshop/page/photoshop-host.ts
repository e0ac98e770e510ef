import { type LayerRef, type LayerResult, OUTPUT_MODES } from '../../../core/document';
import type { EditorHost } from '../../host';
import { watchedChanges } from '../../watched-changes';
import type { Connection } from '../protocol/connection';
import { LARGEST_DOCUMENT } from '../protocol/limits';
import type { PageEvent } from '../protocol/methods';
import { maskBytes, snapshotFrom, sourceFrom } from './answers';
import { askThrough } from './ask';
import type { EncodePng } from './insert-parcel';
import { Insertions } from './insertions';

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

/** Longest time for a snapshot, milliseconds. */
const SNAPSHOT_MS = 30_000;

/** The host of a page in the webview of the plugin. */
export function createPhotoshopHost(options: PhotoshopHostOptions): PhotoshopHost {
  const { connection, onChanged, version, encodePng } = options;
  const ask = askThrough(connection);
  const insertions = new Insertions(connection, ask, encodePng);
  const tell = (event: PageEvent, value: boolean): void => void connection.notify(event, value);

  const changes = watchedChanges((onChange) => {
    const stop = onChanged(onChange);
    tell('watch', true);
    return () => {
      tell('watch', false);
      stop();
    };
  });

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
    insertLayer: (result, signal) => insertions.insert(result, signal),
    replaceLayer: (layer, result, signal) => insertions.replace(layer, result, signal),
    wasInserted: (result) => insertions.outcome(result),
    onChange: (listener) => changes.listen(listener),
    dispose() {
      changes.stop();
      connection.close();
    },
  };
}
