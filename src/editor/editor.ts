import type { DocRect, Size } from '../core/geometry';
import type { Image } from '../core/image';
import type { Mask } from '../core/mask';
import type { LayerRef, LayerResult, SourceLayer } from '../core/document';
import type { Unsubscribe } from '../core/events';
import type { EditorState } from './editor-state';
import type { SavedFile } from './save/save-document';
import type { SelectionMode, SelectionShape } from './select/selection-shape';

/**
 * What can be done with the one open document, its layers and its selection; the work of a worker.
 * Operations reject with a `PanelError` (`FileError` for what cannot be opened, `DocumentError` with
 * code `document-gone` or `layer-gone` for what is no longer there) and then change nothing.
 */
export interface EditorOperations {
  /**
   * Opens PSD, PNG, JPEG or WebP in place of the open document; the type is told by the first
   * bytes, `name` is only shown. A file that cannot be opened leaves the open document as it was.
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
  /** As `renderRegion`, as if one layer were hidden: before and after, without a history step. */
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
   * `psd`: all that was in the file and what was added. `png`: the composite, 16 bit kept. What has
   * been made is not written yet: the document counts as changed until `written` is called.
   */
  save(format: SaveFormat, signal?: AbortSignal): Promise<SavedDocument>;
  /** The newest file that was made of the document lies where the user wants it. */
  written(receipt: number): Promise<void>;
  /** One layer as it lies on its bounds, its mask as transparency. */
  saveLayer(layerId: string, signal?: AbortSignal): Promise<SavedFile>;
  /** A picture that is in no document (a result whose document went away) as PNG. */
  encodePng(image: Image, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>>;

  /** As `EditorHost.readLayer`, `readSelection`, `insertLayer`. */
  readLayer(layer: LayerRef, docRect: DocRect, signal?: AbortSignal): Promise<SourceLayer>;
  readSelection(documentId: string, docRect: DocRect, signal?: AbortSignal): Promise<Mask | null>;
  insertLayer(result: LayerResult, signal?: AbortSignal): Promise<LayerRef>;
}

/**
 * The standalone editor as the views see it: its operations, each of which settles after `state()`
 * shows its effect, and what they work on. `open` takes the bytes over.
 */
export interface Editor extends EditorOperations {
  state(): EditorState;
  /** Calls back after every change of `state()`. */
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
  /** For `Editor.written`; null: a picture, which does not hold all of the document. */
  readonly receipt: number | null;
}
