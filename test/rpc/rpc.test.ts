import { wrap } from 'comlink';
import { DocumentError, PanelError } from '../../src/core/errors';
import type { Service } from '../../src/rpc/message';
import { connect, type ConnectOptions, type Connection, type Thread } from '../../src/rpc/connect';
import { extendRemote } from '../../src/rpc/remote';
import { serve } from '../../src/rpc/serve';
import { copied, moved, movedWithArguments, movedWithResult } from '../../src/rpc/transfer';

const kept = { data: Uint8Array.of(7, 8) };
const failure = new DocumentError({
  code: 'layer-gone',
  message: 'The layer is gone.',
  hint: 'Select another one.',
  details: { name: 'sky' },
  cause: new Error('deeper'),
});

let heard: unknown[] = [];

const api = {
  add: (a: number, b: number): number => a + b,
  fail(error: 'panel' | 'plain'): void {
    throw error === 'panel' ? failure : new RangeError('a bug');
  },
  picture: (side: number) => ({
    image: { width: side, data: new Uint8ClampedArray(side) },
    tiles: [{ data: new Uint16Array(2) }],
  }),
  kept: () => copied(kept),
  keptSize: (): number => kept.data.byteLength,
  length: ({ data }: { readonly data: Uint8Array }): number => data.byteLength,
  /** Settles with its signal: `refuse` rejects, otherwise the work was done already. */
  waits: (refuse: boolean, signal: AbortSignal): Promise<string> =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => {
        heard.push('abort');
        if (refuse) reject(signal.reason as Error);
        else resolve('done');
      });
    }),
  decides: (refuse: boolean, signal: AbortSignal): Promise<string> => api.waits(refuse, signal),
  counts(to: number, onCount: (count: number, bytes: Uint8Array) => void): number {
    for (let i = 1; i <= to; i++) onCount(i, moved(new Uint8Array(i)));
    later = onCount;
    return to;
  },
  goesOn: (): Promise<never> => new Promise<never>(() => undefined),
  unclonable: () => ({ method: () => 1 }),
  number: 5,
};
type Api = Omit<typeof api, 'number'>;
let later: (count: number, bytes: Uint8Array) => void = () => undefined;

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
  heard = [];
});

interface Stage extends Connection<Api> {
  readonly port: MessagePort;
  readonly far: MessagePort;
}

function stage(options: ConnectOptions<Api> = {}): Stage {
  const { port1, port2 } = new MessageChannel();
  serve(api, port2);
  const connection = connect<Api>(port1, options);
  open.push(() => connection.close());
  return { ...connection, port: port1, far: port2 };
}

describe('a call', () => {
  it('answers', async () => {
    expect(await stage().remote.add(2, 3)).toBe(5);
  });

  it('can be returned from async code with its connection', async () => {
    const { remote } = stage();
    expect(await (await Promise.resolve(remote)).add(1, 1)).toBe(2);
  });

  it('looks like any other object to libraries that mark theirs', () => {
    const marks = stage().remote as unknown as Record<string, unknown>;
    expect(marks['_$litDirective$']).toBeUndefined();
    expect(marks['$$typeof']).toBeUndefined();
    expect(marks['constructor']).toBe(Object);
  });

  it('keeps class, code, hint, details and cause of an error', async () => {
    const error: unknown = await stage()
      .remote.fail('panel')
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(DocumentError);
    expect(error).toMatchObject({
      name: 'DocumentError',
      code: 'layer-gone',
      message: 'The layer is gone.',
      hint: 'Select another one.',
      details: { name: 'sky' },
      cause: { message: 'deeper' },
    });
  });

  it('shows a bug as one', async () => {
    const error: unknown = await stage()
      .remote.fail('plain')
      .catch((e: unknown) => e);
    expect(error).not.toBeInstanceOf(PanelError);
    expect(error).toMatchObject({ name: 'RangeError', message: 'a bug' });
  });

  it.each(['nothing', 'number', 'constructor', 'toString', '__proto__'])(
    'of %s, which is no method of its own, is refused',
    async (name) => {
      const { port1, port2 } = new MessageChannel();
      serve(api, port2);
      open.push(() => port1.close());
      const answer = await wrap<Service>(port1).call(1, name, []);
      expect(answer).toMatchObject({
        ok: false,
        error: { message: expect.stringContaining(`there is no method "${name}"`) },
      });
    },
  );

  it('with more arguments than any method takes is refused', async () => {
    const { port1, port2 } = new MessageChannel();
    serve(api, port2);
    const { remote, close } = connect<{ add: (...all: number[]) => number }>(port1);
    open.push(() => close());
    await expect(remote.add(...Array<number>(17).fill(1))).rejects.toThrow('no arguments');
    expect(await remote.add(1, 2)).toBe(3);
  });

  it('whose result cannot cross rejects', async () => {
    await expect(stage().remote.unclonable()).rejects.toThrow('Unserializable');
  });

  it('is not disturbed by messages of another kind', async () => {
    const { remote, port, far } = stage();
    const strange = [0, 'text', null, [], {}, { type: 'APPLY' }, { id: 'x', type: 'none' }];
    for (const message of strange) port.postMessage(message);
    for (const message of [...strange, { callback: {}, values: [] }, { callback: null }])
      far.postMessage(message);
    far.postMessage({ callback: { id: 99, at: 0 }, values: [1] });
    expect(await remote.add(4, 4)).toBe(8);
  });
});

describe('memory', () => {
  it('of a result moves, however deep it lies', async () => {
    const made: ReturnType<typeof api.picture>[] = [];
    const { port1, port2 } = new MessageChannel();
    serve({ picture: (side: number) => (made.push(api.picture(side)), made[0]) }, port2);
    const { remote, close } = connect<Pick<Api, 'picture'>>(port1);
    open.push(() => close());
    const { image, tiles } = await remote.picture(3);
    expect([image.data.length, tiles[0]!.data.length]).toEqual([3, 2]);
    expect([made[0]!.image.data.length, made[0]!.tiles[0]!.data.length]).toEqual([0, 0]);
  });

  it('of a copied result stays', async () => {
    const { remote } = stage();
    expect([...(await remote.kept()).data]).toEqual([7, 8]);
    expect(await remote.keptSize()).toBe(2);
  });

  it('of an argument stays, unless it is moved', async () => {
    const { remote } = stage();
    const mine = { data: new Uint8Array(4) };
    expect(await remote.length(mine)).toBe(4);
    expect(mine.data.byteLength).toBe(4);
    expect(await remote.length(moved(mine))).toBe(4);
    expect(mine.data.byteLength).toBe(0);
  });
});

describe('what moves', () => {
  const image = { width: 1, data: new Uint8ClampedArray(4) };
  const shared = { width: 4, data: new Uint8Array(new SharedArrayBuffer(4)) };

  it('names each buffer once, and none that threads share', () => {
    const result = { mode: 'smart-object', image, mask: shared, content: image };
    expect(movedWithResult(result)).toEqual([image.data.buffer]);
    expect(movedWithResult({ kept: { result } })).toEqual([image.data.buffer]);
    expect(movedWithArguments([result, moved([image]), null, 'text'])).toEqual([image.data.buffer]);
    const other = new Uint8Array(1);
    expect(movedWithArguments([moved({ image, other }, [other])])).toEqual([other.buffer]);
  });

  it.each([[null], [undefined], ['text'], [5], [new Date()], [new Map([[1, image.data]])]])(
    'of %p is nothing',
    (value) => {
      expect(movedWithResult(value)).toEqual([]);
    },
  );

  it('ends in a value that holds itself', () => {
    const round: { image: unknown; self?: unknown } = { image };
    round.self = round;
    expect(movedWithResult(round)).toEqual([image.data.buffer]);
  });
});

describe('a signal', () => {
  const reason = new Error('enough');

  it('that is aborted before the call keeps it from crossing', async () => {
    const { remote } = stage();
    await expect(remote.waits(true, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(await remote.add(1, 1)).toBe(2);
    expect(heard).toEqual([]);
  });

  it('ends the waiting at once and is heard over there', async () => {
    const { remote } = stage();
    const controller = new AbortController();
    const waiting = remote.waits(false, controller.signal);
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    await remote.add(1, 1);
    expect(heard).toEqual(['abort']);
  });

  it.each([
    [true, 'its reason', reason],
    [false, 'what was done', 'done'],
  ])('leaves the last word to a decisive call (refuses: %s): %s', async (refuse, _, outcome) => {
    const { remote } = stage({ decisive: ['decides'] });
    const controller = new AbortController();
    const waiting = remote.decides(refuse, controller.signal);
    controller.abort(reason);
    expect(await waiting.catch((e: unknown) => e)).toBe(outcome);
    expect(heard).toEqual(['abort']);
  });

  it('that is aborted after the call does nothing', async () => {
    const { port1, port2 } = new MessageChannel();
    const signals: AbortSignal[] = [];
    serve({ take: (signal: AbortSignal) => signals.push(signal) }, port2);
    const { remote, close } = connect<{ take: (signal: AbortSignal) => number }>(port1);
    open.push(() => close());
    const controller = new AbortController();
    expect(await remote.take(controller.signal)).toBe(1);
    controller.abort();
    expect(await remote.take(new AbortController().signal)).toBe(2);
    expect(signals.map(({ aborted }) => aborted)).toEqual([false, false]);
  });
});

describe('a function among the arguments', () => {
  it('is called back before the answer comes, its values moved where they are marked', async () => {
    const { remote } = stage();
    const counts: number[] = [];
    const to = remote.counts(3, (count, bytes) => counts.push(count, bytes.byteLength));
    expect(await to.then(() => [...counts])).toEqual([1, 1, 2, 2, 3, 3]);
  });

  it('is not called back once its call has settled', async () => {
    const { remote } = stage();
    const onCount = jest.fn();
    await remote.counts(1, onCount);
    later(2, new Uint8Array());
    await remote.add(1, 1);
    expect(onCount).toHaveBeenCalledTimes(1);
  });
});

describe('the end of the thread', () => {
  /** A worker as the page sees it: a port with `terminate`, and events of its own. */
  function asWorker(port: MessagePort): Thread & { readonly terminate: jest.Mock } {
    const terminate = jest.fn(() => port.close());
    return Object.assign(port, { terminate });
  }

  it.each([
    ['error', { message: 'out of memory' }, 'out of memory'],
    ['error', {}, 'the worker script failed'],
    ['messageerror', {}, 'a message could not be read'],
  ])('by an event (%s %j) rejects what runs and what comes', async (type, about, told) => {
    const { port1, port2 } = new MessageChannel();
    serve(api, port2);
    const worker = asWorker(port1);
    const onLost = jest.fn();
    const { remote, close } = connect<Api>(worker, { onLost });
    await remote.add(1, 1);
    const running = [remote.goesOn(), remote.waits(true, new AbortController().signal)];
    const outcomes = Promise.allSettled(running);
    port1.dispatchEvent(Object.assign(new Event(type), about));
    const lost = { name: 'DeviceError', code: 'worker-lost', details: { reason: told } };
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: lost });
    }
    await expect(remote.add(1, 1)).rejects.toMatchObject(lost);
    close();
    expect(onLost).toHaveBeenCalledTimes(1);
    expect(worker.terminate).toHaveBeenCalledTimes(1);
  });

  it('is told with the error that was asked for', async () => {
    const { remote, port } = stage({ lost: (reason) => new RangeError(reason) });
    const running = remote.goesOn();
    port.dispatchEvent(Object.assign(new Event('error'), { message: 'gone' }));
    await expect(running).rejects.toThrow(new RangeError('gone'));
  });

  it('by close rejects with its reason and is no loss', async () => {
    const onLost = jest.fn();
    const { remote, close } = stage({ onLost });
    const running = remote.goesOn();
    const reason = new DOMException('closed', 'AbortError');
    close(reason);
    await expect(running).rejects.toBe(reason);
    await expect(remote.add(1, 1)).rejects.toBe(reason);
    expect(onLost).not.toHaveBeenCalled();
  });
});

test('own methods lie before those of the thread', async () => {
  const own = extendRemote(stage().remote, { state: () => 'here', add: () => 0 });
  expect([own.state(), own.add()]).toEqual(['here', 0]);
  expect(await own.length({ data: new Uint8Array(3) })).toBe(3);
});
