import type { DocRect, Size } from '../core/geometry';
import type { Image } from '../core/image';
import type { Mask } from '../core/mask';
import type { LayerRef, LayerResult, SourceLayer } from '../core/document';
import type { SelectionMode, SelectionShape } from './select/shape';
import type { SavedFile } from './save/saved-file';
import type { RenderedPixels, SavedDocument, SaveFormat } from './workspace';

/** What the worker does; as `Workspace`, with the signal always given. */
export interface SessionApi {
  open(bytes: ArrayBuffer, name: string, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
  setActiveLayer(layerId: string): Promise<void>;
  setVisibility(layerId: string, visible: boolean): Promise<void>;
  select(shape: SelectionShape, mode: SelectionMode, feather: number): Promise<void>;
  selectAll(): Promise<void>;
  selectNone(): Promise<void>;
  invertSelection(): Promise<void>;
  moveSelection(dx: number, dy: number): Promise<void>;
  undo(): Promise<void>;
  redo(): Promise<void>;
  renderRegion(docRect: DocRect, outSize: Size, signal: AbortSignal): Promise<RenderedPixels>;
  renderWithout(
    layerId: string,
    docRect: DocRect,
    outSize: Size,
    signal: AbortSignal,
  ): Promise<RenderedPixels>;
  renderThumbnail(layerId: string, maxSide: number, signal: AbortSignal): Promise<RenderedPixels>;
  renderMaskThumbnail(
    layerId: string,
    maxSide: number,
    signal: AbortSignal,
  ): Promise<RenderedPixels>;
  save(format: SaveFormat, signal: AbortSignal): Promise<SavedDocument>;
  written(receipt: number): Promise<void>;
  saveLayer(layerId: string, signal: AbortSignal): Promise<SavedFile>;
  encodePng(image: Image, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>>;
  readLayer(layer: LayerRef, docRect: DocRect, signal: AbortSignal): Promise<SourceLayer>;
  readSelection(documentId: string, docRect: DocRect, signal: AbortSignal): Promise<Mask | null>;
  insertLayer(result: LayerResult, signal: AbortSignal): Promise<LayerRef>;
}
