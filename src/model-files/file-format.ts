import { ModelError } from '../core/errors';
import { CHECKPOINT_ENDING } from '../weights/checkpoint/listing';
import { isZip } from '../weights/checkpoint/open-checkpoint';
import { LENGTH_BYTES } from '../weights/safetensors-header';

/** Bytes of a file that are read to recognise its format. */
export const SNIFFED_BYTES = 512;

interface Format {
  readonly code: string;
  /** Name of the format, as the end of the sentence "… is …". */
  readonly what: string;
  readonly hint: string;
}

const SAFETENSORS_HINT = 'Download the .safetensors version of the model.';
const FORMATS = {
  pickle: {
    code: 'model-is-pickle',
    what: 'a PyTorch file from before version 1.6, or another pickle, which can run programs when it is read',
    hint: 'Download the .safetensors version of the model, or save the file once more with a newer PyTorch.',
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
 * Refuses by name any file that is neither .safetensors nor a checkpoint of PyTorch, by its first
 * bytes. Unknown formats are left to the checks of the header.
 *
 * @throws ModelError `model-is-pickle`, `model-is-archive`, `model-is-gguf`, `model-is-onnx` or
 *   `model-is-web-page`
 */
export function refuseOtherFormats(name: string, start: Uint8Array): void {
  const format = formatOf(name.toLowerCase(), start);
  if (format !== null) throw otherFormat(format, name);
}

/** Error for a file of a format that is not read. */
export function otherFormat(format: keyof typeof FORMATS, name: string): ModelError {
  const { code, what, hint } = FORMATS[format];
  return new ModelError({
    code,
    message: `"${name}" is ${what}.`,
    hint,
    details: { file: name },
  });
}

/** First bytes of a format: a number, or the numbers that may stand there. */
type Signature = readonly (number | readonly number[])[];

const bytesOf = (text: string): Signature => Array.from(text, (letter) => letter.charCodeAt(0));

/** Start of a pickle: the protocol's version, then a code that files of tensors begin with. */
const PICKLE: Signature = [0x80, [2, 3, 4, 5], [0x8a, 0x95, 0x7d, 0x5d, 0x63, 0x58, 0x28]];
const GGUF = ['GGUF', 'GGML', 'lmgg', 'tjgg', 'fmgg'].map(bytesOf);
const ARCHIVES = ['7z\xbc\xaf', 'Rar!', '\x1f\x8b\x08', 'BZh', '\xfd7zXZ'].map(bytesOf);
/** Start of a ModelProto: the version of the format, then one of its other fields. */
const ONNX: Signature = [
  0x08,
  Array.from({ length: 32 }, (_, i) => i + 1),
  [0x12, 0x1a, 0x22, 0x2a, 0x32, 0x3a, 0x42],
];

function formatOf(name: string, start: Uint8Array): keyof typeof FORMATS | null {
  const has = (signature: Signature): boolean => startsWith(start, signature);
  if (isSafetensors(start)) return null;
  if (isZip(start)) return isCheckpoint(name, start) ? null : 'archive';
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

/** Whether .safetensors begins: the upper half of its length is always zero; then comes JSON. */
function isSafetensors(start: Uint8Array): boolean {
  return (
    start.subarray(4, LENGTH_BYTES).every((byte) => byte === 0) && start[LENGTH_BYTES] === 0x7b
  );
}

/** Whether a zip file is PyTorch's: first an entry `…/data.pkl`, or the layout's version. */
function isCheckpoint(name: string, start: Uint8Array): boolean {
  const entries = String.fromCharCode(...start.subarray(ENTRY_NAME, SNIFFED_BYTES));
  return /data\.pkl|\.format_version|byteorder/.test(entries) || CHECKPOINT_ENDING.test(name);
}

/** Offset of the name of a zip file's first entry. */
const ENTRY_NAME = 30;

/** Whether it is UTF-8 without control characters, and long enough for a header's length. */
function isText(start: Uint8Array): boolean {
  const begin = start.subarray(0, 64);
  const isPrintable = begin.every((byte) => byte >= 0x20 || WHITE_SPACE.includes(byte));
  return begin.byteLength >= LENGTH_BYTES && isPrintable && isUtf8(begin);
}

/** White space in text: tabulator, line feed, carriage return. */
const WHITE_SPACE: readonly number[] = [0x09, 0x0a, 0x0d];

/** Whether the bytes are UTF-8; the last character may be cut. */
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
