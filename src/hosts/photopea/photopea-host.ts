import { abortable } from '../../core/abort';
import { type LayerRef, type LayerResult, OUTPUT_MODES } from '../../core/document';
import type { EditorHost } from '../host';
import { watchedChanges } from '../watched-changes';
import type { PhotopeaChannel } from './channel';
import type { PhotopeaCodec } from './codec';
import type { HostContext } from './context';
import { findInserted } from './find-inserted';
import { insertResult } from './insert-result';
import { replaceResult } from './replace-result';
import { insertMark } from './insert-mark';
import { parseDocumentId, parseLayerId } from './keys';
import { readSourceLayer } from './read-layer';
import { readSoftSelection } from './read-selection';
import { readState, revisionOf, snapshotOf } from './snapshot';
import { createTraitsReader } from './traits';
import { watchPhotopea, type Visibility } from './watch-photopea';

export interface PhotopeaHostOptions {
  /** From `detectPhotopea`; closed with the host. */
  readonly channel: PhotopeaChannel;
  /** From `startCodec`; disposed with the host. */
  readonly codec: PhotopeaCodec;
  readonly visibility: Visibility;
  /** Waits between the attempts while Photopea refuses because of an open dialog. */
  readonly refusalWaitsMs?: readonly number[];
}

export interface PhotopeaHost extends EditorHost {
  /**
   * Whether this result is in an open document already: the page may have been closed between sending
   * it and hearing of it. null: it is not.
   */
  wasInserted(result: LayerResult): Promise<LayerRef | null>;
}

const REFUSAL_WAITS_MS = [400, 800, 1600];

/** The host for a page that Photopea shows as a plugin. */
export function createPhotopeaHost(options: PhotopeaHostOptions): PhotopeaHost {
  const { channel, codec, visibility, refusalWaitsMs = REFUSAL_WAITS_MS } = options;
  const context: HostContext = {
    channel,
    codec,
    traits: createTraitsReader(channel, codec),
    refusalWaitsMs,
    lastRead: null,
    ownRows: null,
    lastInsertion: null,
    refused: false,
    uncertain: new Map(),
  };
  let shown: string | null = null;

  const changes = watchedChanges((onChange) =>
    watchPhotopea({
      visibility,
      shown: () => shown,
      look: async () => revisionOf(context, await readState(context, undefined)),
      busy: () => !channel.idle,
      onChange,
    }),
  );

  return {
    kind: 'photopea',
    description: 'Photopea',
    modes: OUTPUT_MODES,
    async snapshot(signal) {
      const state = await readState(context, signal);
      const open = state.document;
      if (open !== null) await context.traits.inPassing({ ...open, doc: open.key });
      const snapshot = snapshotOf(context, state);
      shown = snapshot.revision;
      return snapshot;
    },
    async readLayer(layer, docRect, signal) {
      signal.throwIfAborted();
      const doc = parseDocumentId(layer.documentId);
      const key = parseLayerId(layer.layerId);
      return abortable(readSourceLayer(context, doc, key, docRect, signal), signal);
    },
    async readSelection(id, docRect, signal) {
      signal.throwIfAborted();
      return abortable(readSoftSelection(context, parseDocumentId(id), docRect, signal), signal);
    },
    async insertLayer(result, signal) {
      signal.throwIfAborted();
      // Not `abortable`: the promise must not settle before an insertion under way is taken back.
      return insertResult(context, result, signal);
    },
    async replaceLayer(layer, result, signal) {
      signal.throwIfAborted();
      return replaceResult(context, layer, result, signal);
    },
    async wasInserted(result) {
      return (await findInserted(channel, insertMark(result), result.name)).ref;
    },
    onChange: (listener) => changes.listen(listener),
    dispose() {
      changes.stop();
      channel.close();
      codec.dispose();
    },
  };
}
