import type { Rect } from '../core/geometry';
import { blendModeOf } from './blend-modes';
import { ByteReader, bytesOf, sizeOf, tagAt } from './byte-reader';
import { damaged } from './errors';
import type { ByteRange, PsdBlock, PsdLayer, PsdLocks, PsdRole } from './file';
import { hasEffects, hasVectorMask, layerKind } from './layer-kind';
import { findBlock, hasUnread, readBlocks } from './read-blocks';
import { readMask, readRect } from './read-mask';

const MAX_LAYER_CHANNELS = 60;
/** Bytes of the smallest block: signature, key and length; less than that is padding. */
const LEAST_UNREAD = 12;
export const RECORD_FLAGS = { transparencyLocked: 1, hidden: 2 };
const LOCKS = { transparency: 1, pixels: 2, position: 4, all: 0x80000000 };
const DIVIDERS = { openGroup: 1, closedGroup: 2, groupEnd: 3 };

export interface ChannelLength {
  readonly id: number;
  readonly length: number;
}

/** A layer record; the place of its channels and its group show only after the last record. */
export interface LayerRecord {
  readonly fields: Omit<PsdLayer, 'key' | 'index' | 'parent' | 'channels'>;
  readonly lengths: readonly ChannelLength[];
  /** Whether some of its additional information could not be read. */
  readonly unread: boolean;
}

/** Places of the parts of a record; `enlargePsd` changes them in place. */
export interface RecordParts {
  readonly rect: Rect;
  readonly lengths: readonly ChannelLength[];
  /** Bytes from the signature of the blend mode to the length of the extra data. */
  readonly blend: ByteRange;
  readonly mask: ByteRange;
  /** Blending ranges, name and blocks. */
  readonly rest: ByteRange;
  readonly name: string;
  readonly blocks: ByteRange;
}

/** Reads one record at the reader's position and leaves the reader behind it. */
export function readRecordParts(reader: ByteReader, version: 1 | 2): RecordParts {
  const rect = readRect(reader, version, 'a layer');
  const count = reader.u16();
  if (count > MAX_LAYER_CHANNELS) throw damaged(`a layer with ${count} channels`);
  const lengths: ChannelLength[] = [];
  for (let i = 0; i < count; i++) {
    lengths.push({ id: reader.i16(), length: reader.length(version === 2) });
  }
  const blend = reader.range(12);
  const extra = reader.section(false);
  const inside = new ByteReader(reader.bytes, extra, 'a layer record');
  const mask = inside.section(false);
  const restStart = inside.position;
  inside.section(false);
  const name = inside.pascalString(4);
  const blocks = { start: inside.position, end: extra.end };
  return { rect, lengths, blend, mask, rest: { start: restStart, end: extra.end }, name, blocks };
}

/** @throws FileError `psd-damaged` */
export function readRecord(reader: ByteReader, version: 1 | 2): LayerRecord {
  const start = reader.position;
  const { bytes } = reader;
  const parts = readRecordParts(reader, version);
  const [opacity = 0, clipping = 0, flags = 0] = bytesOf(bytes, {
    start: parts.blend.start + 8,
    end: parts.blend.end,
  });
  if (tagAt(bytes, parts.blend.start) !== '8BIM') throw damaged('a layer record has no signature');
  const { found: blocks, end } = readBlocks(bytes, parts.blocks, version === 2);
  const divider = readDivider(bytes, blocks);
  const blendKey = divider.blendKey ?? tagAt(bytes, parts.blend.start + 4);
  const blendMode = blendModeOf(blendKey);
  if (blendMode === null) throw damaged(`there is no blend mode "${blendKey}"`);
  const fields: LayerRecord['fields'] = {
    id: blockNumber(bytes, blocks, 'lyid', 4),
    role: divider.role,
    kind: layerKind(divider.role, blocks),
    name: unicodeName(bytes, blocks) ?? parts.name,
    rect: parts.rect,
    blendMode,
    opacity,
    fillOpacity: blockNumber(bytes, blocks, 'iOpa', 1) ?? 255,
    clipping: clipping === 1,
    visible: (flags & RECORD_FLAGS.hidden) === 0,
    locks: readLocks(bytes, blocks, (flags & RECORD_FLAGS.transparencyLocked) !== 0),
    hasEffects: hasEffects(blocks),
    hasVectorMask: hasVectorMask(blocks),
    mask: readMask(bytes, parts.mask, version)?.mask ?? null,
    blocks,
    record: { start, end: reader.position },
  };
  const { lengths } = parts;
  const left = parts.blocks.end - end;
  return {
    fields,
    lengths,
    unread: left >= LEAST_UNREAD && hasUnread(bytes, end, parts.blocks.end),
  };
}

function readDivider(
  bytes: Uint8Array,
  blocks: readonly PsdBlock[],
): { role: PsdRole; blendKey: string | null } {
  const block = findBlock(blocks, 'lsct', 'lsdk');
  if (block === null) return { role: 'layer', blendKey: null };
  const reader = new ByteReader(bytes, block.data, 'a group record');
  const type = reader.u32();
  const keyed = reader.left >= 8 && reader.tag() === '8BIM';
  const blendKey = keyed ? reader.tag() : null;
  if (type === DIVIDERS.groupEnd) return { role: 'group-end', blendKey: null };
  const isGroup = type === DIVIDERS.openGroup || type === DIVIDERS.closedGroup;
  return isGroup ? { role: 'group', blendKey } : { role: 'layer', blendKey: null };
}

function readLocks(bytes: Uint8Array, blocks: readonly PsdBlock[], flagged: boolean): PsdLocks {
  const bits = blockNumber(bytes, blocks, 'lspf', 4) ?? 0;
  const all = (bits & LOCKS.all) !== 0;
  return {
    transparency: flagged || all || (bits & LOCKS.transparency) !== 0,
    pixels: all || (bits & LOCKS.pixels) !== 0,
    position: all || (bits & LOCKS.position) !== 0,
  };
}

function blockNumber(
  bytes: Uint8Array,
  blocks: readonly PsdBlock[],
  key: string,
  size: 1 | 4,
): number | null {
  const block = findBlock(blocks, key);
  if (block === null || sizeOf(block.data) < size) return null;
  const reader = new ByteReader(bytes, block.data, 'a layer record');
  return size === 1 ? reader.u8() : reader.u32();
}

function unicodeName(bytes: Uint8Array, blocks: readonly PsdBlock[]): string | null {
  const block = findBlock(blocks, 'luni');
  if (block === null || sizeOf(block.data) < 4) return null;
  const reader = new ByteReader(bytes, block.data, 'a layer name');
  const units = reader.u32();
  if (units * 2 > reader.left) return null;
  reader.position = block.data.start;
  return reader.unicodeString();
}
