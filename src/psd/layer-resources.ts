import { ByteWriter } from './byte-writer';
import { bytesOf, sizeOf } from './byte-reader';
import type { PsdFile, PsdResource } from './file';
import { lengthEdit, type Edit } from './splice';

/** Image resources with one entry for each layer record, bottom first. */
const RESOURCES = { targetLayer: 1024, linkGroups: 1026, groupsEnabled: 1072 };

/**
 * Edits of the image resources that count layers, for a new layer at `index`: it gets an entry of
 * its own, so that the links of the other layers stay with them.
 */
export function layerResourceEdits(file: PsdFile, index: number): Edit[] {
  const count = file.layers.length;
  return file.resources.flatMap((resource) => {
    const size = sizeOf(resource.data);
    if (resource.id === RESOURCES.linkGroups && size === count * 2) {
      return withEntry(file.bytes, resource, index * 2, new Uint8Array([0, 0]));
    }
    if (resource.id === RESOURCES.groupsEnabled && size === count) {
      return withEntry(file.bytes, resource, index, new Uint8Array([1]));
    }
    if (resource.id === RESOURCES.targetLayer && size === 2) {
      return movedTarget(file.bytes, resource, index);
    }
    return [];
  });
}

function withEntry(
  bytes: Uint8Array,
  { data, range }: PsdResource,
  at: number,
  entry: Uint8Array,
): Edit[] {
  const old = bytesOf(bytes, data);
  const length = old.length + entry.length;
  const parts = [old.subarray(0, at), entry, old.subarray(at), new Uint8Array(length % 2)];
  return [{ start: data.start, end: range.end, parts }, lengthEdit(data.start, length, false)];
}

function movedTarget(bytes: Uint8Array, { data }: PsdResource, index: number): Edit[] {
  const target = ((bytes[data.start] ?? 0) << 8) | (bytes[data.start + 1] ?? 0);
  if (target < index) return [];
  const moved = new ByteWriter().u16(Math.min(65535, target + 1)).done();
  return [{ start: data.start, end: data.end, parts: [moved] }];
}
