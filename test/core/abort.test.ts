import { delay } from '../../src/core/abort';

describe('a delay', () => {
  it('resolves after its time', async () => {
    jest.useFakeTimers();
    const done = jest.fn();
    void delay(100, new AbortController().signal).then(done);
    await jest.advanceTimersByTimeAsync(99);
    expect(done).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    expect(done).toHaveBeenCalled();
    jest.useRealTimers();
  });

  it('rejects at once with the reason of an abort, and leaves no timer behind', async () => {
    jest.useFakeTimers();
    const controller = new AbortController();
    const waiting = delay(100, controller.signal);
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    expect(jest.getTimerCount()).toBe(0);
    await expect(delay(100, controller.signal)).rejects.toThrow('enough');
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });
});
