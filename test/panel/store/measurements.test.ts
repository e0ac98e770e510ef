import {
  MAX_FAILURES,
  MAX_TIMES,
  NOTHING_MEASURED,
  failedAt,
  timeAt,
  withFailure,
  withTime,
  withoutFailure,
  type MeasuredTime,
  type Measurements,
} from '../../../panel/store/measurements';

const TIME: MeasuredTime = {
  device: 'card',
  shape: '1024',
  evaluationMs: 3000,
  teraflopEach: 20,
  aroundMsPerTeraflop: 100,
};

function all<T>(
  items: readonly T[],
  add: (before: Measurements, item: T) => Measurements,
): Measurements {
  return items.reduce(add, NOTHING_MEASURED);
}

describe('measured times', () => {
  it('are found by device and shape, the newest of each', () => {
    const measured = all(
      [TIME, { ...TIME, device: 'other', evaluationMs: 1 }, { ...TIME, evaluationMs: 2000 }],
      withTime,
    );
    expect(timeAt(measured, 'card', '1024')?.evaluationMs).toBe(2000);
    expect(timeAt(measured, 'other', '1024')?.evaluationMs).toBe(1);
    expect(timeAt(measured, 'card', '512')).toBeNull();
    expect(measured.times).toHaveLength(2);
  });

  it('keep what a later run could not measure', () => {
    const later = { ...TIME, evaluationMs: 2500, aroundMsPerTeraflop: null };
    expect(withTime(all([TIME], withTime), later).times).toEqual([
      { ...later, aroundMsPerTeraflop: 100 },
    ]);
  });

  it('do not grow without end: the oldest go', () => {
    const shapes = Array.from({ length: MAX_TIMES + 5 }, (_, at) => ({
      ...TIME,
      shape: String(at),
    }));
    const { times } = all(shapes, withTime);
    expect(times).toHaveLength(MAX_TIMES);
    expect(times[0]?.shape).toBe(String(MAX_TIMES + 4));
    expect(times.some(({ shape }) => shape === '0')).toBe(false);
  });
});

describe('failures', () => {
  it('count at the least peak of each device until they are forgotten', () => {
    const measured = all(
      [
        { device: 'card', leastBytes: 8e9 },
        { device: 'card', leastBytes: 6e9 },
        { device: 'card', leastBytes: 7e9 },
        { device: 'other', leastBytes: 1e9 },
      ],
      withFailure,
    );
    expect(failedAt(measured, 'card')).toBe(6e9);
    const without = withoutFailure(measured, 'card');
    expect([failedAt(without, 'card'), failedAt(without, 'other')]).toEqual([null, 1e9]);
  });

  it('are those of a few devices', () => {
    const devices = Array.from({ length: MAX_FAILURES + 3 }, (_, at) => ({
      device: String(at),
      leastBytes: 1e9,
    }));
    const measured = all(devices, withFailure);
    expect(measured.failures).toHaveLength(MAX_FAILURES);
    expect(failedAt(measured, '0')).toBeNull();
  });
});
