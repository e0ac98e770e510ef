import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PanelError } from '../../src/core/errors';
import { elementCount } from '../../src/core/tensor';
import { inspectModelFile } from '../../src/model-files/inspect';
import { bytesSource, type ByteSource } from '../../src/weights/byte-source';
import { openCheckpoint } from '../../src/weights/checkpoint/open-checkpoint';
import { readPickle } from '../../src/weights/checkpoint/pickle';
import { MAX_VALUES } from '../../src/weights/checkpoint/pickle-stack';
import { STORED_TYPES } from '../../src/weights/lazy-tensor';
import type { SafetensorsFile } from '../../src/weights/safetensors';
import { integersFrom } from '../support/random';
import { encodeCheckpoint, float, tensors } from './encode-checkpoint';
import type { Random } from './mutations';

const ROUNDS = 12_000;
/** A hang; a busy machine has its own pauses. */
const MAX_ROUND_MS = 5000;

const CONTENT = tensors({
  'model.control_model.time_embed.0.weight': float('F16', [4, 3], new Float32Array(12).fill(0.5)),
  'model.diffusion_model.project_modules.0.zero_conv.weight': float(
    'F32',
    [2, 2, 1, 1],
    [1, 2, 3, 4],
  ),
  'first_stage_model.denoise_encoder.conv_in.bias': float('BF16', [5], [1, 2, 3, 4, 5]),
});
const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(path.join(__dirname, '../fixtures/checkpoint', name)));
const VALID = [
  encodeCheckpoint(CONTENT),
  encodeCheckpoint(CONTENT, { zip64: true }),
  fixture('training.ckpt'),
  fixture('protocol-4.ckpt'),
];

/** Instructions of pickles, those that nobody needs here as well, and bytes of zip records. */
const TELLING = Uint8Array.from(
  Buffer.from(
    '()]}.NIKMJGFLQRSTUVXabcdeghijlopqrstu012\x80\x81\x85\x86\x87\x88\x89\x8a\x8b\x8c\x8d\x93\x94\x95PK\x01\x02\x05\x06\xff\x00',
    'latin1',
  ),
);
const NASTY_WORDS = [0, 1, 0x7fffffff, 0x80000000, 0xffffffff, 0xfffffffe, 0x10000, 0xffff];

type Mutation = (bytes: Uint8Array, random: Random) => Uint8Array;

const MUTATIONS: readonly Mutation[] = [
  (bytes, random) => changed(bytes, random, random(256)),
  (bytes, random) => changed(bytes, random, TELLING[random(TELLING.length)]!),
  (bytes, random) => bytes.slice(0, random(bytes.length + 1)),
  (bytes, random) => bytes.fill(random(256), random(bytes.length), random(bytes.length)),
  (bytes, random) => {
    if (bytes.length < 8) return bytes;
    const at = random(bytes.length - 4);
    new DataView(bytes.buffer).setUint32(at, NASTY_WORDS[random(NASTY_WORDS.length)]!, true);
    return bytes;
  },
  // The directory and its end are small; most damage would miss them.
  (bytes, random) => {
    const at = Math.max(0, bytes.length - 1 - random(Math.min(bytes.length, 500)));
    if (at < bytes.length) bytes[at] = random(256);
    return bytes;
  },
  (bytes, random) => {
    const from = random(bytes.length + 1);
    return spliced(bytes, random(bytes.length + 1), bytes.slice(from, from + random(60)));
  },
];

function changed(bytes: Uint8Array, random: Random, value: number): Uint8Array {
  if (bytes.length > 0) bytes[random(bytes.length)] = value;
  return bytes;
}

function spliced(bytes: Uint8Array, at: number, insert: Uint8Array): Uint8Array {
  return new Uint8Array(Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at)]));
}

/** A valid file with one to three kinds of damage, or a sound zip file around a damaged pickle. */
function damaged(random: Random): Uint8Array {
  if (random(3) === 0) {
    let pickle = CONTENT.pickle.slice();
    for (let count = 1 + random(3); count > 0; count--) {
      pickle = MUTATIONS[random(MUTATIONS.length)]!(pickle, random).slice();
    }
    return encodeCheckpoint({ ...CONTENT, pickle });
  }
  let bytes = VALID[random(VALID.length)]!.slice();
  for (let count = 1 + random(3); count > 0; count--) {
    bytes = MUTATIONS[random(MUTATIONS.length)]!(bytes, random).slice();
  }
  return bytes;
}

/** A source that notes how much was read. */
function watched(bytes: Uint8Array) {
  let read = 0;
  const inner = bytesSource('fuzzed', bytes);
  const source: ByteSource = {
    ...inner,
    read(offset, length) {
      read += length;
      return inner.read(offset, length);
    },
  };
  return { source, read: () => read };
}

function readAll(file: SafetensorsFile): void {
  for (const { name, shape, type, byteLength, read } of file.tensors.values()) {
    const expected = elementCount(shape) * STORED_TYPES[type];
    if (byteLength !== expected || read(0, byteLength).length !== expected) {
      throw new Error(`${name} has another size than its shape`);
    }
  }
}

test('damaged checkpoints open with sound tensors or end in a named error, and read no more than they have', () => {
  const random = integersFrom(20260412);
  const codes = new Map<string, number>();
  for (let round = 0; round < ROUNDS; round++) {
    const bytes = damaged(random);
    const { source, read } = watched(bytes);
    const start = performance.now();
    let outcome = 'opened';
    try {
      const file = openCheckpoint(source);
      // The end of the file, its directory, and the list of tensors.
      if (read() > 3 * bytes.length + 200) throw new Error('it read more than there is');
      readAll(file);
    } catch (error) {
      if (!(error instanceof PanelError)) throw error;
      if (error.message.length > 1000) throw error;
      outcome = error.code;
    }
    codes.set(outcome, (codes.get(outcome) ?? 0) + 1);
    if (performance.now() - start > MAX_ROUND_MS) throw new Error(`round ${round} took too long`);
  }
  // All ways out have to be taken for the test to mean something.
  expect([...codes.keys()].sort()).toEqual([
    'model-checkpoint-invalid',
    'model-checkpoint-unsafe',
    'opened',
  ]);
  for (const count of codes.values()) expect(count).toBeGreaterThan(ROUNDS / 100);
});

test('the page’s way to the same header ends the same', async () => {
  const random = integersFrom(7_1313);
  const { signal } = new AbortController();
  for (let round = 0; round < 1000; round++) {
    const bytes = damaged(random);
    // The start has to be a zip file's for this reader to be asked.
    bytes.set([0x50, 0x4b, 3, 4].slice(0, bytes.length));
    const file = { name: 'fuzzed.ckpt', blob: new Blob([bytes as Uint8Array<ArrayBuffer>]) };
    await inspectModelFile(file, signal).catch((error: unknown) => {
      if (!(error instanceof PanelError)) throw error;
    });
  }
});

test.each<[string, Uint8Array]>([
  ['millions of values', new Uint8Array(7 << 20).fill(0x29)],
  ['millions of marks', new Uint8Array(7 << 20).fill(0x28)],
  ['tuples in tuples', Uint8Array.from([0x4e, ...new Uint8Array(1 << 20).fill(0x85)])],
  ['a text of four gigabytes', Uint8Array.from([0x58, 0xff, 0xff, 0xff, 0xff])],
  ['a list in itself', Uint8Array.from([0x5d, 0x71, 0, 0x68, 0, 0x61, 0x2e])],
])('%s: refused soon', (_, pickle) => {
  const bytes = encodeCheckpoint({ pickle, storages: {} });
  const start = performance.now();
  expect(() => openCheckpoint(bytesSource('x', bytes))).toThrow(PanelError);
  expect(performance.now() - start).toBeLessThan(MAX_ROUND_MS);
});

test.each<[string, (count: number) => Uint8Array]>([
  ['MEMOIZE', (count) => new Uint8Array(count).fill(0x94)],
  [
    'LONG_BINPUT',
    (count) => {
      const puts = new Uint8Array(5 * count);
      const view = new DataView(puts.buffer);
      for (let i = 0; i < count; i++) {
        puts[5 * i] = 0x72;
        view.setUint32(5 * i + 1, i, true);
      }
      return puts;
    },
  ],
])('a value under more names than a model has values is refused: %s', (_, puts) => {
  const pickle = (count: number): Uint8Array =>
    new Uint8Array(Buffer.concat([Uint8Array.of(0x7d), puts(count), Uint8Array.of(0x2e)]));
  expect(readPickle(pickle(1000), 'x')).toEqual({ kind: 'dict', entries: [] });
  expect(() => readPickle(pickle(MAX_VALUES + 1), 'x')).toThrow('is too long');
});
