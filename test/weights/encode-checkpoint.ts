import { crc32 } from 'node:zlib';
import { storeFloats, type FloatName } from './encode-file';

/** A pickle, and the storages that it refers to; null: left out. */
export interface CheckpointContent {
  readonly pickle: Uint8Array;
  readonly storages: Readonly<Record<string, Uint8Array | null>>;
}

interface FloatTensor {
  readonly type: Extract<FloatName, 'F32' | 'F16' | 'BF16'>;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

export function float(
  type: FloatTensor['type'],
  shape: readonly number[],
  values: ArrayLike<number>,
): FloatTensor {
  return { type, shape, bytes: storeFloats(Float32Array.from(values), type).bytes };
}

const STORAGES = { F32: 'FloatStorage', F16: 'HalfStorage', BF16: 'BFloat16Storage' } as const;
const SIZES = { F32: 4, F16: 2, BF16: 2 } as const;

const ascii = (text: string): number[] => [...new TextEncoder().encode(text)];
const u32 = (value: number): number[] => [0, 8, 16, 24].map((shift) => (value >>> shift) & 0xff);
const unicode = (text: string): number[] => [0x58, ...u32(ascii(text).length), ...ascii(text)];
const int = (value: number): number[] => [0x4a, ...u32(value)];
const imported = (module: string, name: string): number[] => ascii(`c${module}\n${name}\n`);
const tuple = (...items: number[][]): number[] => [0x28, ...items.flat(), 0x74];
const whole = (...parts: number[][]): Uint8Array =>
  Uint8Array.from([0x80, 2, ...parts.flat(), 0x2e]);

/** Pickles, instruction by instruction, as protocol 2 has them. */
export const PICKLE = {
  dict: (items: number[][]): Uint8Array => whole([0x7d, 0x28], items.flat(), [0x75]),
  list: (): Uint8Array => whole([0x5d]),
  importing: (module: string, name: string): Uint8Array => whole(imported(module, name)),
  importingByStack: (module: string, name: string): Uint8Array =>
    whole(unicode(module), unicode(name), [0x93]),
};

/** A state of these tensors, each in a storage of its own; `changed`: other bytes for some. */
export function tensors(
  state: Readonly<Record<string, FloatTensor>>,
  changed: CheckpointContent['storages'] = {},
): CheckpointContent {
  const entries = Object.entries(state);
  const items = entries.map(([name, { type, shape, bytes }], key) => {
    const storage = tuple(
      unicode('storage'),
      imported('torch', STORAGES[type]),
      unicode(String(key)),
      unicode('cpu'),
      int(bytes.length / SIZES[type]),
    );
    const strides = shape.map((_, i) => shape.slice(i + 1).reduce((a, b) => a * b, 1));
    const hooks = [...imported('collections', 'OrderedDict'), 0x29, 0x52];
    const args = tuple(
      [...storage, 0x51],
      int(0),
      tuple(...shape.map(int)),
      tuple(...strides.map(int)),
      [0x89],
      hooks,
    );
    return [...unicode(name), ...imported('torch._utils', '_rebuild_tensor_v2'), ...args, 0x52];
  });
  const storages = Object.fromEntries(entries.map(([, { bytes }], key) => [String(key), bytes]));
  return { pickle: PICKLE.dict(items), storages: { ...storages, ...changed } };
}

interface ZipOptions {
  /** Sizes and places in ZIP64 records, as beyond 4 GB. */
  readonly zip64?: boolean;
  /** What the members say of their compression. */
  readonly method?: number;
  readonly members?: Readonly<Record<string, Uint8Array>>;
}

/** A zip file as `torch.save` writes it, contents at multiples of 64 bytes. */
export function encodeCheckpoint(
  { pickle, storages }: CheckpointContent,
  { zip64 = false, method = 0, members = {} }: ZipOptions = {},
): Uint8Array {
  const files: readonly (readonly [string, Uint8Array])[] = [
    ['archive/data.pkl', pickle],
    ...Object.entries(members).map(([name, bytes]) => [`archive/${name}`, bytes] as const),
    ...Object.entries(storages).flatMap(([key, bytes]) =>
      bytes === null ? [] : [[`archive/data/${key}`, bytes] as const],
    ),
  ];
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  const add = (bytes: Uint8Array): void => {
    parts.push(bytes);
    at += bytes.length;
  };
  for (const [path, bytes] of files) {
    const name = Uint8Array.from(ascii(path));
    const begin = at;
    const isStored = path.endsWith('.pkl') || method === 0;
    const padding = 64 - ((begin + 30 + name.length + 4) % 64);
    const sum = crc32(bytes);
    const how = isStored ? 0 : method;
    const local = record(30, [
      [0, 4, 0x04034b50],
      [4, 2, 45],
      [8, 2, how],
      [14, 4, sum],
      [18, 4, bytes.length],
      [22, 4, bytes.length],
      [26, 2, name.length],
      [28, 2, 4 + padding],
    ]);
    add(local);
    add(name);
    add(
      record(4 + padding, [
        [0, 2, 0x4246],
        [2, 2, padding],
      ]),
    );
    add(bytes);
    const extra = zip64
      ? record(28, [
          [0, 2, 1],
          [2, 2, 24],
          [4, 8, bytes.length],
          [12, 8, bytes.length],
          [20, 8, begin],
        ])
      : new Uint8Array(0);
    const entry = record(46, [
      [0, 4, 0x02014b50],
      [10, 2, how],
      [16, 4, sum],
      [20, 4, zip64 ? 0xffffffff : bytes.length],
      [24, 4, zip64 ? 0xffffffff : bytes.length],
      [28, 2, name.length],
      [30, 2, extra.length],
      [42, 4, zip64 ? 0xffffffff : begin],
    ]);
    directory.push(entry, name, extra);
  }
  const start = at;
  for (const bytes of directory) add(bytes);
  const length = at - start;
  if (zip64) {
    const place = at;
    add(
      record(56, [
        [0, 4, 0x06064b50],
        [4, 8, 44],
        [24, 8, files.length],
        [32, 8, files.length],
        [40, 8, length],
        [48, 8, start],
      ]),
    );
    add(
      record(20, [
        [0, 4, 0x07064b50],
        [8, 8, place],
        [16, 4, 1],
      ]),
    );
  }
  add(
    record(22, [
      [0, 4, 0x06054b50],
      [8, 2, files.length],
      [10, 2, files.length],
      [12, 4, length],
      [16, 4, zip64 ? 0xffffffff : start],
    ]),
  );
  return new Uint8Array(Buffer.concat(parts));
}

/** A record of little-endian numbers at their places. */
function record(
  length: number,
  fields: readonly (readonly [at: number, bytes: 2 | 4 | 8, value: number])[],
): Uint8Array {
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  for (const [at, size, value] of fields) {
    if (size === 2) view.setUint16(at, value, true);
    else if (size === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
  }
  return bytes;
}
