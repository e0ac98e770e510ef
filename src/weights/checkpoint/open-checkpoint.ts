import type { ByteSource } from '../byte-source';
import type { LazyTensor } from '../lazy-tensor';
import type { SafetensorsFile } from '../safetensors';
import { tensorOfFile } from '../tensor-of-file';
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
  for (const listed of listing) {
    const { name, member } = listed;
    const start = { now: () => startOf.now(member), later: () => startOf.later(member) };
    tensors.set(name, tensorOfFile(source, listed, start));
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
