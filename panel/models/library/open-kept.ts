import { keptFileGone } from './errors';
import type { InLibraryThread } from './library-thread';
import type { PlaceKind } from './place';

/** Files that were opened here. */
const COPIES = new WeakSet<Blob>();

/** Whether a file is what the browser keeps, and not a file of the person's own. */
export function isKeptCopy(file: Blob): boolean {
  return COPIES.has(file);
}

/**
 * A kept file under the name that it had.
 * @throws ModelError `kept-file-gone`
 */
export async function openKeptFile(
  inThread: InLibraryThread,
  place: PlaceKind,
  id: string,
  name: string,
): Promise<File> {
  const kept = await inThread((thread) => thread.open(place, id));
  if (kept === null) throw keptFileGone(name);
  // The date is part of what tells two files apart, and is the same in every visit.
  const file = new File([kept.blob], name, { lastModified: kept.keptAtMs });
  COPIES.add(file);
  return file;
}
