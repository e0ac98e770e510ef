import type { DocRect, Size } from '../../../core/geometry';
import type { Image } from '../../../core/image';
import type {
  Appearance,
  ColorMode,
  LayerKind,
  LayerRef,
  SourceLayer,
} from '../../../core/document';
import type { DocumentInfo, HostNotice, LayerInfo, Snapshot } from '../../host';
import type { Parcel } from '../protocol/message';
import { bridgeProtocol } from '../protocol/errors';
import {
  isCount,
  isObject,
  type Fields,
  blendModeFrom,
  countFrom,
  flagFrom,
  rectFrom,
  shareFrom,
  sizeFrom,
  textFrom,
} from '../protocol/parse';

/** Longest text in one of the plugin's answers, characters. */
const MAX_TEXT = 64 * 1024;

const MODES: readonly ColorMode[] = [
  'rgb',
  'grayscale',
  'cmyk',
  'lab',
  'indexed',
  'bitmap',
  'duotone',
  'multichannel',
];

const KINDS: readonly LayerKind[] = [
  'pixels',
  'group',
  'text',
  'smart-object',
  'shape',
  'fill',
  'adjustment',
  'other',
];

const NOTICES: readonly HostNotice[] = [
  'redo-lost',
  'dialog-open',
  'converted-to-8-bit',
  'no-color-management',
];

export function snapshotFrom(value: unknown): Snapshot {
  const fields = fieldsOf(value);
  const { document, layer, selection, notices } = fields;
  return {
    document: document === null ? null : documentFrom(fieldsOf(document)),
    layer: layer === null ? null : layerFrom(fieldsOf(layer)),
    activeLayers: countFrom(fields['activeLayers']),
    selection: selection === null ? null : rectFrom(selection),
    revision: textFrom(fields['revision'], MAX_TEXT),
    notices: listFrom(notices).map((notice) => oneOf(notice, NOTICES)),
  };
}

function documentFrom({ id, name, size, depth, mode }: Fields): DocumentInfo {
  return {
    id: textFrom(id, MAX_TEXT),
    name: textFrom(name, MAX_TEXT),
    size: sizeFrom(size),
    depth: oneOf(depth, [1, 8, 16, 32]),
    mode: oneOf(mode, MODES),
  };
}

function layerFrom({ id, name, kind, visible, locked, bounds }: Fields): LayerInfo {
  return {
    id: textFrom(id, MAX_TEXT),
    name: textFrom(name, MAX_TEXT),
    kind: oneOf(kind, KINDS),
    visible: flagFrom(visible),
    locked: flagFrom(locked),
    bounds: bounds === null ? null : rectFrom(bounds),
  };
}

/** null where the plugin knows of none. */
export function refFrom({ value }: Parcel): LayerRef | null {
  if (value === null) return null;
  const { documentId, layerId } = fieldsOf(value);
  return { documentId: textFrom(documentId, MAX_TEXT), layerId: textFrom(layerId, MAX_TEXT) };
}

export function sourceFrom(parcel: Parcel, docRect: Size): SourceLayer {
  const { appearance } = fieldsOf(parcel.value);
  return {
    image: imageFrom(parcel, docRect),
    appearance: appearanceFrom(fieldsOf(appearance)),
  };
}

function appearanceFrom(fields: Fields): Appearance {
  const { visible, blendMode, opacity, fill, masked, group, clipped, base } = fields;
  return {
    visible: flagFrom(visible),
    blendMode: blendMode === null ? null : blendModeFrom(blendMode),
    opacity: shareFrom(opacity),
    fill: shareFrom(fill),
    masked: flagFrom(masked),
    group: flagFrom(group),
    clipped: flagFrom(clipped),
    base: flagFrom(base),
  };
}

/** Takes the bytes of the answer; they have a buffer of their own. */
export function imageFrom({ value, blobs }: Parcel, docRect: Size): Image {
  const { width, height, depth } = fieldsOf(value);
  const [bytes] = blobs;
  const length = docRect.width * docRect.height * 4;
  const fits = width === docRect.width && height === docRect.height;
  if (!fits || bytes === undefined) throw bridgeProtocol('image');
  const { buffer, byteOffset, byteLength } = bytes;
  if (depth === 8 && byteLength === length) {
    return { width, height, depth, data: new Uint8ClampedArray(buffer, byteOffset, length) };
  }
  if (depth === 16 && byteLength === length * 2) {
    return { width, height, depth, data: new Uint16Array(buffer, byteOffset, length) };
  }
  throw bridgeProtocol('image');
}

export function maskBytes({ value, blobs }: Parcel, docRect: DocRect): Uint8Array | null {
  if (value === false) return null;
  const [bytes] = blobs;
  if (bytes?.length !== docRect.width * docRect.height) throw bridgeProtocol('selection');
  return bytes;
}

export function fieldsOf(value: unknown): Fields {
  if (!isObject(value)) throw bridgeProtocol('answer');
  return value;
}

export function listFrom(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw bridgeProtocol('list');
  return value;
}

export function numberFrom(value: unknown): number | null {
  return isCount(value) ? value : null;
}

function oneOf<T>(value: unknown, known: readonly T[]): T {
  const found = known.find((item) => item === value);
  if (found === undefined) throw bridgeProtocol('name');
  return found;
}
