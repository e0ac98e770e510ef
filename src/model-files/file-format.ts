import { ModelError } from '../core/errors';
import { LENGTH_BYTES } from '../weights/safetensors-header';

/** What is looked at of a file to tell its format. */
export const SNIFFED_BYTES = 512;

interface Format {
  readonly code: string;
  /** The end of the sentence "… is …". */
  readonly what: string;
  readonly hint: string;
}

const SAFETENSORS_HINT = 'Download the .safetensors version of the model.';
const FORMATS = {
  pickle: {
    code: 'model-is-pickle',
    what: 'a PyTorch file (.ckpt, .pt), which can run programs when it is read',
    hint: SAFETENSORS_HINT,
  },
  archive: {
    code: 'model-is-archive',
    what: 'an archive',
    hint: 'Unpack it first, and choose the .safetensors file inside.',
  },
  gguf: { code: 'model-is-gguf', what: 'a GGUF file', hint: SAFETENSORS_HINT },
  onnx: { code: 'model-is-onnx', what: 'an ONNX file', hint: SAFETENSORS_HINT },
  text: {
    code: 'model-is-web-page',
    what: 'a web page or a text, not a model',
    hint: 'A download ends so where a licence has to be accepted first, or where the address is that of a page about the file; download the file itself.',
  },
} as const satisfies Readonly<Record<string, Format>>;

/**
 * Refuses by name what is not a .safetensors file, by its first bytes.
 *
 * @throws ModelError `model-is-pickle`, `model-is-archive`, `model-is-gguf`, `model-is-onnx` or
 *   `model-is-web-page`; what it does not know is left to the header's checks
 */
export function refuseOtherFormats(name: string, start: Uint8Array): void {
  const format = formatOf(name.toLowerCase(), start);
  if (format === null) return;
  const { code, what, hint } = FORMATS[format];
  throw new ModelError({
    code,
    message: `"${name}" is ${what}.`,
    hint,
    details: { file: name },
  });
}

/** First bytes: a number, or the numbers that may stand there. */
type Signature = readonly (number | readonly number[])[];

const bytesOf = (text: string): Signature => Array.from(text, (letter) => letter.charCodeAt(0));

const ZIP = bytesOf('PK\x03\x04');
/** The version of the protocol, then the first of the codes that files of tensors begin with. */
const PICKLE: Signature = [0x80, [2, 3, 4, 5], [0x8a, 0x95, 0x7d, 0x5d, 0x63, 0x58, 0x28]];
const GGUF = ['GGUF', 'GGML', 'lmgg', 'tjgg', 'fmgg'].map(bytesOf);
const ARCHIVES = ['7z\xbc\xaf', 'Rar!', '\x1f\x8b\x08', 'BZh', '\xfd7zXZ'].map(bytesOf);
/** ModelProto: the version of the format, then one of its other fields. */
const ONNX: Signature = [
  0x08,
  Array.from({ length: 32 }, (_, i) => i + 1),
  [0x12, 0x1a, 0x22, 0x2a, 0x32, 0x3a, 0x42],
];

function formatOf(name: string, start: Uint8Array): keyof typeof FORMATS | null {
  const has = (signature: Signature): boolean => startsWith(start, signature);
  if (isSafetensors(start)) return null;
  if (has(ZIP)) return isPickleZip(name, start) ? 'pickle' : 'archive';
  if (has(PICKLE)) return 'pickle';
  if (GGUF.some(has)) return 'gguf';
  if (ARCHIVES.some(has)) return 'archive';
  if (has(ONNX)) return 'onnx';
  return isText(start) ? 'text' : null;
}

function startsWith(bytes: Uint8Array, signature: Signature): boolean {
  return signature.every((expected, i) => {
    const byte = bytes[i];
    return byte !== undefined && [expected].flat().includes(byte);
  });
}

/** The upper half of the header's length is zero in every real file; then comes its JSON. */
function isSafetensors(start: Uint8Array): boolean {
  return (
    start.subarray(4, LENGTH_BYTES).every((byte) => byte === 0) && start[LENGTH_BYTES] === 0x7b
  );
}

/** PyTorch's zip files begin with an entry `…/data.pkl`, or with the version of their layout. */
function isPickleZip(name: string, start: Uint8Array): boolean {
  const entries = String.fromCharCode(...start.subarray(ENTRY_NAME, SNIFFED_BYTES));
  return /data\.pkl|\.format_version|byteorder/.test(entries) || /\.(ckpt|pth?)$/.test(name);
}

/** Where the name of a zip file's first entry stands. */
const ENTRY_NAME = 30;

/** UTF-8 without control characters, and long enough to be the length of a header. */
function isText(start: Uint8Array): boolean {
  const begin = start.subarray(0, 64);
  const isPrintable = begin.every((byte) => byte >= 0x20 || WHITE_SPACE.includes(byte));
  return begin.byteLength >= LENGTH_BYTES && isPrintable && isUtf8(begin);
}

/** Tabulator, line feed, carriage return. */
const WHITE_SPACE: readonly number[] = [0x09, 0x0a, 0x0d];

/** The last character may be cut. */
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
