import { zipSync, type Zippable } from 'fflate';
import { assertEntryName } from './entry-name';

export interface PackedFile {
  /** With forward slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The first moment that a zip file can tell. */
const NO_TIME = new Date(1980, 0, 1);

/** What is small already, and the best that deflate can do for all else. */
const LEVEL = 9;
const PACKED = /\.(png|jpe?g|webp|zip)$/;

/**
 * The same files give the same bytes on every machine: sorted, without times. There are no entries
 * for folders, which Adobe's installer refuses (docs/photoshop.md, section 5). Throws `RangeError` for a
 * path that `assertEntryName` refuses, or that is there twice.
 */
export function packZip(files: readonly PackedFile[]): Uint8Array {
  const entries: Zippable = {};
  for (const { path, bytes } of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    assertEntryName(path);
    if (Object.hasOwn(entries, path)) throw new RangeError(`"${path}" is there twice`);
    entries[path] = [bytes, { level: PACKED.test(path) ? 0 : LEVEL, mtime: NO_TIME, os: 3 }];
  }
  return zipSync(entries);
}
