import { layerGone } from '../core/document-errors';
import type { Image } from '../core/image';
import { sameSize } from '../core/geometry';
import { decodeCompositePlane } from './decode-composite';
import { replaceComposite } from './encode-composite';
import { damaged } from './errors';
import type { PsdFile, PsdLayer } from './file';
import { insertRecord } from './insert-records';
import type { NewLayer } from './new-layer';
import { colorCount } from './read-header';
import { readPsd } from './read-psd';
import { smartObjectBlocks } from './smart-object';
import { encodeBackground, encodeLayer } from './write-layer';

export interface InsertOptions {
  /** `key` of the layer or group that the new one goes directly above, into the same group. */
  readonly above: string;
  readonly layer: NewLayer;
  /** How the whole document looks now, canvas size; null keeps the old merged picture. */
  readonly composite: Image | null;
}

export interface Inserted {
  readonly file: PsdFile;
  readonly layer: PsdLayer;
}

/**
 * A new file with the layer in it. Records, channels, resources and blocks of the old one stay byte
 * for byte; only counts, lengths and the merged picture change. A flat file's picture becomes the
 * layer "Background".
 *
 * @throws DocumentError `layer-gone`; FileError `psd-too-large`, `psd-damaged`
 */
export function insertLayer(file: PsdFile, options: InsertOptions): Inserted {
  const { layer, composite } = options;
  const { rect, image, mask } = layer;
  if (!sameSize(rect, image) || (mask !== null && !sameSize(rect, mask))) {
    throw new RangeError('rect, image and mask of a new layer differ in size');
  }
  if (composite !== null && !sameSize(composite, file.header)) {
    throw new RangeError('the composite does not have the size of the canvas');
  }
  const base = withBackground(file);
  const source = findLayer(base, options.above);
  const id = unusedId(base);
  const smart = layer.smartObject && smartObjectBlocks(rect, layer.smartObject);
  const bytes = insertRecord(base, {
    index: source.index + 1,
    layer: encodeLayer(layer, id, base.header, smart?.layer ?? []),
    linkedFile: smart?.linkedFile ?? null,
    composite: composite === null ? null : replaceComposite(base, composite),
  });
  const result = readPsd(bytes);
  return { file: result, layer: findLayer(result, `id:${id}`) };
}

/**
 * The layer with this key.
 * @throws DocumentError `layer-gone`
 */
export function findLayer(file: PsdFile, key: string): PsdLayer {
  const layer = file.layers.find((candidate) => candidate.key === key);
  if (layer === undefined) throw layerGone();
  return layer;
}

/** A flat file's picture turned into a layer record; any other file as it is. */
export function withBackground(file: PsdFile): PsdFile {
  if (!file.flat) return file;
  const { header } = file;
  const planes = Array.from({ length: colorCount(header.mode) }, (_, i) =>
    decodeCompositePlane(file, i),
  );
  const canvas = { x: 0, y: 0, width: header.width, height: header.height };
  const layer = encodeBackground(canvas, planes, header);
  return readPsd(insertRecord(file, { index: 0, layer, linkedFile: null, composite: null }));
}

function unusedId(file: PsdFile): number {
  const used = new Set(file.layers.map(({ id }) => id));
  const highest = Math.max(0, ...file.layers.map(({ id }) => id ?? 0));
  if (highest < 0x7fffffff) return highest + 1;
  for (let id = 1; id <= used.size; id++) if (!used.has(id)) return id;
  throw damaged('its layer ids are used up');
}
