import { readPsd, type Layer as PsdLayer } from 'ag-psd';
import type { Rect } from '../../../src/core/geometry';
import { prepareAgPsd } from '../../emulators/photopea/files/psd-read';

type Samples = Uint8ClampedArray | Uint16Array | Float32Array;

/** White of a saved file, by the size of a sample in bytes. */
const WHITE: Readonly<Record<number, number>> = { 1: 255, 2: 65535, 4: 1 };

export interface SavedMask {
  readonly rect: Rect;
  readonly outside: number;
  readonly data: Uint8Array;
}

/** A layer of a saved PSD, read back by ag-psd. */
export interface SavedLayer {
  readonly name: string;
  /** Names of the groups around it, from the outside. */
  readonly path: readonly string[];
  readonly isGroup: boolean;
  readonly rect: Rect;
  readonly visible: boolean;
  readonly opacity: number;
  readonly blend: string;
  readonly clipped: boolean;
  /** RGBA in the file's own depth. */
  readonly pixels: Samples;
  readonly mask: SavedMask | null;
  readonly content: Uint8Array | null;
}

export interface SavedDocument {
  readonly width: number;
  readonly height: number;
  /** From the bottom up, groups before their members. */
  readonly layers: readonly SavedLayer[];
}

function rectOf(box: {
  readonly left?: number;
  readonly top?: number;
  readonly right?: number;
  readonly bottom?: number;
}): Rect {
  const { left: x = 0, top: y = 0, right = 0, bottom = 0 } = box;
  return { x, y, width: right - x, height: bottom - y };
}

function samplesOf(data: ArrayLike<number> | undefined): Samples {
  if (data instanceof Uint16Array || data instanceof Float32Array) return data.slice();
  return new Uint8ClampedArray(data ?? []);
}

function maskOf({ mask }: PsdLayer): SavedMask | null {
  if (!mask) return null;
  const data = samplesOf(mask.imageData?.data);
  const white = WHITE[data.BYTES_PER_ELEMENT] ?? 255;
  const values = Uint8Array.from({ length: data.length / 4 }, (_, i) =>
    Math.round(((data[i * 4] ?? 0) * 255) / white),
  );
  return { rect: rectOf(mask), outside: mask.defaultColor ?? 0, data: values };
}

export function readSaved(psd: Uint8Array): SavedDocument {
  prepareAgPsd();
  const {
    width,
    height,
    children = [],
    linkedFiles = [],
  } = readPsd(psd, {
    useImageData: true,
    skipThumbnail: true,
    skipCompositeImageData: true,
  });
  const flatten = (list: readonly PsdLayer[], path: readonly string[]): SavedLayer[] =>
    list.flatMap((layer) => {
      const name = layer.name ?? '';
      const file = linkedFiles.find(({ id }) => id === layer.placedLayer?.id);
      const saved: SavedLayer = {
        name,
        path,
        isGroup: layer.children !== undefined,
        rect: rectOf(layer),
        visible: layer.hidden !== true,
        opacity: layer.opacity ?? 1,
        blend: layer.blendMode ?? 'normal',
        clipped: layer.clipping ?? false,
        pixels: samplesOf(layer.imageData?.data),
        mask: maskOf(layer),
        content: file?.data ?? null,
      };
      return [saved, ...flatten(layer.children ?? [], [...path, name])];
    });
  return { width, height, layers: flatten(children, []) };
}

export function layerNamed(document: SavedDocument, name: string): SavedLayer {
  const found = document.layers.find((layer) => layer.name === name);
  if (found === undefined) throw new Error(`no layer "${name}" in the saved document`);
  return found;
}

/** The mask's values on `area`. */
export function maskOn(mask: SavedMask, area: Rect): number[] {
  return Array.from({ length: area.width * area.height }, (_, i) => {
    const x = area.x + (i % area.width) - mask.rect.x;
    const y = area.y + Math.floor(i / area.width) - mask.rect.y;
    const inside = x >= 0 && y >= 0 && x < mask.rect.width && y < mask.rect.height;
    return inside ? (mask.data[y * mask.rect.width + x] ?? 0) : mask.outside;
  });
}

export function without(document: SavedDocument, name: string): SavedDocument {
  return { ...document, layers: document.layers.filter((layer) => layer.name !== name) };
}
