import { readFileSync, writeFileSync } from 'node:fs';
import { withTables } from './tables';

/** Pages with generated tables; `test/docs/tables.test.ts` proves that they are up to date. */
for (const page of ['README.md', 'panel/AUTOMATION.md']) {
  writeFileSync(page, withTables(readFileSync(page, 'utf8')));
}
