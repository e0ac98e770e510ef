import { ByteReader, tagAt } from './byte-reader';
import type { ByteRange, PsdBlock, PsdResource } from './file';

/** Keys whose length field has 8 bytes in the large format (file format specification, table of keys). */
const WIDE_KEYS = new Set([
  'LMsk',
  'Lr16',
  'Lr32',
  'Layr',
  'Mt16',
  'Mt32',
  'Mtrn',
  'Alph',
  'FMsk',
  'lnk2',
  'FEid',
  'FXid',
  'PxSD',
  'cinf',
]);

const RESOURCE_SIGNATURES = new Set(['8BIM', 'MeSa', 'AgHg', 'PHUT', 'DCSR']);
const BLOCK_HEADER_BYTES = 12;
/** Longest padding of blocks and resources, which is not always as specified, nor zeros. */
const MAX_PADDING = 3;

function isBlockAt(bytes: Uint8Array, at: number): boolean {
  const tag = tagAt(bytes, at);
  return tag === '8BIM' || tag === '8B64';
}

function isResourceAt(bytes: Uint8Array, at: number): boolean {
  return RESOURCE_SIGNATURES.has(tagAt(bytes, at));
}

/** Next place where `isStart`, a few bytes of any value or any number of zeros away; or null. */
function realign(
  reader: ByteReader,
  isStart: (bytes: Uint8Array, at: number) => boolean,
): number | null {
  const { bytes, position, end } = reader;
  for (let at = position; at + 4 <= end; at++) {
    if (isStart(bytes, at)) return at;
    if (at - position >= MAX_PADDING && bytes[at] !== 0) return null;
  }
  return null;
}

/** Whether the length field of a block has 8 bytes. */
export function isWide(key: string, large: boolean, signature = '8BIM'): boolean {
  return signature === '8B64' || (large && WIDE_KEYS.has(key));
}

/** A list as far as it can be read. Bytes behind `end` stay there when the file is written. */
export interface ReadList<T> {
  readonly found: readonly T[];
  readonly end: number;
}

/** Whether there is more behind the end of a list than padding. */
export function hasUnread(bytes: Uint8Array, from: number, end: number): boolean {
  return bytes.subarray(from, end).some((byte) => byte !== 0);
}

/** The additional information blocks in `range`. The list ends where no block begins. */
export function readBlocks(
  bytes: Uint8Array,
  range: ByteRange,
  large: boolean,
): ReadList<PsdBlock> {
  const blocks: PsdBlock[] = [];
  const reader = new ByteReader(bytes, range, 'an additional information block');
  while (reader.left >= BLOCK_HEADER_BYTES) {
    const start = realign(reader, isBlockAt);
    if (start === null || reader.end - start < BLOCK_HEADER_BYTES) break;
    reader.position = start;
    const signature = reader.tag();
    const key = reader.tag();
    const wide = isWide(key, large, signature);
    const data = sectionAt(reader, wide);
    if (data === null) break;
    const next = realign(reader, isBlockAt);
    reader.position = next ?? Math.min(reader.end, padded(data, 4));
    blocks.push({ key, data, range: { start, end: reader.position } });
  }
  return { found: blocks, end: blocks.at(-1)?.range.end ?? range.start };
}

/** A length field and the bytes it spans; null where they do not fit. */
function sectionAt(reader: ByteReader, wide: boolean): ByteRange | null {
  if (reader.left < (wide ? 8 : 4)) return null;
  const length = reader.length(wide);
  return length > reader.left ? null : reader.range(length);
}

function padded(range: ByteRange, to: number): number {
  return range.start + Math.ceil((range.end - range.start) / to) * to;
}

/** The image resources in `range`. One that cannot be read ends the list: none of them carries pixels. */
export function readResources(bytes: Uint8Array, range: ByteRange): ReadList<PsdResource> {
  const resources: PsdResource[] = [];
  const reader = new ByteReader(bytes, range, 'the image resources');
  while (reader.left >= BLOCK_HEADER_BYTES) {
    const start = realign(reader, isResourceAt);
    if (start === null || reader.end - start < BLOCK_HEADER_BYTES) break;
    reader.position = start + 4;
    const id = reader.u16();
    if (reader.left <= (bytes[reader.position] ?? 0)) break;
    reader.pascalString(2);
    const data = sectionAt(reader, false);
    if (data === null) break;
    reader.skip(Math.min(reader.left, (data.end - data.start) % 2));
    resources.push({ id, data, range: { start, end: reader.position } });
  }
  return { found: resources, end: resources.at(-1)?.range.end ?? range.start };
}

/** The first block of one of these keys. */
export function findBlock(blocks: readonly PsdBlock[], ...keys: string[]): PsdBlock | null {
  return blocks.find((block) => keys.includes(block.key)) ?? null;
}
