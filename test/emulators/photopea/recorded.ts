import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the real editor did with one script, a document of 60 × 40 with one layer open. */
export type RecordedRow =
  | { readonly script: string; readonly outcome: 'echoes'; readonly echoed: string }
  /** `dies`: no `done`, and the next script works. `hangs`: it never answered anything again. */
  | { readonly script: string; readonly outcome: 'dies' | 'hangs' };

interface Recording {
  readonly rows: Readonly<Record<string, RecordedRow>>;
}

const FILE = join(__dirname, '../../fixtures/photopea/interpreter.json');

export const RECORDED_ROWS = (JSON.parse(readFileSync(FILE, 'utf8')) as Recording).rows;
