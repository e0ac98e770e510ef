import { documentGoneError, layerGoneError } from './errors';

/**
 * How a document is found again. Photopea has no document ids, and two documents may share a name.
 * `name` ends at the first dot, as Photopea gives it.
 */
export interface DocKey {
  readonly index: number;
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

/** How a layer is found again: ids are not unique, so the name and the place count as well. */
export interface LayerKey {
  readonly id: number;
  readonly name: string;
  readonly item: number;
}

/** Id of a document for the panel (`DocumentInfo.id`). */
export function documentId(key: DocKey): string {
  return JSON.stringify([key.index, key.name, key.width, key.height]);
}

/** Id of a layer for the panel (`LayerInfo.id`). */
export function layerId(key: LayerKey): string {
  return JSON.stringify([key.id, key.name, key.item]);
}

/** @throws DocumentError `document-gone` for an id that is not of this host */
export function parseDocumentId(id: string): DocKey {
  const [index, name, width, height] = parseArray(id);
  if (
    typeof index !== 'number' ||
    typeof name !== 'string' ||
    typeof width !== 'number' ||
    typeof height !== 'number'
  ) {
    throw documentGoneError();
  }
  return { index, name, width, height };
}

/** @throws DocumentError `layer-gone` for an id that is not of this host */
export function parseLayerId(text: string): LayerKey {
  const [id, name, item] = parseArray(text);
  if (typeof id !== 'number' || typeof name !== 'string' || typeof item !== 'number') {
    throw layerGoneError();
  }
  return { id, name, item };
}

function parseArray(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
