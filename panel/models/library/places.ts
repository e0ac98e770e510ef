import type { Place } from './place';
import { placeOf, type KeptRecord, type PartialRecord, type Records } from './records';
import { checkKept } from './tidy';

/** The places that this visit can reach; new files go into the first. */
export type Places = readonly [Place, ...Place[]];

/** The place of a record's bytes; null: this visit cannot reach it. */
export function reachedPlace(
  places: Places,
  record: Pick<KeptRecord | PartialRecord, 'place'>,
): Place | null {
  return places.find(({ kind }) => kind === placeOf(record)) ?? null;
}

/** The kept files of all places, as `checkKept` of each. */
export async function checkAllKept(places: Places, records: Records): ReturnType<typeof checkKept> {
  const checked = [];
  for (const place of places) checked.push(await checkKept(place, records));
  return {
    kept: checked.flatMap(({ kept }) => kept),
    gone: checked.flatMap(({ gone }) => gone),
  };
}

/** A kept file and its record; null: there is none, or this visit cannot reach it. */
export async function openKept(
  places: Places,
  records: Records,
  id: string,
): Promise<{ readonly blob: Blob; readonly keptAtMs: number } | null> {
  const record = (await records.files()).find((file) => file.id === id);
  if (record === undefined) return null;
  const blob = await reachedPlace(places, record)?.open(id);
  return blob == null ? null : { blob, keptAtMs: record.keptAtMs };
}

/** The unfinished downloads that can go on in this visit. */
export async function reachedPartials(
  places: Places,
  records: Records,
): Promise<readonly PartialRecord[]> {
  const partials = await records.partials();
  return partials.filter((partial) => reachedPlace(places, partial) !== null);
}
