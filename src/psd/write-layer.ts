import type { DocRect } from '../core/geometry';
import { type LayerLook, PLAIN_LOOK } from '../core/document';
import { ByteWriter } from './byte-writer';
import { encodeChannel } from './encode-plane';
import type { Plane } from './decode-plane';
import type { PsdHeader } from './file';
import { blendKeyOf } from './blend-modes';
import { RECORD_FLAGS } from './read-record';
import { alphaPlane, colorPlanes, maskPlane } from './image-planes';
import type { NewLayer } from './new-layer';
import { concatBytes } from './splice';

/** "The bit for irrelevant pixel data is meaningful", set by all editors since version 5. */
const BASE_FLAGS = 8;
const MASK_BYTES = 20;

/** A layer's two parts, which the file keeps in two places. */
export interface LayerBytes {
  readonly record: Uint8Array;
  readonly channels: readonly Uint8Array[];
}

type Target = Pick<PsdHeader, 'mode' | 'depth' | 'version'>;

interface EncodedChannel {
  readonly id: number;
  readonly data: Uint8Array;
}

/** Encodes a layer for a document like `target`. `id` becomes its `lyid`; `extraBlocks` are whole blocks. */
export function encodeLayer(
  layer: NewLayer,
  id: number,
  target: Target,
  extraBlocks: readonly Uint8Array[],
): LayerBytes {
  const { rect, image, mask } = layer;
  const shape = { ...size(rect), depth: target.depth, large: target.version === 2 };
  const encode = (channel: number, plane: Plane): EncodedChannel => ({
    id: channel,
    data: encodeChannel(plane, shape),
  });
  const channels = [encode(-1, alphaPlane(image, target.depth))];
  colorPlanes(image, target.mode, target.depth).forEach((plane, i) =>
    channels.push(encode(i, plane)),
  );
  if (mask !== null) channels.push(encode(-2, maskPlane(mask, target.depth)));
  const fill = byteOf(layer.look.fill);
  const blocks = [
    block('luni', new ByteWriter().unicodeString(layer.name).done()),
    block('lyid', new ByteWriter().u32(id).done()),
    ...(fill === 255 ? [] : [block('iOpa', Uint8Array.of(fill, 0, 0, 0))]),
    ...extraBlocks,
  ];
  const extra = new ByteWriter().section(mask === null ? new Uint8Array(0) : maskRecord(rect));
  extra.section(new Uint8Array(0)).pascalString(layer.name, 4);
  for (const bytes of blocks) extra.put(bytes);
  const record = recordBytes(rect, channels, target, layer.look, BASE_FLAGS, extra.done());
  return { record, channels: channels.map(({ data }) => data) };
}

/** The picture of a flat file as the record that Photoshop shows as "Background". */
export function encodeBackground(
  rect: DocRect,
  planes: readonly Plane[],
  target: Target,
): LayerBytes {
  const shape = { ...size(rect), depth: target.depth, large: target.version === 2 };
  const channels = planes.map((plane, id) => ({ id, data: encodeChannel(plane, shape) }));
  const extra = new ByteWriter().zeros(8).pascalString('Background', 4).done();
  const flags = BASE_FLAGS | RECORD_FLAGS.transparencyLocked;
  const record = recordBytes(rect, channels, target, PLAIN_LOOK, flags, extra);
  return { record, channels: channels.map(({ data }) => data) };
}

function size({ width, height }: DocRect): { width: number; height: number } {
  return { width, height };
}

function recordBytes(
  rect: DocRect,
  channels: readonly EncodedChannel[],
  target: Target,
  look: LayerLook,
  flags: number,
  extra: Uint8Array,
): Uint8Array {
  const writer = putRect(new ByteWriter(), rect).u16(channels.length);
  for (const { id, data } of channels) writer.i16(id).size(data.length, target.version === 2);
  writer
    .tag('8BIM')
    .tag(blendKeyOf(look.blendMode))
    .u8(byteOf(look.opacity))
    .u8(look.clipped ? 1 : 0)
    .u8(look.visible ? flags : flags | RECORD_FLAGS.hidden)
    .u8(0);
  return writer.section(extra).done();
}

function byteOf(share: number): number {
  return Math.round(Math.min(1, Math.max(0, share)) * 255);
}

/** Writes a rectangle: top, left, bottom, right. */
export function putRect(writer: ByteWriter, { x, y, width, height }: DocRect): ByteWriter {
  return writer
    .i32(y)
    .i32(x)
    .i32(y + height)
    .i32(x + width);
}

function maskRecord(rect: DocRect): Uint8Array {
  const hiddenOutside = 0;
  const writer = putRect(new ByteWriter(), rect).u8(hiddenOutside);
  const used = 17;
  return writer.zeros(MASK_BYTES - used).done();
}

/** An additional information block, padded to four bytes; `wide`: with a length of 8 bytes. */
export function block(key: string, data: Uint8Array, wide = false): Uint8Array {
  const padding = new Uint8Array((4 - (data.length % 4)) % 4);
  const head = new ByteWriter().tag('8BIM').tag(key);
  return concatBytes([head.size(data.length + padding.length, wide).done(), data, padding]);
}
