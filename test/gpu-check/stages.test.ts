import {
  chooseStages,
  limitOf,
  nextStage,
  STAGES,
  type Stage,
} from '../../scripts/gpu-check/stages';

const MINUTE = 60;

/** The stages that begin when each takes as long as it is expected to, `factor` times. */
function begunWithin(minutes: number, factor = 1): readonly string[] {
  const begun: string[] = [];
  let waiting = chooseStages([]);
  let left = minutes * MINUTE;
  for (;;) {
    const stage = nextStage(waiting, left);
    if (stage === null) return begun;
    begun.push(stage.name);
    waiting = waiting.filter((other) => other !== stage);
    left -= Math.min(factor * stage.seconds, limitOf(stage, left, false));
    expect(left).toBeGreaterThanOrEqual(0);
  }
}

test('stages come in the order of their worth, however they are named', () => {
  expect(chooseStages(['micro', 'q8']).map(({ name }) => name)).toEqual(['info', 'q8', 'micro']);
  expect(chooseStages([])).toEqual(STAGES);
});

test('ten minutes hold everything but what is worth least', () => {
  const begun = begunWithin(10);
  expect(begun).toEqual(STAGES.map(({ name }) => name).filter((name) => begun.includes(name)));
  expect(begun.slice(0, 10)).toEqual(STAGES.slice(0, 10).map(({ name }) => name));
  expect(begun).not.toContain('tiered');
});

test('a short stage takes the place of a long one that would not end in time', () => {
  expect(begunWithin(1)).toEqual(['info', 'deviations']);
  expect(begunWithin(0.01)).toEqual([]);
});

test('a slow machine does less in the same time', () => {
  const begun = begunWithin(10, 3);
  expect(begun.length).toBeLessThan(begunWithin(10).length);
  expect(begun.slice(0, 3)).toEqual(['info', 'q8', 'deviations']);
});

test('no stage runs beyond the end, and a software adapter gets its time', () => {
  const stage: Stage = { name: 'q8', what: '', seconds: 60, limit: 180 };
  expect(limitOf(stage, Infinity, false)).toBe(180);
  expect(limitOf(stage, 70, false)).toBe(70);
  expect(limitOf(stage, Infinity, true)).toBeGreaterThan(180);
  expect(limitOf(stage, 70, true)).toBe(70);
});

test('every stage is given more than it is expected to take', () => {
  for (const { name, seconds, limit } of STAGES) {
    expect([name, limit >= 2 * seconds]).toEqual([name, true]);
  }
});
