import * as v from 'valibot';
import type { ColorMode, LayerKind, LayerRef, SourceLayer } from '../../../core/document';
import type { DocRect, Size } from '../../../core/geometry';
import type { Image } from '../../../core/image';
import { MAX_OTHERS, type HostNotice, type Snapshot } from '../../host';
import { bridgeProtocol } from '../protocol/errors';
import type { Parcel } from '../protocol/message';
import { checked, COUNT, LOOK, RECT, SIZE, textUpTo } from '../protocol/parse';

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

const TEXT = textUpTo(MAX_TEXT);

const OTHER = v.object({ id: TEXT, name: TEXT, size: SIZE });

const DOCUMENT = v.object({
  ...OTHER.entries,
  depth: v.picklist([1, 8, 16, 32]),
  mode: v.picklist(MODES),
});

const LAYER = v.object({
  id: TEXT,
  name: TEXT,
  kind: v.picklist(KINDS),
  visible: v.boolean(),
  locked: v.boolean(),
  bounds: v.nullable(RECT),
});

const SNAPSHOT = v.object({
  document: v.nullable(DOCUMENT),
  others: v.pipe(v.array(OTHER), v.maxLength(MAX_OTHERS)),
  layer: v.nullable(LAYER),
  activeLayers: COUNT,
  selection: v.nullable(RECT),
  revision: TEXT,
  notices: v.array(v.picklist(NOTICES)),
});

export function snapshotFrom(value: unknown): Snapshot {
  return checked(SNAPSHOT, value, 'snapshot');
}

const REF = v.nullable(v.object({ documentId: TEXT, layerId: TEXT }));

/** The layer of an answer; null where the plugin knows of none. */
export function refFrom({ value }: Parcel): LayerRef | null {
  return checked(REF, value, 'layer');
}

const SOURCE = v.object({
  srgb: v.boolean(),
  appearance: v.object({
    ...LOOK.entries,
    blendMode: v.nullable(LOOK.entries.blendMode),
    masked: v.boolean(),
    group: v.boolean(),
    base: v.boolean(),
  }),
});

export function sourceFrom(parcel: Parcel, docRect: Size): SourceLayer {
  const { srgb, appearance } = checked(SOURCE, parcel.value, 'source');
  return { image: imageFrom(parcel, docRect), colors: srgb ? 'srgb' : null, appearance };
}

const IMAGE = v.object({ width: COUNT, height: COUNT, depth: COUNT });

/** Takes the bytes of the answer; they have a buffer of their own. */
export function imageFrom({ value, blobs }: Parcel, docRect: Size): Image {
  const { width, height, depth } = checked(IMAGE, value, 'image');
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
