import { ModelError } from '../core/errors';
import { truncated } from './errors';
import { STORED_TYPES, type StoredType } from './lazy-tensor';
import { elementCount } from '../core/tensor';

export interface HeaderEntry {
  readonly name: string;
  readonly type: StoredType;
  readonly shape: readonly number[];
  /** Offset of its first byte, counted from the end of the header. */
  readonly begin: number;
  readonly end: number;
}

export interface Header {
  readonly metadata: Readonly<Record<string, string>>;
  /** Entries in the order of their bytes. */
  readonly entries: readonly HeaderEntry[];
}

/** Why a header cannot be used, as the end of a sentence. */
interface HeaderProblem {
  readonly problem: string;
}

/** Bytes before the header's JSON: its length, u64. */
export const LENGTH_BYTES = 8;
const MAX_DIMENSIONS = 16;

/**
 * The length of the JSON from the first eight bytes of a file (fewer where it has fewer).
 * @throws ModelError `model-header-invalid`, also for a length above `limit`, or
 *   `model-file-truncated`
 */
export function headerLength(
  prefix: Uint8Array,
  file: { readonly name: string; readonly byteLength: number },
  limit: number,
): number {
  if (prefix.byteLength < LENGTH_BYTES) throw truncated(file, LENGTH_BYTES);
  const view = new DataView(prefix.buffer, prefix.byteOffset, LENGTH_BYTES);
  const length = Number(view.getBigUint64(0, true));
  if (length > limit) throw invalid(file.name, 'its header is too long');
  if (LENGTH_BYTES + length > file.byteLength) throw truncated(file, LENGTH_BYTES + length);
  return length;
}

/**
 * The header of a file whose JSON is read. Everything a reader relies on is checked: types, shapes,
 * sizes, ranges inside the file, no overlap.
 *
 * @throws ModelError as `headerLength` does
 */
export function readSafetensorsHeader(
  json: Uint8Array,
  file: { readonly name: string; readonly byteLength: number },
): Header {
  const header = parseHeader(json);
  if ('problem' in header) throw invalid(file.name, header.problem);
  const dataStart = LENGTH_BYTES + json.byteLength;
  const end = header.entries.at(-1)?.end ?? 0;
  if (dataStart + end > file.byteLength) throw truncated(file, dataStart + end);
  return header;
}

function parseHeader(json: Uint8Array): Header | HeaderProblem {
  const parsed = parseJson(json);
  if (!isRecord(parsed)) return { problem: 'its header is not a JSON object' };
  const { __metadata__: metadata = {}, ...rest } = parsed;
  if (!isStringRecord(metadata)) return { problem: 'its metadata is not text' };

  const entries: HeaderEntry[] = [];
  for (const [name, value] of Object.entries(rest)) {
    const entry = parseEntry(name, value);
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

function parseEntry(name: string, value: unknown): HeaderEntry | HeaderProblem {
  const bad = (what: string): HeaderProblem => ({
    problem: `tensor "${short(name)}" has ${what}`,
  });
  if (!isRecord(value)) return bad('no description');
  const { dtype: type, shape, data_offsets: range } = value;
  if (!isStoredType(type)) return bad('an unknown type');
  if (!isSizes(shape) || shape.length > MAX_DIMENSIONS) return bad('a bad shape');
  if (!isSizes(range) || range.length !== 2) return bad('a bad range');
  const [begin = 0, end = 0] = range;
  if (begin > end) return bad('a range that ends before it begins');
  // A product beyond 2^53 is not exact, but no file has such a range.
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

/** The name, cut to 100 characters: a damaged header may hold one of any length. */
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

function invalid(file: string, reason: string): ModelError {
  return new ModelError({
    code: 'model-header-invalid',
    message: `"${file}" is not a usable .safetensors file: ${reason}.`,
    hint: 'Check that this is the right file, or download it again.',
    details: { file, reason },
  });
}
