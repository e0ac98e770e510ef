import { createIdleTimer } from '../../src/engine/idle-timer';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('the work is done once nothing has happened for so long', () => {
  const work = jest.fn();
  const timer = createIdleTimer(1000, work);
  timer.start();
  jest.advanceTimersByTime(900);
  timer.start();
  jest.advanceTimersByTime(900);
  expect(work).not.toHaveBeenCalled();
  jest.advanceTimersByTime(100);
  expect(work).toHaveBeenCalledTimes(1);
});

test('a job that begins stops the wait', () => {
  const work = jest.fn();
  const timer = createIdleTimer(1000, work);
  timer.start();
  timer.stop();
  jest.advanceTimersByTime(5000);
  expect(work).not.toHaveBeenCalled();
});
