import { seldom } from '../../../../panel/models/library/seldom';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('progress is reported now and then, and its last value always', () => {
  const reported: number[] = [];
  const report = seldom((value: number) => void reported.push(value));
  for (let i = 0; i <= 50; i++) report(i);
  expect(reported).toEqual([0]);
  jest.advanceTimersByTime(1000);
  expect(reported).toEqual([0, 50]);
  report(51);
  expect(reported).toEqual([0, 50, 51]);
  jest.advanceTimersByTime(1000);
  expect(reported).toEqual([0, 50, 51]);
});

test('what matters is reported at once', () => {
  const reported: string[] = [];
  const report = seldom(
    (value: string) => void reported.push(value),
    (value) => value[0],
  );
  for (const value of ['a1', 'a2', 'b1', 'b2', 'a3']) report(value);
  expect(reported).toEqual(['a1', 'b1', 'a3']);
});
