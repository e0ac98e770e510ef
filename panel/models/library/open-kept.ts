import { keptFileGone } from './errors';
import type { InLibraryThread } from './library-thread';
import type { PlaceKind } from './library.worker';

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
  const blob = await inThread((thread) => thread.open(place, id));
  if (blob === null) throw keptFileGone(name);
  // The date is part of what tells two files apart, and is the same in every visit.
  const lastModified = blob instanceof File ? blob.lastModified : 0;
  const file = new File([blob], name, { lastModified });
  COPIES.add(file);
  return file;
}
