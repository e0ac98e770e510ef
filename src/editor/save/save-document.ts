import type { EditorDocument } from '../document/editor-document';
import type { Layer } from '../document/layer';
import { layerBounds } from '../document/tree';
import { layerHasNoPixels } from '../../core/document-errors';
import { documentPng } from './document-png';
import { writePsd } from './document-psd';
import { translate } from '../../core/geometry';
import { cropMask } from '../../core/mask';
import { maskAlpha } from '../../pixels/alpha';
import type { DocumentView } from '../render/document-view';

/** Replaces characters that some file systems refuse. */
const REPLACEMENT = '-';
const MAX_LENGTH = 100;

/** A file that was made and is held in memory. */
export interface SavedFile {
  /** Suggested file name with extension. */
  readonly name: string;
  readonly type: 'image/vnd.adobe.photoshop' | 'image/png';
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export async function savePsd(
  view: DocumentView,
  document: EditorDocument,
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
  document: EditorDocument,
  signal?: AbortSignal,
): Promise<SavedFile> {
  const composite = await view.composite(document, signal);
  const bytes = await documentPng(composite, document, signal);
  return { name: fileName(document.name, 'png'), type: 'image/png', bytes };
}

/** One layer on its bounds inside the canvas, as a PNG file. */
export async function saveLayerPng(
  view: DocumentView,
  document: EditorDocument,
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

/** `photo.psd` for `photo.jpg`; a layer's name becomes one that every file system takes. */
export function fileName(name: string, extension: 'psd' | 'psb' | 'png'): string {
  const base = name.replace(/\.(psd|psb|png|jpe?g|webp)$/i, '');
  // eslint-disable-next-line no-control-regex -- control characters are what has to go
  const safe = base.replace(/[\u0000-\u001f<>:"/\\|?*]/g, REPLACEMENT).trim();
  return `${safe === '' ? 'untitled' : safe.slice(0, MAX_LENGTH)}.${extension}`;
}
