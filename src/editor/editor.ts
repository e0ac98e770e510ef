import type { DocRect, Size } from '../core/geometry';
import type { Image } from '../core/image';
import type { Mask } from '../core/mask';
import type { LayerRef, LayerResult, SourceLayer } from '../core/document';
import type { Unsubscribe } from '../core/events';
import type { EditorState } from './editor-state';
import type { SavedFile } from './save/save-document';
import type { SelectionMode, SelectionShape } from './select/selection-shape';

/**
 * Operations on the one open document, its layers and its selection, in a worker. They reject with
 * a `PanelError` (`FileError` for a file that cannot be opened, `DocumentError` with code
 * `document-gone` or `layer-gone`) and then change nothing.
 */
export interface EditorOperations {
  /**
   * Opens PSD, PNG, JPEG or WebP in place of the open document; the first bytes decide the type,
   * `name` is only shown. A file that cannot be opened leaves the open document as it was.
   */
  open(bytes: ArrayBuffer, name: string, signal?: AbortSignal): Promise<void>;
  close(): Promise<void>;

  setActiveLayer(layerId: string): Promise<void>;
  setVisibility(layerId: string, visible: boolean): Promise<void>;
  /** `feather` is the standard deviation of the softening, document pixels, 0…250. */
  select(shape: SelectionShape, mode: SelectionMode, feather: number): Promise<void>;
  selectAll(): Promise<void>;
  selectNone(): Promise<void>;
  invertSelection(): Promise<void>;
  /** Moves the selection (softness kept) by whole document pixels; what leaves the canvas is cut. */
  moveSelection(dx: number, dy: number): Promise<void>;
  undo(): Promise<void>;
  redo(): Promise<void>;

  /**
   * The visible layers on `docRect`, resized to `outSize`: box-averaged where smaller, repeated
   * pixels where larger; transparent outside the canvas. The buffer belongs to the caller.
   */
  renderRegion(docRect: DocRect, outSize: Size, signal?: AbortSignal): Promise<RenderedPixels>;
  /** Renders as `renderRegion`, as if one layer were hidden: before and after, without a history step. */
  renderWithout(
    layerId: string,
    docRect: DocRect,
    outSize: Size,
    signal?: AbortSignal,
  ): Promise<RenderedPixels>;
  /** A layer's own pixels (a group: its members) fitted into a square of `maxSide` pixels. */
  renderThumbnail(layerId: string, maxSide: number, signal?: AbortSignal): Promise<RenderedPixels>;
  /** The layer's mask as opaque grey on the whole canvas, fitted into a square of `maxSide` pixels. */
  renderMaskThumbnail(layerId: string, maxSide: number): Promise<RenderedPixels>;

  /**
   * Makes a file of the document. `psd`: all that was in the opened file, and the added layers.
   * `png`: the composite, 16 bit kept. The document counts as changed until `written` is called.
   */
  save(format: SaveFormat, signal?: AbortSignal): Promise<SavedDocument>;
  /** Reports that the newest file made of the document has been stored as the user wanted. */
  written(receipt: number): Promise<void>;
  /** Saves one layer on its bounds, its mask as transparency. */
  saveLayer(layerId: string, signal?: AbortSignal): Promise<SavedFile>;
  /** Encodes a picture that is in no document (a result whose document went away) as PNG. */
  encodePng(image: Image, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>>;

  /** See `EditorHost.readLayer`, `readSelection`, `insertLayer`, `replaceLayer`. */
  readLayer(layer: LayerRef, docRect: DocRect, signal?: AbortSignal): Promise<SourceLayer>;
  readSelection(documentId: string, docRect: DocRect, signal?: AbortSignal): Promise<Mask | null>;
  insertLayer(result: LayerResult, signal?: AbortSignal): Promise<LayerRef>;
  replaceLayer(layer: LayerRef, result: LayerResult, signal?: AbortSignal): Promise<LayerRef>;
}

/**
 * The standalone editor as the views see it: its state, and operations that each settle after
 * `state()` shows their effect. `open` takes the bytes over.
 */
export interface Editor extends EditorOperations {
  state(): EditorState;
  /** Calls `listener` after every change of `state()`. */
  subscribe(listener: (state: EditorState) => void): Unsubscribe;
  /** Opens a pasted picture as a document of its own. */
  newFromClipboardBlob(blob: Blob, signal?: AbortSignal): Promise<void>;
  /** Ends the worker. */
  dispose(): void;
}

/** Straight-alpha RGBA8, ready for `new ImageData(data, width, height)`. */
export interface RenderedPixels extends Size {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  /** `pixelsRevision` of the document that was rendered. */
  readonly pixelsRevision: number;
}

export type SaveFormat = 'psd' | 'png';

export interface SavedDocument extends SavedFile {
  /** Number for `Editor.written`; null: a picture, which does not hold all of the document. */
  readonly receipt: number | null;
}
