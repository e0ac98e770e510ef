import path from 'node:path';
import { workApart } from '../../scripts/record/apart';
import type { Cut, Unit, work } from './work/interrupted-runs';

jest.setTimeout(600_000);

const WORK = path.join(__dirname, 'work/interrupted-runs.ts');

const UNITS: readonly Unit[] = [
  { part: 'text', doing: 'upload' },
  { part: 'text', doing: 'run' },
  { part: 'denoise-encode', doing: 'run' },
  { part: 'sample', doing: 'upload' },
  { part: 'sample', doing: 'run' },
  { part: 'decode', doing: 'run' },
];

const NOTHING = { sessions: 0, liveTensors: 0 };

function cuts(way: Cut['way']): readonly (Cut | null)[] {
  return [...UNITS.map((unit) => ({ ...unit, way })), null];
}

test('a cancel in the middle of any submission ends the run with it, and keeps weights at most', async () => {
  const ended = await workApart<typeof work>(WORK, cuts('cancel'));
  const last = ended.at(-1);
  for (const { cut, submissions, thrown, after, stats, left } of ended.slice(0, -1)) {
    expect([cut, submissions > 1]).toEqual([cut, true]);
    expect([cut, thrown, after]).toEqual([cut, 'AbortError', 0]);
    expect([cut, stats.liveTensors, left]).toEqual([cut, 0, 0]);
  }
  expect(last).toMatchObject({ cut: null, thrown: null, left: 0 });
});

test('a device lost in the middle of any submission leaves nothing, and the next run works', async () => {
  const ended = await workApart<typeof work>(WORK, cuts('lose'));
  const last = ended.at(-1);
  for (const { cut, thrown, stats, kept } of ended.slice(0, -1)) {
    expect([cut, thrown, stats, kept]).toEqual([cut, 'device-lost', NOTHING, 0]);
  }
  expect(last).toMatchObject({ cut: null, thrown: null, left: 0 });
});
