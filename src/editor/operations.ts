import { throwIfAborted } from '../core/abort';
import { area } from '../core/geometry';
import type { Image } from '../core/image';
import type { LayerResult } from '../core/document';
import type { EditorDocument } from './document/editor-document';
import type { Layer } from './document/layer';
import { appearanceOf, findLayer } from './document/tree';
import { documentGone, layerGone } from './document/errors';
import { insertResult } from './insert/insert-result';
import type { DecodeImage } from './open/decode-image';
import { openFile } from './open/open-file';
import { encodePng } from './save/encode-png';
import { scaleSelection, selectionOn } from './select/selection';
import type { EditorState } from './editor-state';
import type { EditorOperations, RenderedPixels } from './editor';
import * as commands from './history/document-commands';
import {
  type HistoryStep,
  beginHistory,
  record,
  redo,
  undo,
  type History,
  type Moment,
} from './history/history';
import { saveLayerPng, savePng, savePsd } from './save/save-document';
import { layerThumbnail, maskThumbnail } from './render/thumbnails';
import { createDocumentView } from './render/document-view';
import { createDescriber } from './describe-state';

const INSERT_STEPS: Readonly<Record<LayerResult['mode'], HistoryStep>> = {
  'in-place': 'insert-layer',
  enlarge: 'enlarge-document',
  'smart-object': 'insert-smart-object',
};

/**
 * The editor without a page: holds the one open document and its history, answers the views and the
 * panel. Changes happen one after the other; `onState` hears of each before its command settles.
 */
export function createSession(
  decode: DecodeImage,
  onState: (state: EditorState) => void,
): EditorOperations {
  const view = createDocumentView();
  const describe = createDescriber();
  let history: History | null = null;
  let saved: EditorDocument | null = null;
  /** The newest PSD file of which nobody has said yet that it was written. */
  let unwritten: { readonly receipt: number; readonly document: EditorDocument } | null = null;
  let receipts = 0;
  let documentCount = 0;
  let layerCount = 0;
  let lastState = describe(null, null);
  let queue: Promise<unknown> = Promise.resolve();

  const show = (next: History | null): void => {
    history = next;
    lastState = describe(history, saved);
    onState(lastState);
  };
  /** One change at a time; the next begins whatever became of this one. */
  const inTurn = <T>(work: () => Promise<T> | T): Promise<T> => {
    const turn = queue.then(work);
    queue = turn.catch(() => undefined);
    return turn;
  };
  const run = (command: commands.DocumentCommand): Promise<void> =>
    inTurn(() => {
      if (history === null) throw documentGone();
      const next = command(history);
      if (next !== history) show(next);
    });
  const moment = (): Moment => {
    if (history === null) throw documentGone();
    return history.present;
  };
  const documentOf = (id: string): EditorDocument => {
    const { document } = moment();
    if (document.id !== id) throw documentGone();
    return document;
  };
  const layerOf = (document: EditorDocument, id: string): Layer => {
    const layer = findLayer(document.layers, id);
    if (layer === null) throw layerGone();
    return layer;
  };
  const rendered = (image: Image): RenderedPixels => {
    const { width, height } = image;
    const pixelsRevision = lastState.document?.pixelsRevision ?? 0;
    return { width, height, data: new Uint8ClampedArray(image.data), pixelsRevision };
  };

  return {
    open: (bytes, name, signal) =>
      inTurn(async () => {
        const id = `document-${++documentCount}`;
        const { document, activeLayerId } = await openFile(
          new Uint8Array(bytes),
          id,
          name,
          decode,
          signal,
        );
        view.clear();
        saved = document;
        show(beginHistory({ document, selection: null, activeLayerId, step: 'open' }));
      }),
    close: () =>
      inTurn(() => {
        view.clear();
        saved = null;
        show(null);
      }),

    setActiveLayer: (layerId) => run(commands.setActiveLayer(layerId)),
    setVisibility: (layerId, visible) => run(commands.setVisibility(layerId, visible)),
    select: (shape, mode, sigma) => run(commands.select(shape, mode, sigma)),
    selectAll: () => run(commands.selectAll),
    selectNone: () => run(commands.selectNone),
    invertSelection: () => run(commands.invertSelection),
    moveSelection: (dx, dy) => run(commands.shiftSelection(dx, dy)),
    undo: () => run(undo),
    redo: () => run(redo),

    renderRegion: async (docRect, outSize, signal) =>
      rendered(await view.renderRegion(moment().document, docRect, outSize, signal)),
    renderWithout: async (layerId, docRect, outSize, signal) =>
      rendered(await view.renderWithout(moment().document, layerId, docRect, outSize, signal)),
    renderThumbnail: async (layerId, maxSide, signal) => {
      const { document } = moment();
      const layer = layerOf(document, layerId);
      return rendered(await layerThumbnail(view, document, layer, maxSide, signal));
    },
    renderMaskThumbnail: (layerId, maxSide) => {
      const { document } = moment();
      return Promise.resolve(
        rendered(maskThumbnail(document, layerOf(document, layerId), maxSide)),
      );
    },

    save: async (format, signal) => {
      const { document } = moment();
      if (format === 'png') return { ...(await savePng(view, document, signal)), receipt: null };
      const file = await savePsd(view, document, signal);
      unwritten = { receipt: ++receipts, document };
      return { ...file, receipt: receipts };
    },
    written: (receipt) => {
      const open = history?.present.document.id;
      if (unwritten?.receipt === receipt && unwritten.document.id === open) {
        saved = unwritten.document;
        unwritten = null;
        show(history);
      }
      return Promise.resolve();
    },
    saveLayer: async (layerId, signal) => {
      const { document } = moment();
      return saveLayerPng(view, document, layerOf(document, layerId), signal);
    },
    encodePng: (image, signal) => encodePng(image, null, signal),

    readLayer: async (layer, docRect, signal) => {
      throwIfAborted(signal);
      const document = documentOf(layer.documentId);
      const source = layerOf(document, layer.layerId);
      const appearance = appearanceOf(document.layers, layer.layerId);
      if (appearance === null) throw layerGone();
      return { image: await view.sourcePixels(document, source, docRect, signal), appearance };
    },
    readSelection: (documentId, docRect, signal) =>
      Promise.resolve().then(() => {
        throwIfAborted(signal);
        documentOf(documentId);
        const { selection } = moment();
        return selection === null ? null : selectionOn(selection, docRect);
      }),
    insertLayer: (result, signal) =>
      inTurn(async () => {
        throwIfAborted(signal);
        const before = history;
        const document = before?.present.document ?? null;
        const id = `added-${++layerCount}`;
        const composite = (of: EditorDocument): Promise<Image> => view.composite(of, signal);
        const inserted = await insertResult(document, result, id, composite, signal);
        // An abort that arrived while nothing could be heard still counts.
        await new Promise<void>((resolve) => setTimeout(resolve));
        throwIfAborted(signal);
        if (before === null) throw documentGone();
        const selection = scaledSelection(before.present, inserted.document);
        const next = { document: inserted.document, selection, activeLayerId: id };
        show(record(before, { ...next, step: INSERT_STEPS[result.mode] }));
        return { documentId: inserted.document.id, layerId: id };
      }),
  };
}

function scaledSelection(
  { document, selection }: Moment,
  after: EditorDocument,
): Moment['selection'] {
  if (selection === null || area(document.size) === area(after.size)) return selection;
  return scaleSelection(selection, after.size.width / document.size.width);
}
