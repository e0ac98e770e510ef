import type { DocumentInfo, Snapshot } from '../../src/hosts/host';
import { keptName } from './kept-name';

/**
 * Every name that an open document has had while the panel looked on, by its id: a document that is
 * saved under another name stays the same one. One that is closed is forgotten, since editors give
 * its id to others. Photopea has no ids that outlive a name: there each document has one name.
 */
export type DocumentNames = ReadonlyMap<DocumentInfo['id'], readonly string[]>;

export const NO_NAMES: DocumentNames = new Map();

/** The names after a snapshot. */
export function namesAfter(
  names: DocumentNames,
  { document, others }: Pick<Snapshot, 'document' | 'others'>,
): DocumentNames {
  const open = document === null ? others : [document, ...others];
  return new Map(
    open.map(({ id, name }) => [id, [...new Set([...(names.get(id) ?? []), keptName(name)])]]),
  );
}
