import type { Shelf } from '../../store/kept';
import { IN_MEMORY, STORED } from './budget';
import { createShelf } from './create-shelf';
import { createIndexedRecords } from './indexed-records';
import { createMemoryRecords } from './memory-records';
import { shelfInTwo } from './shelf-in-two';
import { tidyingAlone } from './tidying-alone';

/** The shelf of a browser: in its storage; in the page's memory what that refuses. */
export function createBrowserShelf(): Shelf {
  const wallClockMs = (): number => Date.now();
  const stored = createShelf({ records: createIndexedRecords(), budget: STORED, wallClockMs });
  return shelfInTwo(
    { ...stored, tidy: () => tidyingAlone(() => stored.tidy()) },
    createShelf({ records: createMemoryRecords(), budget: IN_MEMORY, wallClockMs }),
  );
}
