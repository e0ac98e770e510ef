import { tooLarge } from './errors';
import { ByteWriter } from './byte-writer';
import type { ByteRange } from './file';

/** A change of a file: its bytes `start … end` become `parts`; `start` = `end` inserts. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly parts: readonly Uint8Array[];
}

/** Largest file: lengths in it are unsigned 32-bit numbers, which programs read as signed. */
const MAX_FILE_BYTES = 2 ** 31 - 1;

export function insertAt(at: number, ...parts: Uint8Array[]): Edit {
  return { start: at, end: at, parts };
}

/** Number of bytes by which the edits change the file. */
export function growth(edits: readonly Edit[]): number {
  return edits.reduce((sum, { start, end, parts }) => sum + totalBytes(parts) - (end - start), 0);
}

/** Edit of the length field that ends at `start`. */
export function lengthEdit(start: number, length: number, wide: boolean): Edit {
  const value = new ByteWriter().size(length, wide).done();
  return { start: start - value.length, end: start, parts: [value] };
}

/** Edit of the length field of a section that `edits` change. */
export function grownLengthEdit(section: ByteRange, edits: readonly Edit[], wide: boolean): Edit {
  return lengthEdit(section.start, section.end - section.start + growth(edits), wide);
}

/**
 * A new file with all edits applied and every other byte as it was. Edits must not overlap; those
 * at the same place are applied in the order given.
 *
 * @throws FileError `psd-too-large` above 2 GB
 */
export function applyEdits(bytes: Uint8Array, edits: readonly Edit[]): Uint8Array {
  const sorted = edits.map((edit, order) => ({ edit, order }));
  sorted.sort((a, b) => a.edit.start - b.edit.start || a.order - b.order);
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const { edit } of sorted) {
    parts.push(bytes.subarray(at, edit.start), ...edit.parts);
    at = edit.end;
  }
  parts.push(bytes.subarray(at));
  return concatBytes(parts);
}

/** @throws FileError `psd-too-large` above 2 GB */
export function checkFileSize(length: number): void {
  if (length > MAX_FILE_BYTES) throw tooLarge(`the result has ${Math.round(length / 2 ** 20)} MB`);
}

export function totalBytes(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}

export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const length = totalBytes(parts);
  checkFileSize(length);
  const out = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
