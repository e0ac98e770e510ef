import {
  checksum,
  PROTOCOL,
  VERSION,
  type Frame,
  type MessageKind,
  type RefusalCode,
  type RefuseFrame,
} from './frame';
import { isCount, isObject, type Fields } from './parse';
import type { BridgeLimits } from './limits';

/**
 * Why a received message is not a valid frame. `foreign`: it comes from another sender. Such messages
 * are ignored; the sender repeats what is not acknowledged.
 */
export type FrameProblem = 'foreign' | 'too-long' | 'version' | 'checksum' | 'shape';

export type Decoded =
  | { readonly ok: true; readonly frame: Frame }
  | { readonly ok: false; readonly problem: FrameProblem };

/** Most envelopes around the text that are opened; builds of UXP differ in how many they add. */
const MAX_ENVELOPES = 3;
const MAX_NAME = 64;
const MAX_CAPS = 32;

/** Decodes the data of a `message` event: the text itself, the object, or either in an envelope. */
export function decodeFrame(data: unknown, limits: BridgeLimits): Decoded {
  let inside: unknown = data;
  for (let depth = 0; depth <= MAX_ENVELOPES; depth++) {
    if (typeof inside === 'string') return decodeText(inside, limits);
    if (!isObject(inside)) break;
    if (inside['p'] === PROTOCOL) return decodeObject(inside, limits);
    inside = inside['data'] ?? inside['message'] ?? inside['detail'];
  }
  return no('foreign');
}

function no(problem: FrameProblem): Decoded {
  return { ok: false, problem };
}

const START = `{"p":"${PROTOCOL}"`;

function decodeText(text: string, limits: BridgeLimits): Decoded {
  if (!text.startsWith('{') && !text.startsWith('"')) return no('foreign');
  if (text.length > limits.maxFrameChars) return no('too-long');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return no(text.startsWith(START) ? 'checksum' : 'foreign');
  }
  if (isObject(value) && value['p'] === PROTOCOL) return decodeObject(value, limits);
  // Some builds encode the text or the envelope as JSON once more.
  const inside = isObject(value) ? (value['data'] ?? value['message'] ?? value['detail']) : value;
  if (typeof inside === 'string' && inside.startsWith(START)) return decodeText(inside, limits);
  if (isObject(inside) && inside['p'] === PROTOCOL) return decodeObject(inside, limits);
  return no('foreign');
}

function decodeObject(fields: Fields, limits: BridgeLimits): Decoded {
  for (const value of Object.values(fields)) {
    if (typeof value === 'string' && value.length > limits.maxFrameChars) return no('too-long');
    if (isDeep(value)) return no('shape');
  }
  const { c, ...signed } = fields;
  if (c !== checksum(signed)) return no('checksum');
  if (fields['v'] !== VERSION) return no('version');
  const frame = frameOf(fields, limits);
  return frame === null ? no('shape') : { ok: true, frame };
}

/**
 * True for a value that is nested deeper than any field of a frame; such a value is refused, so that
 * `JSON.stringify` cannot overflow the stack.
 */
function isDeep(value: unknown): boolean {
  if (!Array.isArray(value)) return typeof value === 'object' && value !== null;
  return value.some((item) => (Array.isArray(item) ? item.some(isBranch) : isBranch(item)));
}

function isBranch(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= MAX_NAME;
}

function frameOf(fields: Fields, limits: BridgeLimits): Frame | null {
  const { k, s, t } = fields;
  if (!isName(s)) return null;
  if (k === 'hello') {
    const who = whoOf(fields);
    return who && { k, s, ...who };
  }
  if (!isName(t)) return null;
  switch (k) {
    case 'ready': {
      const who = whoOf(fields);
      return who && { k, s, t, ...who };
    }
    case 'bye':
      return { k, s, t };
    case 'req':
    case 'res':
    case 'evt':
    case 'abort':
      return headOf(k, s, t, fields, limits);
    case 'chunk':
      return chunkOf(s, t, fields);
    case 'ack':
      return isNumbered(fields) && isPart(fields['i'])
        ? { k, s, t, n: fields.n, i: fields['i'] }
        : null;
    case 'drop':
      return isNumbered(fields) ? { k, s, t, n: fields.n } : null;
    case 'refuse':
      return isNumbered(fields) ? refusalOf(s, t, fields.n, fields['why']) : null;
    default:
      return null;
  }
}

function isNumbered(fields: Fields): fields is Fields & { n: number } {
  return isCount(fields['n']) && fields['n'] > 0;
}

function chunkOf(s: string, t: string, fields: Fields): Frame | null {
  const { i, e, d } = fields;
  if (!isNumbered(fields) || !isCount(i) || !isCount(e) || typeof d !== 'string') return null;
  return { k: 'chunk', s, t, n: fields.n, i, e, d };
}

function isPart(value: unknown): value is number {
  return value === -1 || isCount(value);
}

function whoOf({ role, caps }: Fields): { role: string; caps: string[] } | null {
  if (!isName(role) || !Array.isArray(caps) || caps.length > MAX_CAPS) return null;
  return caps.every(isName) ? { role, caps } : null;
}

function headOf(
  k: MessageKind,
  s: string,
  t: string,
  fields: Fields,
  limits: BridgeLimits,
): Frame | null {
  const { b, x } = fields;
  if (!isNumbered(fields) || typeof b !== 'string' || b.length > limits.maxBodyChars) return null;
  if (!Array.isArray(x) || x.length > limits.maxBlobs) return null;
  return x.every(isCount) ? { k, s, t, n: fields.n, b, x } : null;
}

const REFUSALS: Readonly<Record<RefusalCode, true>> = {
  'too-large': true,
  busy: true,
};

function refusalOf(s: string, t: string, n: number, why: unknown): RefuseFrame | null {
  if (typeof why !== 'string' || !Object.keys(REFUSALS).includes(why)) return null;
  return { k: 'refuse', s, t, n, why: why as RefusalCode };
}
