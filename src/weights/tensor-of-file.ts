import type { ByteSource } from './byte-source';
import type { LazyTensor } from './lazy-tensor';

/** What a list of tensors says of one: its bytes are `begin` to `end` of where its contents lie. */
export interface ListedBytes extends Pick<LazyTensor, 'name' | 'type' | 'shape'> {
  readonly begin: number;
  readonly end: number;
}

/** Where the contents lie in the file, looked up at each read. */
export interface ContentStart {
  readonly now: () => number;
  readonly later: () => number | Promise<number>;
}

/** A tensor of an open file. Its reads throw RangeError outside its bytes. */
export function tensorOfFile(
  source: ByteSource,
  { name, type, shape, begin, end }: ListedBytes,
  start: ContentStart,
): LazyTensor {
  const byteLength = end - begin;
  const inside = (offset: number, count: number): number => {
    if (offset >= 0 && count >= 0 && offset + count <= byteLength) return begin + offset;
    throw new RangeError(`${name}: ${offset}+${count} is outside its ${byteLength} bytes`);
  };
  return {
    name,
    type,
    shape,
    byteLength,
    read: (offset, count, room) => source.read(start.now() + inside(offset, count), count, room),
    readAsync: async (offset, count) =>
      await source.readAsync((await start.later()) + inside(offset, count), count),
    key: `${source.key}/${name}`,
  };
}
