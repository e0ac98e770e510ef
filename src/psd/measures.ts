import { FileError } from '../core/errors';
import { ByteReader } from './byte-reader';
import type { ByteRange } from './file';
import type { Edit } from './splice';

/** A number in the file that is a length or a position in document pixels. */
export interface Measure {
  readonly at: number;
  readonly format: 'f64' | 'f32' | 'i32';
}

/** Largest position; a farther one, such as the bounds of nothing, stays where it is. */
const MAX_I32 = 0x7fffffff;

/**
 * Finds the measures of a section.
 * @throws FileError `psd-damaged` for a section that it does not understand
 */
export type FindMeasures = (reader: ByteReader) => readonly Measure[];

/** Reads the next `count` numbers as measures. */
export function takeNumbers(
  reader: ByteReader,
  format: Measure['format'],
  count: number,
): Measure[] {
  const size = format === 'f64' ? 8 : 4;
  const { start } = reader.range(size * count);
  return Array.from({ length: count }, (_, i) => ({ at: start + i * size, format }));
}

/**
 * The edit that makes all measures of `data` `factor` times as large; null where `find` does not
 * understand it.
 */
export function scaleMeasures(
  bytes: Uint8Array,
  data: ByteRange,
  find: FindMeasures,
  factor: number,
): Edit | null {
  try {
    const measures = find(new ByteReader(bytes, data, 'a part of the document'));
    const copy = bytes.slice(data.start, data.end);
    for (const measure of measures) multiply(copy, measure.at - data.start, measure.format, factor);
    return { ...data, parts: [copy] };
  } catch (error) {
    if (error instanceof FileError) return null;
    throw error;
  }
}

function multiply(bytes: Uint8Array, at: number, format: Measure['format'], factor: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (format === 'f64') view.setFloat64(at, view.getFloat64(at) * factor);
  else if (format === 'f32') view.setFloat32(at, view.getFloat32(at) * factor);
  else view.setInt32(at, Math.min(MAX_I32, Math.max(-MAX_I32, view.getInt32(at) * factor)));
}
