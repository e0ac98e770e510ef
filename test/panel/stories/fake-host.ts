import { DocumentError } from '../../../src/core/errors';
import { createImage, cropImage, type Image } from '../../../src/core/image';
import { createMask, cropMask, type Mask } from '../../../src/core/mask';
import { type DocRect, rect, translate } from '../../../src/core/geometry';
import type { DocumentLimit } from '../../../src/core/document-limit';
import type {
  Appearance,
  ImageColors,
  LayerRef,
  LayerResult,
  SourceLayer,
} from '../../../src/core/document';
import type { EditorHost, Snapshot } from '../../../src/hosts/host';

export type HostCall = 'snapshot' | 'readLayer' | 'readSelection' | 'insertLayer' | 'replaceLayer';

export interface FakeHost extends EditorHost {
  largestDocument?: DocumentLimit;
  /** What is open; replace it to play the user. */
  now: Snapshot;
  /** The one layer's pixels, what they mean, and how it is drawn; replace them as well. */
  picture: Image;
  colors: ImageColors;
  appearance: Appearance;
  readonly inserted: LayerResult[];
  /** What layers were replaced by, and which. */
  readonly replaced: { readonly layer: LayerRef; readonly result: LayerResult }[];
  readonly calls: HostCall[];
  /** Called before each call goes on; may throw, wait or change things. */
  before: (call: HostCall) => void | Promise<void>;
  changed(): void;
}

export const CANVAS = { width: 64, height: 48 };
export const SELECTION: DocRect = rect(10, 8, 20, 16);

export function openDocument(id = 'doc-1', name = 'photo.psd', layerId = 'layer-1'): Snapshot {
  return {
    document: { id, name, size: CANVAS, depth: 8, mode: 'rgb' },
    others: [],
    layer: {
      id: layerId,
      name: 'Background',
      kind: 'pixels',
      visible: true,
      locked: false,
      bounds: rect(0, 0, CANVAS.width, CANVAS.height),
    },
    activeLayers: 1,
    selection: SELECTION,
    revision: id,
    notices: [],
  };
}

export const NOTHING_OPEN: Snapshot = {
  document: null,
  others: [],
  layer: null,
  activeLayers: 0,
  selection: null,
  revision: 'none',
  notices: [],
};

export const PLAIN: Appearance = {
  visible: true,
  blendMode: 'normal',
  opacity: 1,
  fill: 1,
  masked: false,
  group: false,
  clipped: false,
  base: false,
};

/** An editor with one document whose pixel (x, y) is (x, y, 7, 255). */
export function createFakeHost(): FakeHost {
  const picture = createImage(CANVAS, 8);
  for (let i = 0; i < CANVAS.width * CANVAS.height; i++) {
    picture.data.set([i % CANVAS.width, Math.floor(i / CANVAS.width), 7, 255], i * 4);
  }
  const listeners = new Set<() => void>();

  const enter = async (call: HostCall, signal?: AbortSignal): Promise<void> => {
    host.calls.push(call);
    await host.before(call);
    await Promise.resolve();
    signal?.throwIfAborted();
  };

  const requireOpen = (documentId: string, layerId: string): void => {
    const { document, layer } = host.now;
    if (document?.id !== documentId) throw gone('document-gone');
    if (layer?.id !== layerId) throw gone('layer-gone');
  };

  const host: FakeHost = {
    kind: 'standalone',
    description: 'Fake editor 1.0',
    colors: null,
    modes: ['in-place', 'enlarge', 'smart-object'],
    now: openDocument(),
    picture,
    appearance: PLAIN,
    inserted: [],
    replaced: [],
    calls: [],
    before: () => undefined,
    changed: () => listeners.forEach((listener) => listener()),
    async snapshot(signal): Promise<Snapshot> {
      await enter('snapshot', signal);
      return host.now;
    },
    async readLayer(layer, docRect, signal): Promise<SourceLayer> {
      await enter('readLayer', signal);
      requireOpen(layer.documentId, layer.layerId);
      const { colors, appearance } = host;
      return { image: cropImage(host.picture, docRect), colors, appearance };
    },
    async readSelection(_documentId, docRect, signal): Promise<Mask | null> {
      await enter('readSelection', signal);
      if (host.now.selection === null) return null;
      const mask = createMask(host.now.selection, 255);
      return cropMask(mask, translate(docRect, -host.now.selection.x, -host.now.selection.y));
    },
    async insertLayer(result, signal) {
      await enter('insertLayer', signal);
      requireOpen(result.above.documentId, result.above.layerId);
      host.inserted.push(result);
      return { documentId: result.above.documentId, layerId: `new-${host.inserted.length}` };
    },
    async replaceLayer(layer, result, signal) {
      await enter('replaceLayer', signal);
      if (host.now.document?.id !== layer.documentId) throw gone('document-gone');
      host.replaced.push({ layer, result });
      return layer;
    },
    onChange(listener): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: () => listeners.clear(),
  };
  return host;
}

function gone(code: 'document-gone' | 'layer-gone'): DocumentError {
  return new DocumentError({ code, message: code, hint: 'open it again' });
}
