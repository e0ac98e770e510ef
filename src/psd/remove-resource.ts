import type { PsdFile } from './file';
import { readPsd } from './read-psd';
import { applyEdits, grownLengthEdit, type Edit } from './splice';

/** The file without the resources of this id; all its other bytes stay. */
export function removeResource(file: PsdFile, id: number): PsdFile {
  const removed = file.resources
    .filter((resource) => resource.id === id)
    .map(({ range }): Edit => ({ ...range, parts: [] }));
  if (removed.length === 0) return file;
  const length = grownLengthEdit(file.sections.resources, removed, false);
  return readPsd(applyEdits(file.bytes, [...removed, length]));
}
