import { elementCount, STORED_TYPES, type StoredType } from './tensor';

export interface HeaderEntry {
  readonly name: string;
  readonly type: StoredType;
  readonly shape: readonly number[];
  /** Bytes, from the end of the header. */
  readonly begin: number;
  readonly end: number;
}

export interface Header {
  readonly metadata: Readonly<Record<string, string>>;
  /** In the order of their bytes. */
  readonly entries: readonly HeaderEntry[];
}

/** Why a header cannot be used, as the end of a sentence. */
export interface HeaderProblem {
  readonly problem: string;
}

const MAX_DIMENSIONS = 16;

/** Checks everything a reader relies on: types, shapes, sizes, ranges inside `dataBytes`, no overlap. */
export function parseHeader(json: Uint8Array, dataBytes: number): Header | HeaderProblem {
  const parsed = parseJson(json);
  if (!isRecord(parsed)) return { problem: 'its header is not a JSON object' };
  const { __metadata__: metadata = {}, ...rest } = parsed;
  if (!isStringRecord(metadata)) return { problem: 'its metadata is not text' };

  const entries: HeaderEntry[] = [];
  for (const [name, value] of Object.entries(rest)) {
    const entry = parseEntry(name, value, dataBytes);
    if ('problem' in entry) return entry;
    entries.push(entry);
  }
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end);
  let used = 0;
  for (const { name, begin, end } of entries) {
    if (begin < used) return { problem: `the bytes of tensor "${short(name)}" overlap others` };
    used = end;
  }
  return { metadata, entries };
}

function parseEntry(name: string, value: unknown, dataBytes: number): HeaderEntry | HeaderProblem {
  const bad = (what: string): HeaderProblem => ({
    problem: `tensor "${short(name)}" has ${what}`,
  });
  if (!isRecord(value)) return bad('no description');
  const { dtype: type, shape, data_offsets: range } = value;
  if (!isStoredType(type)) return bad('an unknown type');
  if (!isSizes(shape) || shape.length > MAX_DIMENSIONS) return bad('a bad shape');
  if (!isSizes(range) || range.length !== 2) return bad('a bad range');
  const [begin = 0, end = 0] = range;
  if (begin > end || end > dataBytes) return bad('a range outside the file');
  // A product beyond 2^53 is not exact, but far from any range that fits the file.
  if (elementCount(shape) * STORED_TYPES[type] !== end - begin) {
    return bad('a shape that does not fit its range');
  }
  return { name, type, shape, begin, end };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
}

/** A damaged header may hold a name of any length. */
function short(name: string): string {
  return name.length <= 100 ? name : `${name.slice(0, 100)}…`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isStringRecord(value: unknown): value is Record<string, string> {
  return isRecord(value) && Object.values(value).every((v) => typeof v === 'string');
}

function isStoredType(value: unknown): value is StoredType {
  return typeof value === 'string' && Object.hasOwn(STORED_TYPES, value);
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((v) => Number.isSafeInteger(v) && (v as number) >= 0);
}
