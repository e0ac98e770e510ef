import * as v from 'valibot';
import { CATALOG } from '../../models/catalog';
import { FILE_TABLE, type FileTable } from '../../models/known-files';
import { isThisMachine } from './service-worker';

/** A table is a page of text; the address of a page does not hold more. */
const MAX_TEXT = 20_000;

/**
 * The table of known files. Developers and tests may replace it in a page that is served from their
 * own machine, by one whose files lie there as well: `?developer&model-files=` and its JSON.
 */
export function fileTableFor({
  hostname,
  search,
}: Pick<Location, 'hostname' | 'search'>): FileTable {
  const asked = new URLSearchParams(search);
  const text = asked.get('model-files');
  const isAllowed = asked.has('developer') && isThisMachine(hostname);
  if (text === null || !isAllowed || text.length > MAX_TEXT) return CATALOG;
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), FILE_TABLE), text);
  if (!parsed.success || !parsed.output.knownFiles.every(isHere)) {
    console.error('model-files: no table of files on this machine');
    return CATALOG;
  }
  return parsed.output;
}

function isHere({ address }: FileTable['knownFiles'][number]): boolean {
  return address === null || isThisMachine(new URL(address).hostname);
}
