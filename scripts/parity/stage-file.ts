import { readFloats } from '../../src/weights/cast';
import { openSafetensors, type SafetensorsFile } from '../../src/weights/safetensors';
import { bytesSource } from '../../src/weights/byte-source';
import type { LazyTensor } from '../../src/weights/lazy-tensor';
import { relativeErrors, type Numbers, type Row } from './compare';

export interface Floats {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

/**
 * The recorded tensors of one stage. Every one is either taken as an input or compared; `rows`
 * lists the others as failures, so that none is left out in silence.
 */
export interface StageFile {
  readonly stage: string;
  readonly names: readonly string[];
  has(name: string): boolean;
  dims(name: string): readonly number[];
  floats(name: string): Floats;
  integers(name: string): readonly number[];
  bytes(name: string): Uint8Array;
  isF16(name: string): boolean;
  /** The values as they are, to compare with; does not count as taken. */
  expected(name: string): Numbers;
  expect(name: string, actual: Numbers, options?: ExpectOptions): void;
  /** For comparisons of another kind. */
  record(name: string, row: Omit<Row, 'stage' | 'tensor'>): void;
  rows(): readonly Row[];
}

export interface ExpectOptions {
  /** Instead of the stage's own. */
  readonly limit?: number;
  readonly note?: string;
}

export function openStage(stage: string, bytes: Uint8Array, limit: number): StageFile {
  const file = openSafetensors(bytesSource(`${stage}.safetensors`, bytes));
  const taken = new Set<string>();
  const rows = new Map<string, Row>();
  const take = (name: string): LazyTensor => {
    taken.add(name);
    return tensorOf(file, name);
  };
  const record: StageFile['record'] = (name, row) => {
    if (!file.tensors.has(name)) throw new RangeError(`${stage}: no tensor ${name} to compare`);
    rows.set(name, { stage, tensor: name, ...row });
  };
  return {
    stage,
    names: [...file.tensors.keys()].sort(),
    has: (name) => file.tensors.has(name),
    dims: (name) => tensorOf(file, name).shape,
    floats: (name) => {
      const tensor = take(name);
      return { dims: tensor.shape, data: readFloats(tensor) };
    },
    integers: (name) => Array.from(valuesOf(take(name)), Number),
    bytes: (name) => Uint8Array.from(valuesOf(take(name)) as ArrayLike<number>),
    isF16: (name) => tensorOf(file, name).type === 'F16',
    expected: (name) => valuesOf(tensorOf(file, name)),
    record,
    expect(name, actual, options = {}) {
      const { max: error, rms } = relativeErrors(actual, valuesOf(tensorOf(file, name)));
      const most = options.limit ?? limit;
      record(name, { error, rms, limit: most, ok: error <= most, note: options.note ?? '' });
    },
    rows: () => [
      ...rows.values(),
      ...[...file.tensors.keys()]
        .filter((name) => !taken.has(name) && !rows.has(name))
        .map((tensor) => ({
          stage,
          tensor,
          error: null,
          limit,
          ok: false,
          note: 'not compared',
        })),
    ],
  };
}

function tensorOf(file: SafetensorsFile, name: string): LazyTensor {
  const tensor = file.tensors.get(name);
  if (tensor === undefined) throw new RangeError(`${file.name} has no tensor ${name}`);
  return tensor;
}

function valuesOf(tensor: LazyTensor): Numbers {
  const bytes = Uint8Array.from(tensor.read(0, tensor.byteLength));
  if (tensor.type === 'I64') return new BigInt64Array(bytes.buffer);
  if (tensor.type === 'I32') return new Int32Array(bytes.buffer);
  if (tensor.type === 'F64') return new Float64Array(bytes.buffer);
  return tensor.type === 'U8' ? bytes : readFloats(tensor);
}
