import { readFileSync } from 'node:fs';
import path from 'node:path';

/** A file of `test/fixtures/faults`. */
export function fault(name: string): Uint8Array {
  return new Uint8Array(readFileSync(path.join(__dirname, '../fixtures/faults', name)));
}
