import path from 'node:path';

/**
 * The name in a zip file of a file in the folder `top`: with forward slashes on every system.
 * `paths` are the rules of the system that the names come from. Throws `RangeError` for a file
 * outside the folder.
 */
export function entryName(
  top: string,
  file: string,
  paths: Pick<typeof path, 'relative' | 'sep'> = path,
): string {
  const name = paths.relative(top, file).split(paths.sep).join('/');
  assertEntryName(name);
  return name;
}

/** Throws `RangeError` for a name that some unpacker would put outside the folder, or not take. */
export function assertEntryName(name: string): void {
  const parts = name.split('/');
  const isInside = parts.every((part) => part !== '' && part !== '.' && part !== '..');
  // A drive, or a stream of a file, on Windows; some unpackers end a name at a NUL.
  if (!isInside || /[\\:\0]/.test(name)) throw new RangeError(`"${name}": not a zip path`);
}
