import { connect } from '../../src/rpc/connect';
import { serve } from '../../src/rpc/serve';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

describe('a signal beside the call’s own', () => {
  /** Answers with what each signal says once the last of them is aborted. */
  function twoSignals() {
    const { port1, port2 } = new MessageChannel();
    const both = (own: AbortSignal, _between: string, other: AbortSignal): Promise<boolean[]> =>
      new Promise((resolve) => {
        const answer = (): void => resolve([own.aborted, other.aborted]);
        if (other.aborted) answer();
        other.addEventListener('abort', answer);
      });
    serve({ both }, port2);
    const { remote, close } = connect<{ both: typeof both }>(port1);
    open.push(() => close());
    return remote;
  }

  it('is heard over there, and the call goes on to its answer', async () => {
    const other = new AbortController();
    const answer = twoSignals().both(new AbortController().signal, '', other.signal);
    other.abort();
    expect(await answer).toEqual([false, true]);
  });

  it('is heard although it was aborted before the call', async () => {
    const answer = twoSignals().both(new AbortController().signal, '', AbortSignal.abort());
    expect(await answer).toEqual([false, true]);
  });

  it('is not aborted by the call’s own', async () => {
    const own = new AbortController();
    const { port1, port2 } = new MessageChannel();
    const taken: AbortSignal[] = [];
    const take = (...signals: [AbortSignal, AbortSignal]): Promise<void> => {
      taken.push(...signals);
      return new Promise((resolve) => signals[0].addEventListener('abort', () => resolve()));
    };
    serve({ take }, port2);
    const connected = connect<{ take: typeof take }>(port1, { decisive: ['take'] });
    open.push(() => connected.close());
    const taking = connected.remote.take(own.signal, new AbortController().signal);
    own.abort();
    await taking;
    expect(taken.map(({ aborted }) => aborted)).toEqual([true, false]);
  });
});
