/**
 * Base64 with padding, by hand: the plugin's realm has no promise of `btoa`, and a binary string in
 * between would cost another copy. Where there is a `TextDecoder`, as in the page, it is faster.
 */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const PAD = 61;
const NOT_A_DIGIT = 255;

const DIGITS = Uint8Array.from(ALPHABET, (letter) => letter.charCodeAt(0));
const VALUES = valuesOf(DIGITS);

/** Few enough to be arguments of one call. */
const PIECE = 8192;

function valuesOf(digits: Uint8Array): Uint8Array {
  const values = new Uint8Array(256).fill(NOT_A_DIGIT);
  digits.forEach((code, value) => (values[code] = value));
  return values;
}

export function encodedLength(bytes: number): number {
  return Math.ceil(bytes / 3) * 4;
}

export function encodeBase64(bytes: Uint8Array): string {
  const codes = new Uint8Array(encodedLength(bytes.length));
  const rest = bytes.length % 3;
  const whole = bytes.length - rest;
  let to = 0;
  for (let from = 0; from < whole; from += 3) {
    const group =
      ((bytes[from] ?? 0) << 16) | ((bytes[from + 1] ?? 0) << 8) | (bytes[from + 2] ?? 0);
    codes[to] = DIGITS[group >> 18] ?? 0;
    codes[to + 1] = DIGITS[(group >> 12) & 63] ?? 0;
    codes[to + 2] = DIGITS[(group >> 6) & 63] ?? 0;
    codes[to + 3] = DIGITS[group & 63] ?? 0;
    to += 4;
  }
  if (rest > 0) {
    const group = ((bytes[whole] ?? 0) << 16) | ((bytes[whole + 1] ?? 0) << 8);
    codes[to] = DIGITS[group >> 18] ?? 0;
    codes[to + 1] = DIGITS[(group >> 12) & 63] ?? 0;
    codes[to + 2] = rest > 1 ? (DIGITS[(group >> 6) & 63] ?? 0) : PAD;
    codes[to + 3] = PAD;
  }
  return asciiText(codes);
}

interface Decoder {
  decode(bytes: Uint8Array): string;
}

const { TextDecoder } = globalThis as { TextDecoder?: new (label: string) => Decoder };
const DECODER = TextDecoder && new TextDecoder('latin1');

function asciiText(codes: Uint8Array): string {
  if (DECODER !== undefined) return DECODER.decode(codes);
  const pieces: string[] = [];
  for (let at = 0; at < codes.length; at += PIECE) {
    const piece = codes.subarray(at, at + PIECE);
    pieces.push(Reflect.apply(String.fromCharCode, null, piece) as string);
  }
  return pieces.join('');
}

/**
 * Writes what `text` stands for to `out`, which has exactly the right length; false where the text
 * is not canonical base64 of that many bytes. `out` is then in no particular state.
 */
export function decodeBase64(text: string, out: Uint8Array): boolean {
  if (text.length !== encodedLength(out.length)) return false;
  const whole = out.length - (out.length % 3);
  let wrong = 0;
  let at = 0;
  for (let i = 0; i < whole; i += 3) {
    const a = VALUES[text.charCodeAt(at)] ?? NOT_A_DIGIT;
    const b = VALUES[text.charCodeAt(at + 1)] ?? NOT_A_DIGIT;
    const c = VALUES[text.charCodeAt(at + 2)] ?? NOT_A_DIGIT;
    const d = VALUES[text.charCodeAt(at + 3)] ?? NOT_A_DIGIT;
    at += 4;
    wrong |= a | b | c | d;
    out[i] = (a << 2) | (b >> 4);
    out[i + 1] = (b << 4) | (c >> 2);
    out[i + 2] = (c << 6) | d;
  }
  return wrong < 64 && decodeRest(text, at, out, whole);
}

/** The last one or two bytes, whose unused bits must be 0. */
function decodeRest(text: string, at: number, out: Uint8Array, whole: number): boolean {
  const rest = out.length - whole;
  if (rest === 0) return true;
  const value = (i: number): number => VALUES[text.charCodeAt(i)] ?? NOT_A_DIGIT;
  const [a, b] = [value(at), value(at + 1)];
  const c = rest === 1 ? 0 : value(at + 2);
  out[whole] = (a << 2) | (b >> 4);
  if (rest === 2) out[whole + 1] = (b << 4) | (c >> 2);
  const unused = rest === 1 ? b & 15 : c & 3;
  return text.endsWith(rest === 1 ? '==' : '=') && (a | b | c) < 64 && unused === 0;
}
