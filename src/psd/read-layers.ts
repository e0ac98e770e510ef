import { ByteReader, sizeOf } from './byte-reader';
import { damaged } from './errors';
import type { ByteRange, PsdChannel, PsdLayer, PsdNode } from './file';
import { readRecord, type LayerRecord } from './read-record';

/** Deepest nesting of groups that walks over the tree can take; editors allow about ten. */
const MAX_GROUP_DEPTH = 100;

export interface LayerSection {
  readonly range: ByteRange;
  readonly layers: readonly PsdLayer[];
  readonly records: ByteRange;
  readonly channelData: ByteRange;
  /** The file's flag "the first extra channel of the composite is its transparency". */
  readonly hasTransparency: boolean;
  /** Whether additional information of some layer could not be read. */
  readonly unread: boolean;
}

/** Reads the layer info: count, records, channel data. null where there are no layers. */
export function readLayerSection(
  bytes: Uint8Array,
  range: ByteRange,
  version: 1 | 2,
): LayerSection | null {
  if (sizeOf(range) < 2) return null;
  const reader = new ByteReader(bytes, range, 'the layers');
  const count = reader.i16();
  if (count === 0) return null;
  const recordsStart = reader.position;
  const records: LayerRecord[] = [];
  for (let i = 0; i < Math.abs(count); i++) records.push(readRecord(reader, version));
  const dataStart = reader.position;
  const channels = records.map(({ lengths }) =>
    lengths.map(({ id, length }): PsdChannel => ({ id, data: reader.range(length) })),
  );
  return {
    range,
    layers: linkLayers(records, channels),
    records: { start: recordsStart, end: dataStart },
    channelData: { start: dataStart, end: reader.position },
    hasTransparency: count < 0,
    unread: records.some(({ unread }) => unread),
  };
}

function linkLayers(records: LayerRecord[], channels: PsdChannel[][]): PsdLayer[] {
  const parents = parentsOf(records);
  const keys = keysOf(records);
  return records.map((record, index) => ({
    ...record.fields,
    index,
    key: keys[index] ?? '',
    parent: parents[index] ?? null,
    channels: channels[index] ?? [],
  }));
}

function keysOf(records: readonly LayerRecord[]): string[] {
  const seen = new Map<number, number>();
  for (const { fields } of records)
    if (fields.id !== null) seen.set(fields.id, (seen.get(fields.id) ?? 0) + 1);
  let unnamed = 0;
  return records.map(({ fields: { id } }) =>
    id !== null && seen.get(id) === 1 ? `id:${id}` : `nth:${unnamed++}`,
  );
}

/** Index of the group of each record; an end without a beginning closes nothing. */
function parentsOf(records: readonly LayerRecord[]): (number | null)[] {
  const parents = new Array<number | null>(records.length).fill(null);
  const open: number[] = [];
  for (let i = records.length - 1; i >= 0; i--) {
    parents[i] = open[open.length - 1] ?? null;
    const role = records[i]?.fields.role;
    if (role === 'group') {
      if (open.length >= MAX_GROUP_DEPTH) throw damaged('groups inside groups without end');
      open.push(i);
    } else if (role === 'group-end') open.pop();
  }
  return parents;
}

/** The layers as a tree, bottom first, without the records that only end a group. */
export function layerTree(layers: readonly PsdLayer[]): PsdNode[] {
  const members = new Map<number | null, PsdLayer[]>();
  for (const layer of layers) {
    if (layer.role === 'group-end') continue;
    const list = members.get(layer.parent);
    if (list === undefined) members.set(layer.parent, [layer]);
    else list.push(layer);
  }
  const nodes = (parent: number | null): PsdNode[] =>
    (members.get(parent) ?? []).map((layer) => ({
      layer,
      children: layer.role === 'group' ? nodes(layer.index) : [],
    }));
  return nodes(null);
}
