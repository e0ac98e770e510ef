import type { Place } from './place';
import { placeOf, type KeptRecord, type Records } from './records';

/**
 * The kept files of a place of which every byte is there. Records of files that the browser has
 * removed go. A file that cannot be opened now, but may be another time, is in neither list.
 */
export async function checkKept(
  place: Place,
  records: Records,
): Promise<{ readonly kept: readonly KeptRecord[]; readonly gone: readonly KeptRecord[] }> {
  const kept: KeptRecord[] = [];
  const gone: KeptRecord[] = [];
  const here = (await records.files()).filter((file) => placeOf(file) === place.kind);
  for (const file of here) {
    const blob = await place.open(file.id).catch(() => undefined);
    if (blob !== undefined) (blob?.size === file.byteLength ? kept : gone).push(file);
  }
  for (const { id } of gone) await records.removeFile(id);
  return { kept, gone };
}

/** Removes what has no record: remains of a page that ended while it was writing. */
export async function sweep(place: Place, records: Records): Promise<void> {
  const [files, partials] = await Promise.all([records.files(), records.partials()]);
  const recorded = new Set([...files, ...partials].map(({ id }) => id));
  for (const { id } of await place.list()) {
    if (!recorded.has(id)) await place.remove(id).catch(() => undefined);
  }
}
