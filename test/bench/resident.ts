// npm run bench -- resident: what stays on a graphics card, counted without one at the published size.
import path from 'node:path';
import { workApart } from '../../scripts/record/apart';
import { recordCase } from '../../scripts/record/cases';
import type { Recorded, work as record } from '../../scripts/record/record';
import type { Restoration, work as restore } from './resident/restorations';
import { fixed, FULL, printIntroduction, printTable, type Cell } from './table';

const RECORD = path.resolve(__dirname, '../../scripts/record/record.ts');
const RESTORE = path.join(__dirname, 'resident/restorations.ts');

const GIGA = 1e9;

const FIRST: Restoration = {
  side: 1024,
  seed: 1,
  prompt: 'a stone wall',
  batch: 2,
  cardBytes: 8 * 2 ** 30,
};

const RUNS: readonly (readonly [string, Restoration])[] = [
  ['first', FIRST],
  ['the same again', FIRST],
  ['another seed', { ...FIRST, seed: 2 }],
  ['another size, 768²', { ...FIRST, side: 768 }],
  ['one prompt', { ...FIRST, batch: 1 }],
  ['another prompt', { ...FIRST, prompt: 'a red door' }],
];

async function main(): Promise<void> {
  printIntroduction('resident', 'SUPIR with 8-bit weights on a graphics card, counted without one');
  const restored = await workApart<typeof restore>(
    RESTORE,
    RUNS.map(([, run]) => run),
  );
  printTable(
    'Restorations at 1024² in one page, one after the other, two steps each',
    [
      'run',
      'read GB',
      'read again GB',
      'across the host GB',
      'sessions',
      'peak GB',
      'resting GB',
      'parts kept',
    ],
    restored.map(({ skipped, ...run }, i): Cell[] => [
      RUNS[i]?.[0] ?? '',
      giga(run.read),
      giga(run.readAgain),
      giga(run.crossed),
      run.sessions,
      giga(run.peak),
      giga(run.resting),
      skipped.length,
    ]),
  );
  const [first, again, seed, size, onePrompt] = restored;
  const larges = FULL
    ? await workApart<typeof restore>(RESTORE, [{ ...FIRST, side: 2048, cardBytes: 16 * 2 ** 30 }])
    : [];
  const both = await recordOne('step', 2);
  const one = await recordOne('step', 1);
  const encode = await recordOne('encode', 1);
  const decode = await recordOne('decode', 1);
  if (!first || !again || !seed || !size || !onePrompt) throw new TypeError('no runs');
  printTable(
    'Against the limits',
    ['what', 'counted', 'limit', ''],
    [
      limit('first run: weights read again, GB', first.readAgain / GIGA, 0),
      limit('second run: weights read, GB', again.read / GIGA, 0),
      limit('… with another seed', seed.read / GIGA, 0),
      limit('… at another size', size.read / GIGA, 0),
      limit('… with one prompt instead of two', onePrompt.read / GIGA, 0),
      limit('second run: sessions made', again.sessions, 8),
      limit('1024²: across the host, GB', first.crossed / GIGA, 0.2),
      ...larges.map(({ crossed }) =>
        limit('2048² on a card of 16 GB: across the host, GB', crossed / GIGA, 12),
      ),
      limit('step, both prompts: peak GB', both.peak / GIGA, 6.1),
      limit('step, one prompt after the other: peak GB', one.peak / GIGA, 6.1),
      limit('step, both prompts: dispatches', both.run.dispatches, 3900),
      limit('step, both prompts: bound outside of products, GB', both.run.boundOutside / GIGA, 110),
      limit('encoder at 1024²: peak GB', encode.peak / GIGA, 3),
      limit('decoder at 1024²: peak GB', decode.peak / GIGA, 3),
      limit('whole picture at 1024²: peak GB', first.peak / GIGA, 8),
      limit(
        'refused by a real device',
        refusalsOf([...restored, ...larges, both, one, encode, decode]),
        0,
      ),
    ],
  );
}

async function recordOne(subject: 'step' | 'encode' | 'decode', batch: 1 | 2): Promise<Recorded> {
  return await workApart<typeof record>(RECORD, recordCase(subject, 1024, { batch }));
}

function refusalsOf(all: readonly { readonly refusals: readonly string[] }[]): number {
  return all.reduce((sum, { refusals }) => sum + refusals.length, 0);
}

function limit(what: string, value: number, most: number): Cell[] {
  const shown = Number.isInteger(value) ? value : fixed(value, 3);
  return [what, shown, most, value <= most ? 'met' : 'missed'];
}

function giga(bytes: number): string {
  return fixed(bytes / GIGA, 3);
}

void main();
