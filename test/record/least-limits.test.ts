import path from 'node:path';
import { workApart } from '../../scripts/record/apart';
import { recordCase } from '../../scripts/record/cases';
import type { work as record } from '../../scripts/record/record';
import type { work as makeWide } from './work/wide-weights';

jest.setTimeout(600_000);

const RECORD = path.resolve(__dirname, '../../scripts/record/record.ts');
const WIDE = path.join(__dirname, 'work/wide-weights.ts');

/** The largest part of a buffer that a shader may bind. */
const BINDING = 2 ** 27;

test.each(['step', 'encode', 'decode'] as const)(
  'the published %s at 1024² asks an adapter for no more than WebGPU promises',
  async (subject) => {
    const wanted = recordCase(subject, 1024, { vendor: 'least' });
    const { runs, refusals } = await workApart<typeof record>(RECORD, wanted);
    expect(runs).toBeGreaterThan(0);
    expect(refusals).toEqual([]);
  },
);

test('a weight above what may be bound is bound in parts; one above what a buffer may hold is refused unread', async () => {
  const [bound, stored, large] = await workApart<typeof makeWide>(WIDE, [
    { type: 'F32', outputs: 20480, inputs: 2048 },
    { type: 'F16', outputs: 30000, inputs: 2048 },
    { type: 'F32', outputs: 40000, inputs: 2048 },
  ]);
  for (const wide of [bound, stored]) {
    expect(wide!.weightBytes).toBeGreaterThan(BINDING);
    expect(wide).toMatchObject({ thrown: null, refusals: [] });
    expect(wide!.boundBytes).toBeGreaterThan(wide!.weightBytes);
  }
  expect(large).toMatchObject({ thrown: 'out-of-memory', read: 0, resident: 0 });
});
