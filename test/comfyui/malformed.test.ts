import { createImage } from '../../src/core/image';
import { ServerError } from '../../src/core/errors';
import {
  ACCEPTED,
  checked,
  HISTORY_ENTRY,
  QUEUE,
  REFUSED,
  SYSTEM_STATS,
  UPLOADED,
} from '../../src/comfyui/answers';
import { readFrame } from '../../src/comfyui/frames';
import { readMessage } from '../../src/comfyui/messages';
import { choicesOf, nodeInfoOf } from '../../src/comfyui/node-info';
import { resultImage } from '../../src/comfyui/result-image';
import { crcOfBytes } from '../../src/pixels/crc32';
import { encodePng } from '../../src/pixels/png/encode-png';
import { refusalOf } from '../../src/comfyui/prompt-refusal';
import { goOn } from '../support/breathing';
import { bytesFrom, integersFrom, randomFrom } from '../support/random';

/** Messages as real servers send them. */
const MESSAGES = [
  { type: 'status', data: { status: { exec_info: { queue_remaining: 1 } }, sid: 'a' } },
  { type: 'execution_start', data: { prompt_id: 'p', timestamp: 1 } },
  { type: 'execution_cached', data: { nodes: ['1', '2'], prompt_id: 'p', timestamp: 1 } },
  {
    type: 'progress_state',
    data: { prompt_id: 'p', nodes: { 12: { value: 3, max: 8, state: 'running', node_id: '12' } } },
  },
  { type: 'executing', data: { node: '12', display_node: '12', prompt_id: 'p' } },
  { type: 'executing', data: { node: '12' } },
  { type: 'progress', data: { value: 3, max: 8, prompt_id: 'p', node: '12' } },
  {
    type: 'executed',
    data: {
      node: '16',
      output: { images: [{ filename: 'a.png', subfolder: '', type: 'temp' }] },
      prompt_id: 'p',
    },
  },
  { type: 'execution_success', data: { prompt_id: 'p', timestamp: 1 } },
  {
    type: 'execution_error',
    data: {
      prompt_id: 'p',
      node_id: '12',
      node_type: 'X',
      exception_message: 'm',
      exception_type: 't',
      traceback: ['x'],
    },
  },
  { type: 'execution_interrupted', data: { prompt_id: 'p', node_id: '12', executed: [] } },
  { type: 'feature_flags', data: { max_upload_size: 104857600.0 } },
];

test('every message of a real server is understood', () => {
  const types = MESSAGES.map((message) => readMessage(JSON.stringify(message)).type);
  expect(types).toEqual(MESSAGES.map(({ type }) => type));
  expect(readMessage(JSON.stringify({ type: 'crystools.monitor', data: 1 }))).toEqual({
    type: 'unknown',
    name: 'crystools.monitor',
  });
});

const JUNK: readonly unknown[] = [
  null,
  0,
  -1,
  1e308,
  '',
  'x'.repeat(5000),
  [],
  {},
  true,
  [[[]]],
  { images: [null, 3, { filename: '' }] },
  '__proto__',
  { __proto__: null },
  Number.MAX_SAFE_INTEGER,
];

/** The same value with one part of it replaced, taken away or repeated. */
function damaged(value: unknown, integer: (limit: number) => number): unknown {
  if (typeof value !== 'object' || value === null || integer(4) === 0)
    return JUNK[integer(JUNK.length)];
  const entries = Object.entries(value);
  if (entries.length === 0) return JUNK[integer(JUNK.length)];
  const [key, part] = entries[integer(entries.length)]!;
  const others = entries.filter(([name]) => name !== key);
  const changed = integer(5) === 0 ? others : [...others, [key, damaged(part, integer)]];
  if (Array.isArray(value)) return changed.map(([, item]: unknown[]) => item);
  return Object.fromEntries(changed as [string, unknown][]);
}

test('40,000 damaged messages become messages, unknown or malformed, and never an error', () => {
  const integer = integersFrom(11);
  const seen = new Map<string, number>();
  for (let i = 0; i < 40_000; i++) {
    const message = damaged(MESSAGES[i % MESSAGES.length], integer);
    const text = JSON.stringify(message);
    const cut = integer(10) === 0 ? text.slice(0, integer(text.length + 1)) : text;
    const { type } = readMessage(cut);
    seen.set(type, (seen.get(type) ?? 0) + 1);
  }
  expect(seen.get('malformed')).toBeGreaterThan(5000);
  expect([...seen.keys()]).toEqual(expect.arrayContaining(['executed', 'progress', 'malformed']));
});

/** A frame as real servers send it. */
function frame(words: readonly number[], ...parts: readonly Uint8Array[]): Uint8Array {
  const rest = parts.flatMap((part) => [...part]);
  const out = new Uint8Array(words.length * 4 + rest.length);
  words.forEach((word, i) => new DataView(out.buffer).setUint32(i * 4, word));
  out.set(rest, words.length * 4);
  return out;
}

const TEXT = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const META = TEXT({ node_id: '12', prompt_id: 'p', image_type: 'image/jpeg' });

test('frames are read as they are, and odd ones named', () => {
  const picture = Uint8Array.of(1, 2, 3);
  expect(readFrame(frame([1, 1], picture))).toEqual({
    kind: 'preview',
    format: 'jpeg',
    bytes: picture,
    promptId: null,
  });
  expect(readFrame(frame([4, META.length], META, picture))).toEqual({
    kind: 'preview',
    format: 'jpeg',
    bytes: picture,
    promptId: 'p',
  });
  expect(readFrame(frame([3, 2], picture))).toEqual({ kind: 'unknown', event: 3 });
  expect(readFrame(frame([7, 0], picture))).toEqual({ kind: 'unknown', event: 7 });
  expect(readFrame(Uint8Array.of(0, 0, 1)).kind).toBe('malformed');
  expect(readFrame(frame([1, 3], picture))).toEqual({ kind: 'malformed', reason: 'format' });
  expect(readFrame(frame([4, 0xffff_ffff], META)).kind).toBe('malformed');
});

test('40,000 damaged frames are views of what came, or named; nothing is allocated by their lengths', () => {
  const random = randomFrom(12);
  const integer = integersFrom(13);
  const kinds = new Set<string>();
  for (let i = 0; i < 40_000; i++) {
    const whole =
      integer(2) === 0
        ? frame([4, META.length], META, bytesFrom(random, 20))
        : frame([1, 1], bytesFrom(random, 20));
    const bytes = whole.slice(0, integer(whole.length + 1));
    for (let k = 0; k < integer(4) && bytes.length > 0; k++)
      bytes[integer(bytes.length)] = integer(256);
    const read = readFrame(bytes);
    kinds.add(read.kind);
    if (read.kind === 'preview' && read.bytes.buffer !== bytes.buffer) throw new Error('a copy');
  }
  expect([...kinds].sort()).toEqual(['malformed', 'preview', 'unknown']);
});

const REFUSAL = {
  error: {
    type: 'prompt_outputs_failed_validation',
    message: 'failed',
    details: '',
    extra_info: {},
  },
  node_errors: {
    1: {
      class_type: 'CheckpointLoaderSimple',
      dependent_outputs: ['15'],
      errors: [
        {
          type: 'value_not_in_list',
          message: 'm',
          details: 'd',
          extra_info: { input_name: 'ckpt_name', received_value: 'x' },
        },
      ],
    },
  },
};

const ANSWERS = [
  [
    SYSTEM_STATS,
    {
      system: { os: 'linux', comfyui_version: '0.33.0', ram_total: 1, ram_free: 1 },
      devices: [{ name: 'a', type: 'cuda', vram_total: 1, vram_free: 1 }],
    },
  ],
  [UPLOADED, { name: 'a.png', subfolder: 's', type: 'temp' }],
  [ACCEPTED, { prompt_id: 'p', number: 1, node_errors: {} }],
  [REFUSED, REFUSAL],
  [QUEUE, { queue_running: [[1, 'p', {}, {}, ['16']]], queue_pending: [[2, 'q', {}, {}, []]] }],
  [
    HISTORY_ENTRY,
    {
      outputs: { 16: { images: [{ filename: 'a', subfolder: '', type: 'temp' }] } },
      status: { status_str: 'success', messages: [['execution_start', {}]] },
    },
  ],
] as const;

test('40,000 damaged answers are read or named by their field', () => {
  const integer = integersFrom(14);
  const codes = new Map<string, number>();
  for (let i = 0; i < 40_000; i++) {
    const [schema, answer] = ANSWERS[i % ANSWERS.length]!;
    const text = JSON.stringify(damaged(answer, integer));
    try {
      const read = checked(schema, JSON.parse(text) as unknown, 'path');
      // Whatever passes can be made an error of its own.
      if (schema === REFUSED) throw refusalOf(read as Parameters<typeof refusalOf>[0]);
      codes.set('read', (codes.get('read') ?? 0) + 1);
    } catch (error) {
      if (!(error instanceof ServerError)) throw error;
      expect(error.message.length).toBeLessThan(1500);
      codes.set(error.code, (codes.get(error.code) ?? 0) + 1);
    }
  }
  expect([...codes.keys()]).toEqual(
    expect.arrayContaining(['read', 'comfy-bad-answer', 'comfy-file-missing']),
  );
});

test('20,000 damaged descriptions of nodes tell as much as they do', () => {
  const integer = integersFrom(15);
  const info = {
    X: {
      input: {
        required: { name: [['a', 'b'], { min: 0 }], size: ['INT', { min: 1, max: 9 }] },
        optional: { mode: ['COMBO', { options: ['c'] }] },
      },
    },
  };
  expect(nodeInfoOf(info, 'X')?.get('name')).toEqual({
    isRequired: true,
    options: ['a', 'b'],
    min: 0,
    max: null,
  });
  expect(nodeInfoOf(info, 'X')?.get('mode')).toEqual({
    isRequired: false,
    options: ['c'],
    min: null,
    max: null,
  });
  const named = { X: { input: { required: { file: [['a.safetensors', 7, 'b'.repeat(1001)]] } } } };
  expect(choicesOf(nodeInfoOf(named, 'X'), 'file')).toEqual(['a.safetensors']);
  expect(nodeInfoOf({}, 'X')).toBeNull();
  expect(nodeInfoOf({}, 'constructor')).toBeNull();
  let told = 0;
  for (let i = 0; i < 20_000; i++) if (nodeInfoOf(damaged(info, integer), 'X')) told++;
  expect(told).toBeGreaterThan(5000);
});

test('10,000 damaged pictures are of the wanted size, or named; a lie about the size takes no memory', async () => {
  const random = randomFrom(16);
  const integer = integersFrom(17);
  const size = { width: 8, height: 8 };
  const image = createImage(size, 8);
  image.data.set(bytesFrom(random, image.data.length));
  const whole = await encodePng(image);
  const codes = new Map<string, number>();
  for (let i = 0; i < 10_000; i++) {
    const bytes = whole.slice(0, integer(4) === 0 ? integer(whole.length + 1) : whole.length);
    for (let k = 0; k <= integer(3) && bytes.length > 0; k++) {
      bytes[integer(bytes.length)] = integer(256);
    }
    // Half of them with right checksums, so that what is inside is looked at.
    if (integer(2) === 0) withChecksums(bytes);
    try {
      const read = await resultImage(bytes, size, goOn);
      expect([read.width, read.height]).toEqual([8, 8]);
      codes.set('read', (codes.get('read') ?? 0) + 1);
    } catch (error) {
      if (!(error instanceof ServerError)) throw error;
      codes.set(error.code, (codes.get(error.code) ?? 0) + 1);
    }
  }
  expect([...codes.keys()].sort()).toEqual(['comfy-result-unusable', 'read']);

  const huge = whole.slice();
  new DataView(huge.buffer).setUint32(16, 0x7fff_ffff);
  new DataView(huge.buffer).setUint32(20, 0x7fff_ffff);
  withChecksums(huge);
  const before = process.memoryUsage().arrayBuffers;
  await expect(resultImage(huge, size, goOn)).rejects.toThrow(ServerError);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 20);
});

/** Makes the checksums of a PNG's parts right again, as far as it has parts. */
function withChecksums(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 8 + view.getUint32(at);
    if (end + 4 > bytes.length) return;
    view.setUint32(end, crcOfBytes(bytes.subarray(at + 4, end)));
    at = end + 4;
  }
}
