import { nextTask, throwIfAborted } from '../core/abort';
import type { LayerResult } from '../core/document';
import { area } from '../core/geometry';
import type { Image } from '../core/image';
import { documentColors } from './document-colors';
import type { EditorDocument } from './document/editor-document';
import { documentGone, layerGone } from '../core/document-errors';
import { appearanceOf } from './document/tree';
import type { EditorOperations, RenderedPixels } from './editor';
import type { EditorState } from './editor-state';
import { holdDocument, layerOf, type HeldDocument } from './held-document';
import * as commands from './history/document-commands';
import { beginHistory, record, redo, undo, type HistoryStep, type Moment } from './history/history';
import { insertResult } from './insert/insert-result';
import { replaceResult } from './insert/replace-result';
import type { DecodeImage } from './open/decode-image';
import { openFile } from './open/open-file';
import { createDocumentView, type DocumentView } from './render/document-view';
import { layerThumbnail, maskThumbnail } from './render/thumbnails';
import { encodePng } from '../pixels/png/encode-png';
import { saveLayerPng, savePng, savePsd } from './save/save-document';
import { scaleSelection, selectionOn } from './select/selection';

const INSERT_STEPS: Readonly<Record<LayerResult['mode'], HistoryStep>> = {
  'in-place': 'insert-layer',
  enlarge: 'enlarge-document',
  'smart-object': 'insert-smart-object',
};

/**
 * The editor without a page: holds the one open document and its history, answers the views and the
 * panel. Changes happen one after the other; `onState` gets each before its operation settles.
 */
export function createOperations(
  decode: DecodeImage,
  onState: (state: EditorState) => void,
): EditorOperations {
  const held = holdDocument(onState);
  const view = createDocumentView();
  return {
    ...opening(held, view, decode),
    ...changing(held),
    ...rendering(held, view),
    ...saving(held, view),
    ...reading(held, view),
    insertLayer: inserting(held, view),
    replaceLayer: replacing(held),
  };
}

type Some<Name extends keyof EditorOperations> = Pick<EditorOperations, Name>;

function opening(
  held: HeldDocument,
  view: DocumentView,
  decode: DecodeImage,
): Some<'open' | 'close'> {
  let count = 0;
  return {
    open: (bytes, name, signal) =>
      held.turns.take(async () => {
        const id = `document-${++count}`;
        const opened = await openFile(new Uint8Array(bytes), id, name, decode, signal);
        view.clear();
        held.saved(opened.document);
        held.show(beginHistory({ ...opened, selection: null, step: 'open' }));
      }),
    close: () =>
      held.turns.take(() => {
        view.clear();
        held.saved(null);
        held.show(null);
        return Promise.resolve();
      }),
  };
}

type Changes =
  | 'setActiveLayer'
  | 'setVisibility'
  | 'select'
  | 'selectAll'
  | 'selectNone'
  | 'invertSelection'
  | 'moveSelection'
  | 'undo'
  | 'redo';

function changing(held: HeldDocument): Some<Changes> {
  const run = (command: commands.DocumentCommand): Promise<void> => held.run(command);
  return {
    setActiveLayer: (layerId) => run(commands.setActiveLayer(layerId)),
    setVisibility: (layerId, visible) => run(commands.setVisibility(layerId, visible)),
    select: (shape, mode, sigma) => run(commands.select(shape, mode, sigma)),
    selectAll: () => run(commands.selectAll),
    selectNone: () => run(commands.selectNone),
    invertSelection: () => run(commands.invertSelection),
    moveSelection: (dx, dy) => run(commands.shiftSelection(dx, dy)),
    undo: () => run(undo),
    redo: () => run(redo),
  };
}

function rendering(
  held: HeldDocument,
  view: DocumentView,
): Some<'renderRegion' | 'renderWithout' | 'renderThumbnail' | 'renderMaskThumbnail'> {
  const rendered = ({ width, height, data }: Image): RenderedPixels => ({
    width,
    height,
    data: new Uint8ClampedArray(data),
    pixelsRevision: held.pixelsRevision(),
  });
  return {
    renderRegion: async (docRect, outSize, signal) =>
      rendered(await view.renderRegion(held.moment().document, docRect, outSize, signal)),
    renderWithout: async (layerId, docRect, outSize, signal) =>
      rendered(await view.renderWithout(held.moment().document, layerId, docRect, outSize, signal)),
    renderThumbnail: async (layerId, maxSide, signal) => {
      const { document } = held.moment();
      const layer = layerOf(document, layerId);
      return rendered(await layerThumbnail(view, document, layer, maxSide, signal));
    },
    renderMaskThumbnail: (layerId, maxSide) => {
      const { document } = held.moment();
      const thumbnail = maskThumbnail(document, layerOf(document, layerId), maxSide);
      return Promise.resolve(rendered(thumbnail));
    },
  };
}

function saving(
  held: HeldDocument,
  view: DocumentView,
): Some<'save' | 'written' | 'saveLayer' | 'encodePng'> {
  /** The newest PSD file that was made and is not reported as written yet. */
  let unwritten: { readonly receipt: number; readonly document: EditorDocument } | null = null;
  let receipts = 0;
  return {
    save: async (format, signal) => {
      const { document } = held.moment();
      if (format === 'png') return { ...(await savePng(view, document, signal)), receipt: null };
      const file = await savePsd(view, document, signal);
      unwritten = { receipt: ++receipts, document };
      return { ...file, receipt: receipts };
    },
    written: (receipt) => {
      const history = held.history();
      if (
        unwritten?.receipt === receipt &&
        unwritten.document.id === history?.present.document.id
      ) {
        held.saved(unwritten.document);
        unwritten = null;
        held.show(history);
      }
      return Promise.resolve();
    },
    saveLayer: async (layerId, signal) => {
      const { document } = held.moment();
      return saveLayerPng(view, document, layerOf(document, layerId), signal);
    },
    encodePng: (image, signal) => encodePng(image, {}, signal),
  };
}

function reading(held: HeldDocument, view: DocumentView): Some<'readLayer' | 'readSelection'> {
  return {
    readLayer: async (layer, docRect, signal) => {
      throwIfAborted(signal);
      const document = held.documentOf(layer.documentId);
      const source = layerOf(document, layer.layerId);
      const appearance = appearanceOf(document.layers, layer.layerId);
      if (appearance === null) throw layerGone();
      const image = await view.sourcePixels(document, source, docRect, signal);
      return { image, colors: documentColors(document), appearance };
    },
    readSelection: (documentId, docRect, signal) =>
      Promise.resolve().then(() => {
        throwIfAborted(signal);
        held.documentOf(documentId);
        const { selection } = held.moment();
        return selection === null ? null : selectionOn(selection, docRect);
      }),
  };
}

function inserting(held: HeldDocument, view: DocumentView): EditorOperations['insertLayer'] {
  let count = 0;
  return (result, signal) =>
    held.turns.take(async () => {
      throwIfAborted(signal);
      const before = held.history();
      const document = before?.present.document ?? null;
      const id = `added-${++count}`;
      const composite = (of: EditorDocument): Promise<Image> => view.composite(of, signal);
      const inserted = await insertResult(document, result, id, composite, signal);
      // An abort that arrived while nothing could be heard still counts.
      await nextTask();
      throwIfAborted(signal);
      if (before === null) throw documentGone();
      const selection = scaledSelection(before.present, inserted.document);
      const next = { document: inserted.document, selection, activeLayerId: id };
      held.show(record(before, { ...next, step: INSERT_STEPS[result.mode] }));
      return { documentId: inserted.document.id, layerId: id };
    });
}

function replacing(held: HeldDocument): EditorOperations['replaceLayer'] {
  return (ref, result, signal) =>
    held.turns.take(async () => {
      throwIfAborted(signal);
      const before = held.history();
      const { documentId, layerId } = ref;
      const document = before?.present.document ?? null;
      const replaced = replaceResult(document, documentId, layerId, result);
      await nextTask();
      throwIfAborted(signal);
      if (before === null) throw documentGone();
      const { selection } = before.present;
      const next = { document: replaced.document, selection, activeLayerId: layerId };
      held.show(record(before, { ...next, step: 'replace-layer' }));
      return ref;
    });
}

function scaledSelection(
  { document, selection }: Moment,
  after: EditorDocument,
): Moment['selection'] {
  if (selection === null || area(document.size) === area(after.size)) return selection;
  return scaleSelection(selection, after.size.width / document.size.width);
}
