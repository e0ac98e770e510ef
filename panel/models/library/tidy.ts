import type { Place } from './place';
import type { KeptRecord, Records } from './records';

/**
 * The kept files of which every byte is there. Records of files that the browser has removed go, and
 * so does what has no record: remains of a page that ended while it was writing.
 */
export async function tidy(
  place: Place,
  records: Records,
): Promise<{ readonly kept: readonly KeptRecord[]; readonly gone: readonly KeptRecord[] }> {
  const [files, partials] = await Promise.all([records.files(), records.partials()]);
  const kept: KeptRecord[] = [];
  const gone: KeptRecord[] = [];
  for (const file of files) {
    // One that cannot be opened now may be another time.
    const blob = await place.open(file.id).catch(() => undefined);
    if (blob !== undefined) (blob?.size === file.byteLength ? kept : gone).push(file);
  }
  for (const { id } of gone) await records.removeFile(id);
  const recorded = new Set([...(await records.files()), ...partials].map(({ id }) => id));
  for (const { id } of await place.list()) {
    if (!recorded.has(id)) await place.remove(id).catch(() => undefined);
  }
  return { kept, gone };
}
