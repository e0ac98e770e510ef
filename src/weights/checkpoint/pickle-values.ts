import type { StoredType } from '../lazy-tensor';

/** The few imports that a checkpoint of plain tensors has, by module and name. */
const STORAGES: ReadonlyMap<string, StoredType> = new Map([
  ['torch FloatStorage', 'F32'],
  ['torch HalfStorage', 'F16'],
  ['torch BFloat16Storage', 'BF16'],
  ['torch LongStorage', 'I64'],
]);
const MAKERS = ['collections OrderedDict', 'torch._utils _rebuild_tensor_v2'] as const;

/** A tensor as a pickle describes it; numbers in elements. */
export interface PickledTensor {
  readonly kind: 'tensor';
  readonly storage: PickledStorage;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly stride: readonly number[];
}

/** Numbers that lie beside the pickle, in a file of the name `key`. */
export interface PickledStorage {
  readonly kind: 'storage';
  readonly type: StoredType;
  readonly key: string;
  readonly count: number;
}

export interface PickledDict {
  readonly kind: 'dict';
  readonly entries: (readonly [key: Pickled, value: Pickled])[];
}

interface PickledList {
  readonly kind: 'list';
  readonly items: Pickled[];
}

interface PickledTuple {
  readonly kind: 'tuple';
  readonly items: readonly Pickled[];
}

interface StorageClass {
  readonly kind: 'storage class';
  readonly type: StoredType;
}

interface Maker {
  readonly kind: 'maker';
  readonly name: (typeof MAKERS)[number];
}

/** What a restricted pickle can hold. Nothing of it runs. */
export type Pickled =
  | string
  | number
  | boolean
  | null
  | PickledDict
  | PickledList
  | PickledTuple
  | PickledStorage
  | PickledTensor
  | StorageClass
  | Maker;

/** An import by module and name, as `torch FloatStorage`; null: it is none of tensors. */
export function imported(name: string): StorageClass | Maker | null {
  const type = STORAGES.get(name);
  if (type !== undefined) return { kind: 'storage class', type };
  const maker = MAKERS.find((known) => known === name);
  return maker === undefined ? null : { kind: 'maker', name: maker };
}

/** What an import makes of its arguments; null where they are not what it takes. */
export function made(maker: Pickled, args: Pickled): PickledDict | PickledTensor | null {
  if (!isKind(maker, 'maker') || !isKind(args, 'tuple')) return null;
  if (maker.name === 'collections OrderedDict') {
    return args.items.length === 0 ? { kind: 'dict', entries: [] } : null;
  }
  const [storage = null, offset = null, shape = null, stride = null] = args.items;
  if (!isKind(storage, 'storage') || !isSize(offset)) return null;
  const [sizes, strides] = [sizesIn(shape), sizesIn(stride)];
  if (sizes === null || strides?.length !== sizes.length) return null;
  return { kind: 'tensor', storage, offset, shape: sizes, stride: strides };
}

/** The storage of a persistent id `('storage', class, key, location, count)`; null: it is none. */
export function storageOf(id: Pickled): PickledStorage | null {
  if (!isKind(id, 'tuple') || id.items.length !== 5) return null;
  const [what, storage = null, key, , count = null] = id.items;
  if (what !== 'storage' || !isKind(storage, 'storage class')) return null;
  if (typeof key !== 'string' || !isSize(count)) return null;
  return { kind: 'storage', type: storage.type, key, count };
}

export function isKind<
  K extends 'dict' | 'list' | 'tuple' | 'storage' | 'tensor' | 'maker' | 'storage class',
>(value: Pickled | undefined, kind: K): value is Extract<Pickled, { readonly kind: K }> {
  return typeof value === 'object' && value !== null && value.kind === kind;
}

/** PyTorch has tensors of 64 dimensions at most; no model has more than 5. */
const MAX_DIMENSIONS = 16;

function sizesIn(value: Pickled): readonly number[] | null {
  if (!isKind(value, 'tuple') || value.items.length > MAX_DIMENSIONS) return null;
  return value.items.every(isSize) ? value.items : null;
}

function isSize(value: Pickled): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
