import {
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs';
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { STORED_TYPES, type StoredType } from '../../../src/weights/lazy-tensor';
import { elementCount } from '../../../src/core/tensor';
import { readManifest, type ManifestName } from '../../weights/manifest-file';
import { integersFrom } from '../../support/random';

/** The published files: the manifest that lists their tensors, and the name of the imitation. */
const FILES = [
  { manifest: 'sdxl-base.json', name: 'sdxl-full-size.safetensors', seed: 1 },
  { manifest: 'supir-v0.json', name: 'supir-full-size.safetensors', seed: 2 },
] as const;

export interface Checkpoint {
  readonly path: string;
  readonly bytes: number;
  readonly tensors: number;
}

/** Halves whose repetition no row of a weight has: a prime number of them. */
const PATTERN_LENGTH = 1_000_003;
/** Of a disk that is short of space only this much of each tensor is written. */
const SPARSE_BYTES = 2 ** 20;
const SPARE_BYTES = 4e9;

/**
 * Writes both checkpoints with the published names, shapes and types, and small seeded numbers:
 * dense, so that the disk has to give every byte, or with holes where there is no space for that.
 */
export async function writeCheckpoints(folder: string): Promise<readonly Checkpoint[]> {
  mkdirSync(folder, { recursive: true });
  const { bavail, bsize } = await statfs(folder);
  const plans = FILES.map(({ manifest, name, seed }) => ({
    ...layout(manifest),
    path: path.join(folder, name),
    seed,
  }));
  const missing = plans.filter((plan) => !isComplete(plan.path, plan.bytes));
  const needed = missing.reduce((sum, { bytes }) => sum + bytes, 0);
  const dense = bavail * bsize > needed + SPARE_BYTES;
  if (!dense) console.log('Little space on the disk: the files have holes, which read faster.');
  for (const plan of missing) write(plan, dense);
  return plans.map((plan) => ({
    path: plan.path,
    bytes: plan.bytes,
    tensors: plan.entries.length,
  }));
}

interface Entry {
  readonly name: string;
  readonly dtype: StoredType;
  readonly begin: number;
  readonly end: number;
}

interface Layout {
  readonly header: Buffer;
  readonly entries: readonly Entry[];
  /** Of the whole file. */
  readonly bytes: number;
}

function layout(manifest: ManifestName): Layout {
  const entries: Entry[] = [];
  const described: Record<string, object> = {};
  let at = 0;
  for (const [name, { shape, dtype }] of Object.entries(readManifest(manifest))) {
    const end = at + elementCount(shape) * STORED_TYPES[dtype];
    entries.push({ name, dtype, begin: at, end });
    described[name] = { dtype, shape, data_offsets: [at, end] };
    at = end;
  }
  const json = Buffer.from(JSON.stringify(described));
  const header = Buffer.concat([Buffer.alloc(8), json, Buffer.alloc(-json.length & 7, ' ')]);
  header.writeBigUInt64LE(BigInt(header.length - 8));
  return { header, entries, bytes: header.length + at };
}

function write(
  { path: file, header, entries, bytes, seed }: Layout & { path: string; seed: number },
  dense: boolean,
): void {
  const pattern = smallHalves(seed);
  const out = openSync(file, 'w');
  try {
    ftruncateSync(out, bytes);
    for (const { dtype, begin, end } of entries) {
      const data = dtype === 'F16' ? pattern : Buffer.alloc(end - begin);
      const last = dense ? end : Math.min(end, begin + SPARSE_BYTES);
      for (let at = begin; at < last; at += data.length) {
        writeSync(out, data, 0, Math.min(data.length, last - at), header.length + at);
      }
    }
    // Last, so that a file that was not finished is not taken for a whole one.
    writeSync(out, header, 0, header.length, 0);
  } finally {
    closeSync(out);
  }
}

function isComplete(file: string, bytes: number): boolean {
  if (!existsSync(file) || statSync(file).size !== bytes) return false;
  const start = Buffer.alloc(8);
  const input = openSync(file, 'r');
  readSync(input, start, 0, 8, 0);
  closeSync(input);
  return start.readBigUInt64LE() > 0n;
}

/** Between 2⁻⁹ and 2⁻⁵ in magnitude, both signs. */
function smallHalves(seed: number): Buffer {
  const random = integersFrom(seed);
  const halves = Uint16Array.from(
    { length: PATTERN_LENGTH },
    () => (random(2) << 15) | (0x1800 + random(0x1000)),
  );
  return Buffer.from(halves.buffer);
}
