import type { ByteSource } from '../byte-source';
import type { LazyTensor } from '../lazy-tensor';
import type { SafetensorsFile } from '../safetensors';
import { checkpointInvalid } from './errors';
import { checkpointListing } from './listing';
import { readLater, readNow } from './reading';
import { contentOffset, type ZipMember } from './zip-directory';

/** First bytes of a zip file. */
const ZIP = [0x50, 0x4b, 3, 4] as const;

export function isZip(start: Uint8Array): boolean {
  return ZIP.every((byte, i) => start[i] === byte);
}

/**
 * Opens a checkpoint of PyTorch as if it were a .safetensors file: its directory and list of tensors
 * are read, the tensors are not.
 *
 * @throws ModelError `model-checkpoint-invalid` or `model-checkpoint-unsafe`
 */
export function openCheckpoint(source: ByteSource): SafetensorsFile {
  const listing = readNow(checkpointListing(source), source.read);
  if (listing === null) throw checkpointInvalid(source.name, 'it has no list of tensors');
  const startOf = contentStarts(source);
  const tensors = new Map<string, LazyTensor>();
  for (const { name, type, shape, member, begin, end } of listing) {
    const inside = (offset: number, count: number): number => {
      if (offset >= 0 && count >= 0 && offset + count <= end - begin) return begin + offset;
      throw new RangeError(`${name}: ${offset}+${count} is outside its ${end - begin} bytes`);
    };
    tensors.set(name, {
      name,
      type,
      shape,
      byteLength: end - begin,
      read: (offset, count, room) =>
        source.read(startOf.now(member) + inside(offset, count), count, room),
      readAsync: async (offset, count) =>
        await source.readAsync((await startOf.later(member)) + inside(offset, count), count),
      key: `${source.key}/${name}`,
    });
  }
  return { name: source.name, key: source.key, metadata: {}, tensors };
}

/** Where contents begin, looked up when they are first wanted: there are thousands of them. */
function contentStarts(source: ByteSource): {
  readonly now: (member: ZipMember) => number;
  readonly later: (member: ZipMember) => Promise<number>;
} {
  const known = new Map<ZipMember, number>();
  const keep = (member: ZipMember, start: number): number => {
    known.set(member, start);
    return start;
  };
  return {
    now: (member) =>
      known.get(member) ?? keep(member, readNow(contentOffset(source, member), source.read)),
    later: async (member) =>
      known.get(member) ??
      keep(member, await readLater(contentOffset(source, member), source.readAsync)),
  };
}
