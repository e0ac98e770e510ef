import {
  type DocRect,
  type Rect,
  type Size,
  intersect,
  isEmpty,
  rectOfSize,
  sameSize,
  translate,
} from '../../core/geometry';
import { createImage, cropImage, type Image } from '../../core/image';
import type { EditorDocument } from '../document/editor-document';
import type { Layer } from '../document/layer';
import { layerBounds, updateLayer } from '../document/tree';
import { layerHasNoPixels } from '../../core/document-errors';
import { renderArea } from './render-area';
import { composeLayers } from './compose';
import { createPixelStore, type PixelStore } from './pixel-store';
import { createRenderer } from './renderer';
import { createTile, tileImage } from './tile';
import { renderViewport, type TileCache } from './viewport';

/** Most bytes of decoded layers that are kept at hand. */
const STORE_BYTES = 1 << 30;

/** Reads and renders documents; holds nothing that it could not make again. */
export interface DocumentView {
  renderRegion(
    document: EditorDocument,
    docRect: Rect,
    outSize: Size,
    signal?: AbortSignal,
  ): Promise<Image>;
  renderWithout(
    document: EditorDocument,
    layerId: string,
    docRect: Rect,
    outSize: Size,
    signal?: AbortSignal,
  ): Promise<Image>;
  /** The whole canvas at the document's depth. */
  composite(document: EditorDocument, signal?: AbortSignal): Promise<Image>;
  /** A layer's own pixels, for a group its members together, on exactly `docRect`. */
  layerPixels(
    document: EditorDocument,
    layer: Layer,
    docRect: DocRect,
    signal?: AbortSignal,
  ): Promise<Image>;
  /** A layer's pixels for restoring: of a clipped layer the mask is part of its alpha. */
  sourcePixels(
    document: EditorDocument,
    layer: Layer,
    docRect: DocRect,
    signal?: AbortSignal,
  ): Promise<Image>;
  /** A layer as `sourcePixels` gives it, resized as `renderRegion` does. */
  renderLayer(
    document: EditorDocument,
    layer: Layer,
    docRect: Rect,
    outSize: Size,
    signal?: AbortSignal,
  ): Promise<Image>;
  /** Drops everything that is held. */
  clear(): void;
}

export function createDocumentView(): DocumentView {
  let store: { readonly size: Size; readonly pixels: PixelStore } | null = null;
  let tiles: { readonly layers: readonly Layer[]; readonly cache: TileCache } | null = null;

  const storeFor = ({ size }: EditorDocument): PixelStore => {
    if (store === null || !sameSize(store.size, size)) {
      store = { size, pixels: createPixelStore(size, STORE_BYTES) };
    }
    return store.pixels;
  };
  const cacheFor = ({ layers }: EditorDocument): TileCache => {
    if (tiles?.layers !== layers) tiles = { layers, cache: new Map() };
    return tiles.cache;
  };
  const membersOf = (layer: Layer): readonly Layer[] => {
    if (layerBounds(layer) === null) throw layerHasNoPixels(layer.name, layer.kind);
    return layer.children ?? [ownPixels(layer)];
  };
  const rendererOf = (document: EditorDocument, layers: readonly Layer[]) =>
    createRenderer({ ...document, layers, baseline: null }, storeFor(document));

  /** `layers` by themselves on `docRect`, nothing outside the canvas. */
  const composed = async (
    document: EditorDocument,
    layers: readonly Layer[],
    docRect: DocRect,
    signal?: AbortSignal,
  ): Promise<Image> => {
    const { depth, size } = document;
    const part = intersect(docRect, rectOfSize(size));
    if (isEmpty(part)) return createImage(docRect, depth);
    const context = { store: storeFor(document), level: 0 };
    const makeTile = (rect: Rect): Image => {
      const tile = createTile(rect);
      composeLayers(layers, tile, context);
      return tileImage(tile, depth);
    };
    const image = await renderArea(part, depth, makeTile, signal);
    return cropImage(image, translate(docRect, -part.x, -part.y));
  };
  const layerPixels: DocumentView['layerPixels'] = async (document, layer, docRect, signal) => {
    const members = membersOf(layer);
    if (layer.children !== null || layer.raster === null)
      return composed(document, members, docRect, signal);
    const part = intersect(docRect, rectOfSize(document.size));
    if (isEmpty(part)) return createImage(docRect, document.depth);
    const { rect, image } = storeFor(document).pixels(layer.raster, 0);
    const own = cropImage(image, translate(part, -rect.x, -rect.y));
    return cropImage(own, translate(docRect, -part.x, -part.y));
  };

  return {
    renderRegion: (document, docRect, outSize, signal) => {
      const renderer = createRenderer(document, storeFor(document));
      const cache = cacheFor(document);
      return renderViewport(renderer, document.size, docRect, outSize, cache, signal);
    },
    renderWithout: (document, layerId, docRect, outSize, signal) => {
      const hide = (layer: Layer): Layer => (layer.visible ? { ...layer, visible: false } : layer);
      const layers = updateLayer(document.layers, layerId, hide);
      const renderer = createRenderer({ ...document, layers }, storeFor(document));
      return renderViewport(renderer, document.size, docRect, outSize, new Map(), signal);
    },
    composite: (document, signal) => {
      const canvas = rectOfSize(document.size);
      const renderer = createRenderer(document, storeFor(document));
      const makeTile = (rect: Rect): Image => {
        const inside = renderer.tile(intersect(rect, canvas), 0);
        return cropImage(inside, { x: 0, y: 0, width: rect.width, height: rect.height });
      };
      return renderArea(canvas, document.depth, makeTile, signal);
    },
    layerPixels,
    sourcePixels: async (document, layer, docRect, signal) => {
      if (!layer.clipped || layer.mask === null)
        return layerPixels(document, layer, docRect, signal);
      if (layerBounds(layer) === null) throw layerHasNoPixels(layer.name, layer.kind);
      const masked = { ...ownPixels(layer), mask: layer.mask };
      return composed(document, [masked], docRect, signal);
    },
    renderLayer: (document, layer, docRect, outSize, signal) => {
      const renderer = rendererOf(document, membersOf(layer));
      return renderViewport(renderer, document.size, docRect, outSize, new Map(), signal);
    },
    clear: () => {
      store = null;
      tiles = null;
    },
  };
}

/** A layer without its mask, mode, opacity and visibility. */
function ownPixels(layer: Layer): Layer {
  const plain = { visible: true, opacity: 1, blend: 'normal', clipped: false, mask: null } as const;
  return layer.children === null ? { ...layer, ...plain, fill: 1 } : { ...layer, ...plain };
}
