import { expectedTime, type Range } from '../../../panel/store/expected-time';
import {
  NOTHING_MEASURED,
  withTime,
  type MeasuredTime,
  type Measurements,
} from '../../../panel/store/measurements';
import { FORECAST } from '../stories/forecast';

const HERE = 'card';
const { work } = FORECAST;

/** 0.15 s for 10¹² operations in the steps, 0.1 s around them. */
const TIME: MeasuredTime = {
  device: HERE,
  shape: work.shape,
  evaluationMs: 3000,
  teraflopEach: 20,
  aroundMsPerTeraflop: 100,
};
const MEASURED = withTime(NOTHING_MEASURED, TIME);

const exactly = (ms: number): Range => ({ least: ms, most: ms });
const width = ({ least, most }: Range): number => most / least;

test('is what was measured at the same shape on the same device', () => {
  expect(expectedTime(FORECAST, MEASURED, HERE)).toEqual({
    basis: 'measured',
    reading: null,
    step: exactly(3000),
    total: exactly(50 * 3000 + 50 * 100),
  });
});

test('counts every evaluation of a step: tiles, and prompts one after the other', () => {
  const tiled = { ...FORECAST, work: { ...work, evaluations: 50 * 9 * 2 } };
  const { step, total } = expectedTime(tiled, MEASURED, HERE);
  expect(step).toEqual(exactly(18 * 3000));
  expect(total).toEqual(exactly(900 * 3000 + 50 * 100));
});

test('counts the steps of every variant, and reading once', () => {
  const unread = { ...FORECAST, readBytes: 8e9 };
  const known: Measurements = { ...MEASURED, bytesPerMs: 4e5 };
  const { step, total } = expectedTime(unread, known, HERE, 3);
  expect(step).toEqual(exactly(3000));
  expect(total).toEqual({
    least: 20_000 + 3 * 150_000 + 5000,
    most: 20_000 + 3 * 150_000 + 3 * 5000,
  });
});

test('has reading in it where something is left to read', () => {
  const unread = { ...FORECAST, readBytes: 8e9 };
  const known: Measurements = { ...MEASURED, bytesPerMs: 4e5 };
  expect(expectedTime(unread, known, HERE)).toMatchObject({
    basis: 'measured',
    reading: exactly(20_000),
    total: exactly(20_000 + 155_000),
  });
  const { reading, total } = expectedTime(unread, MEASURED, HERE);
  expect(reading && width(reading)).toBeGreaterThan(2);
  expect(total.most - total.least).toBeCloseTo((reading?.most ?? 0) - (reading?.least ?? 0));
});

test('is a range around what another shape took, the one nearest in size', () => {
  const larger = { ...FORECAST, work: { ...work, shape: '1536', teraflopEach: 50 } };
  const far = { ...TIME, shape: '256', evaluationMs: 1000, teraflopEach: 1 };
  const measured = withTime(MEASURED, far);
  const { basis, step, total } = expectedTime(larger, measured, HERE);
  expect(basis).toBe('other-shape');
  expect(step.least).toBeLessThan(50 * 150);
  expect(step.most).toBeGreaterThan(50 * 150);
  expect(width(total)).toBeLessThan(4);
});

test('does not take another device’s times', () => {
  expect(expectedTime(FORECAST, MEASURED, 'another card').basis).toBe('guess');
});

describe('where nothing was measured', () => {
  const guess = (change: Partial<typeof FORECAST>): Range =>
    expectedTime({ ...FORECAST, ...change }, NOTHING_MEASURED, HERE).step;

  it('is a wide range that holds what cards are reckoned to take', () => {
    const step = guess({});
    // Seconds of a step at 1024², docs/webgpu-performance.md, section 4.
    for (const card of [1.2, 3.1, 7.5, 14]) {
      expect(step.least).toBeLessThan(1000 * card);
      expect(step.most).toBeGreaterThan(1000 * card);
    }
    expect(expectedTime(FORECAST, NOTHING_MEASURED, HERE).basis).toBe('guess');
  });

  it('is twice that without 16-bit floats, and much more on the processor', () => {
    const [card, without, processor] = [
      guess({}),
      guess({ shaderF16: false }),
      guess({ device: 'wasm', shaderF16: false, card: null }),
    ];
    expect(without).toEqual({ least: 2 * card.least, most: 2 * card.most });
    expect(processor.least).toBeGreaterThan(without.most);
  });
});

test('keeps the range of what stands around the steps where only those were measured', () => {
  const measured = withTime(NOTHING_MEASURED, { ...TIME, aroundMsPerTeraflop: null });
  const { basis, step, total } = expectedTime(FORECAST, measured, HERE);
  expect([basis, step]).toEqual(['measured', exactly(3000)]);
  expect(total.least).toBeLessThan(150_000 + 50 * 150);
  expect(total.most).toBeGreaterThan(150_000 + 50 * 150);
});
