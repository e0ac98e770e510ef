import type { StandaloneDocument } from '../document/document';
import type { Layer } from '../document/layer';
import { layerBounds } from '../document/tree';
import { layerHasNoPixels } from '../../core/document-errors';
import { documentPng } from './document-png';
import { fileName } from './file-name';
import { writePsd } from './psd';
import { translate } from '../../core/geometry';
import { cropMask } from '../../core/mask';
import { maskAlpha } from '../../pixels/alpha';
import type { SavedFile } from './saved-file';
import type { DocumentView } from '../render/document-view';

export async function savePsd(
  view: DocumentView,
  document: StandaloneDocument,
  signal?: AbortSignal,
): Promise<SavedFile> {
  const composite = await view.composite(document, signal);
  const { file } = await writePsd(document, composite, signal);
  const extension = file.header.version === 2 ? 'psb' : 'psd';
  const type = 'image/vnd.adobe.photoshop';
  // A copy: the file's own bytes stay with the document.
  return { name: fileName(document.name, extension), type, bytes: new Uint8Array(file.bytes) };
}

export async function savePng(
  view: DocumentView,
  document: StandaloneDocument,
  signal?: AbortSignal,
): Promise<SavedFile> {
  const composite = await view.composite(document, signal);
  const bytes = await documentPng(composite, document, signal);
  return { name: fileName(document.name, 'png'), type: 'image/png', bytes };
}

/** One layer on its bounds inside the canvas. */
export async function saveLayerPng(
  view: DocumentView,
  document: StandaloneDocument,
  layer: Layer,
  signal?: AbortSignal,
): Promise<SavedFile> {
  const bounds = layerBounds(layer);
  if (bounds === null) throw layerHasNoPixels(layer.name, layer.kind);
  const image = await view.layerPixels(document, layer, bounds, signal);
  if (layer.mask !== null) {
    const { rect, outside } = layer.mask;
    const own = translate(bounds, -rect.x, -rect.y);
    maskAlpha(image, cropMask(layer.mask.load(), own, outside));
  }
  const bytes = await documentPng(image, document, signal);
  return { name: fileName(layer.name, 'png'), type: 'image/png', bytes };
}
