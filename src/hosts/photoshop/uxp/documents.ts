import type { ColorMode, LayerKind } from '../../../core/document';
import { type DocRect, rect } from '../../../core/geometry';
import { documentChanged, documentGone, layerGone } from '../../../core/document-errors';
import type { PhotoshopApp, PsBounds, PsDocument, PsLayer } from './types/photoshop';

const MODES: Readonly<Record<string, ColorMode>> = {
  RGBColorMode: 'rgb',
  grayscaleMode: 'grayscale',
  CMYKColorMode: 'cmyk',
  labColorMode: 'lab',
  bitmapMode: 'bitmap',
  indexedColorMode: 'indexed',
  duotoneMode: 'duotone',
  multichannelMode: 'multichannel',
};

/** Colour mode of a document; an unknown one counts as multichannel, since it is as unreadable. */
export function modeOf(document: PsDocument): ColorMode {
  return MODES[document.mode] ?? 'multichannel';
}

export type DocumentDepth = 1 | 8 | 16 | 32;

const DEPTHS: Readonly<Record<string, DocumentDepth>> = {
  bitDepth1: 1,
  bitDepth8: 8,
  bitDepth16: 16,
  bitDepth32: 32,
};

export function depthOf(document: PsDocument): DocumentDepth {
  return DEPTHS[document.bitsPerChannel] ?? 8;
}

const KINDS: Readonly<Record<string, LayerKind>> = {
  pixel: 'pixels',
  smartObject: 'smart-object',
  text: 'text',
  group: 'group',
  solidColor: 'fill',
  gradientFill: 'fill',
  pattern: 'fill',
  ...Object.fromEntries(
    [
      'blackAndWhite',
      'brightnessContrast',
      'channelMixer',
      'colorBalance',
      'colorLookup',
      'curves',
      'exposure',
      'gradientMap',
      'hueSaturation',
      'inversion',
      'levels',
      'photoFilter',
      'posterize',
      'selectiveColor',
      'threshold',
      'vibrance',
    ].map((kind) => [kind, 'adjustment' as const]),
  ),
};

export function kindOf(layer: PsLayer): LayerKind {
  return KINDS[layer.kind] ?? 'other';
}

/** Whole pixels around what may lie between them. */
export function rectOfBounds({ left, top, right, bottom }: PsBounds): DocRect {
  const [x, y] = [Math.floor(left), Math.floor(top)];
  return rect(x, y, Math.max(0, Math.ceil(right) - x), Math.max(0, Math.ceil(bottom) - y));
}

export function boundsOfRect({ x, y, width, height }: DocRect): PsBounds {
  return { left: x, top: y, right: x + width, bottom: y + height };
}

/**
 * A document's id for the page: the canvas is part of it, so that a result is never put into a
 * document that was resized or rotated in the meantime.
 */
export function documentKey({ id, width, height }: PsDocument): string {
  return `${id}:${width}x${height}`;
}

/** @throws DocumentError `document-gone`, `document-changed` */
export function documentOf(app: PhotoshopApp, key: string): PsDocument {
  const id = Number(key.slice(0, key.indexOf(':')));
  const document = Array.from(app.documents).find((open) => open.id === id);
  if (document === undefined) throw documentGone();
  if (documentKey(document) !== key) {
    throw documentChanged(sizeIn(key), sizeIn(documentKey(document)));
  }
  return document;
}

function sizeIn(key: string): string {
  return key.slice(key.indexOf(':') + 1).replace('x', ' × ');
}

/**
 * Makes another layer the active one; no step of its own.
 * @throws DocumentError `layer-gone`
 */
export function layerOf(document: PsDocument, key: string): PsLayer {
  const found = find(document.layers, Number(key));
  if (found === null) throw layerGone();
  return found;
}

function find(layers: ArrayLike<PsLayer>, id: number): PsLayer | null {
  for (const layer of Array.from(layers)) {
    if (layer.id === id) return layer;
    const inside = layer.layers ? find(layer.layers, id) : null;
    if (inside !== null) return inside;
  }
  return null;
}
