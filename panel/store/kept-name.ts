/** Longest name of a document, a layer or a file that is stored, UTF-16 code units. */
export const MAX_NAME = 1024;

/** A name as it is stored: what is longer would not be read again. */
export function keptName(name: string): string {
  return name.slice(0, MAX_NAME);
}
