import { encodeFile, type Part } from './encode-file';

export type Random = (limit: number) => number;

/** Names that a SUPIR and an SDXL file have, so that a damaged file still looks like one. */
const PARTS: readonly Part[] = [
  part('model.control_model.time_embed.0.weight', 'F16', [4, 3]),
  part('model.diffusion_model.project_modules.0.zero_conv.weight', 'F32', [2, 2, 1, 1]),
  part('first_stage_model.denoise_encoder.conv_in.bias', 'BF16', [5]),
  part('model.diffusion_model.input_blocks.0.0.weight', 'F8_E4M3', [2, 4, 1, 1]),
  part('conditioner.embedders.0.transformer.text_model.x.weight', 'F64', [2]),
  part('model.control_model.mask_LQ', 'I64', []),
];

function part(name: string, dtype: Part['dtype'], shape: readonly number[]): Part {
  const sizes = { F16: 2, F32: 4, BF16: 2, F8_E4M3: 1, F64: 8, I64: 8 };
  const count = shape.reduce((a, b) => a * b, 1);
  const bytes = new Uint8Array(count * sizes[dtype as keyof typeof sizes]).fill(0x3c);
  return { name, dtype, shape, bytes };
}

const VALID = encodeFile(PARTS);

/** Bytes that mean something to a JSON reader are likelier to get past it than others. */
const TELLING = new TextEncoder().encode('{}[]",:0123456789-eE.\\u tfn\0\x7f');

const NASTY_NUMBERS = [
  '-1',
  '-0',
  '0.5',
  '1e308',
  '1e999',
  '9007199254740991',
  '9007199254740993',
  '18446744073709551616',
  '4294967296',
  '2147483648',
  'null',
  '"8"',
  '[]',
  '{}',
  'true',
];
const NASTY_TYPES = ['F128', 'f16', '', 'constructor', '__proto__', 'F8_E4M3', 'I8', 'BOOL', 'F64'];
const NASTY_NAMES = [
  '__proto__',
  'constructor',
  'toString',
  '__metadata__',
  '',
  '\\u0000',
  'control_model.time_embed.0.weight',
  'lora_unet_x.lora_down.weight',
  'v_pred',
  'a'.repeat(5000),
  '.'.repeat(3000),
];

type Mutation = (bytes: Uint8Array, random: Random) => Uint8Array;

const MUTATIONS: readonly Mutation[] = [
  (bytes, random) => bytes.fill(random(256), random(headerEnd(bytes))),
  (bytes, random) => setAt(bytes, random(bytes.length), random(256)),
  (bytes, random) => setAt(bytes, 8 + random(headerEnd(bytes)), TELLING[random(TELLING.length)]!),
  (bytes, random) => setAt(bytes, random(8), random(256)),
  (bytes, random) => bytes.slice(0, random(bytes.length + 1)),
  (bytes, random) => spliced(bytes, random(headerEnd(bytes)), random(20), new Uint8Array(0)),
  (bytes, random) => {
    const from = random(headerEnd(bytes));
    return spliced(bytes, random(headerEnd(bytes)), 0, bytes.slice(from, from + random(60)));
  },
  inJson((json, random) => replaceAny(json, /\d+(?=[,\]])/g, pick(NASTY_NUMBERS, random), random)),
  inJson((json, random) =>
    replaceAny(json, /(?<="dtype":)"\w+"/g, `"${pick(NASTY_TYPES, random)}"`, random),
  ),
  inJson((json, random) =>
    replaceAny(json, /(?<=[{,])"[^"]+"(?=:\{)/g, `"${pick(NASTY_NAMES, random)}"`, random),
  ),
  inJson(
    (json, random) => `{"${pick(NASTY_NAMES, random)}":${pick(VALUES, random)},${json.slice(1)}`,
  ),
  // Keys that stand twice, and objects in objects.
  inJson((json, random) => `${json.slice(0, -1)},${json.slice(1, 1 + random(json.length))}`),
  inJson((json) => `${json.slice(0, -1)},${json.slice(1)}`),
  inJson((json, random) => replaceAny(json, /\[[^\]]*\]/g, nested(random), random)),
];

const VALUES = [
  '{"dtype":"U8","shape":[0],"data_offsets":[0,0]}',
  '{"dtype":"F16","shape":[4503599627370496],"data_offsets":[0,9007199254740992]}',
  '{"dtype":"U8","shape":[9007199254740991],"data_offsets":[0,9007199254740991]}',
  '{"__proto__":{"dtype":"U8"},"shape":[1],"data_offsets":[0,1]}',
  '{"a":"b"}',
  '{"a":1}',
  '7',
];

function nested(random: Random): string {
  const depth = 1 + random(3000);
  return '['.repeat(depth) + ']'.repeat(depth - random(2));
}

/** The valid file with one to three kinds of damage. */
export function damaged(random: Random, valid: Uint8Array = VALID): Uint8Array {
  let bytes = valid.slice();
  for (let count = 1 + random(3); count > 0; count--) {
    bytes = pick(MUTATIONS, random)(bytes, random).slice();
  }
  return bytes;
}

function pick<T>(list: readonly T[], random: Random): T {
  return list[random(list.length)]!;
}

/** Where the header says it ends, as far as that is inside the file. */
function headerEnd(bytes: Uint8Array): number {
  if (bytes.length < 9) return Math.max(1, bytes.length);
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  return Math.min(bytes.length, 8 + length);
}

/** A change of the JSON's text, whose length is written anew. */
function inJson(change: (json: string, random: Random) => string): Mutation {
  return (bytes, random) => {
    const end = headerEnd(bytes);
    if (end < 20) return bytes;
    const json = new TextEncoder().encode(
      change(new TextDecoder().decode(bytes.subarray(8, end)), random),
    );
    const changed = new Uint8Array(8 + json.length + bytes.length - end);
    new DataView(changed.buffer).setBigUint64(0, BigInt(json.length), true);
    changed.set(json, 8);
    changed.set(bytes.subarray(end), 8 + json.length);
    return changed;
  };
}

function replaceAny(text: string, pattern: RegExp, by: string, random: Random): string {
  const found = [...text.matchAll(pattern)];
  if (found.length === 0) return text;
  const { index, 0: match } = pick(found, random);
  return text.slice(0, index) + by + text.slice(index + match.length);
}

function setAt(bytes: Uint8Array, index: number, value: number): Uint8Array {
  if (index < bytes.length) bytes[index] = value;
  return bytes;
}

function spliced(bytes: Uint8Array, at: number, remove: number, insert: Uint8Array): Uint8Array {
  const whole = new Uint8Array(at + insert.length + bytes.slice(at + remove).length);
  whole.set(bytes.subarray(0, at));
  whole.set(insert, at);
  whole.set(bytes.subarray(at + remove), at + insert.length);
  return whole;
}
