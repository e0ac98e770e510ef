import { RemoteError } from '../../../../src/hosts/photoshop/protocol/requester';
import type { Handler } from '../../../../src/hosts/photoshop/protocol/responder';
import { DocumentError } from '../../../../src/core/errors';
import { testClock } from './clock';
import {
  connected,
  createEnd,
  createWire,
  ECHO,
  outcome,
  SMALL,
  valueOf,
  type Faults,
} from './link';
import { bytesFrom, randomFrom } from '../../../support/random';

const LINES: readonly (readonly [string, Faults])[] = [
  ['a good line', {}],
  ['first messages lost', { loseFirst: 6 }],
  ['loss', { drop: 0.3 }],
  ['damage', { corrupt: 0.3 }],
  ['repetition', { duplicate: 0.5 }],
  ['another order', { delayMs: 3000 }],
  ['all of it', { drop: 0.15, corrupt: 0.15, duplicate: 0.3, delayMs: 1500, loseFirst: 3 }],
  ['envelopes', { wrap: (text) => ({ type: 'message', message: text }) }],
];

describe.each(LINES)('over %s', (_name, faults) => {
  test('requests of all sizes come back whole, once, in both directions', async () => {
    const clock = testClock();
    const random = randomFrom(5);
    const wire = createWire(clock, faults, 11);
    let calls = 0;
    const counting: Record<string, Handler> = {
      echo: (call) => {
        calls++;
        return ECHO['echo']!(call);
      },
    };
    const ends = [
      createEnd(wire.ports[0], clock, counting),
      createEnd(wire.ports[1], clock, counting),
    ];
    await valueOf(clock, Promise.all(ends.map(({ connection }) => connection.ready(60_000))));
    const sizes = [[], [0], [1], [299], [300], [301], [5000, 0, 7], [3000], [1234]];
    const requests = ends.flatMap(({ connection }) =>
      sizes.map(async (lengths, i) => {
        const blobs = lengths.map((length) => bytesFrom(random, length));
        const parcel = await connection.request('echo', { i, odd: '"\\ \n😀\ud800' }, { blobs });
        expect(parcel.value).toEqual({ i, odd: '"\\ \n😀\ud800' });
        expect(parcel.blobs).toEqual(blobs.map((blob) => blob.slice().reverse()));
      }),
    );
    await valueOf(clock, Promise.all(requests));
    expect(calls).toBe(sizes.length * 2);
    for (const { connection } of ends) {
      expect(connection.stats()).toMatchObject({ openIn: 0, openInBytes: 0 });
    }
  });

  test('events arrive once each', async () => {
    const clock = testClock();
    const wire = createWire(clock, faults, 21);
    const a = createEnd(wire.ports[0], clock);
    const b = createEnd(wire.ports[1], clock);
    await valueOf(clock, Promise.all([a.connection.ready(60_000), b.connection.ready(60_000)]));
    const values = Array.from({ length: 40 }, (_, i) => i);
    const told = values.map((value) => a.connection.notify('tick', value));
    await clock.runUntil(() => b.events.length >= values.length);
    expect(await valueOf(clock, Promise.all(told))).toEqual(values.map(() => true));
    expect(b.events.map(([, value]) => value).sort((x, y) => Number(x) - Number(y))).toEqual(
      values,
    );
  });
});

describe('handshake', () => {
  test('tells who is there; hello ends as soon as both know', async () => {
    const clock = testClock();
    const wire = createWire(clock);
    const a = createEnd(wire.ports[0], clock, {}, SMALL, 'page');
    const b = createEnd(wire.ports[1], clock, {}, SMALL, 'plugin');
    await valueOf(clock, Promise.all([a.connection.ready(999), b.connection.ready(999)]));
    expect(a.connection.peer).toMatchObject({ role: 'plugin', caps: ['test'] });
    expect(b.connection.peer).toMatchObject({ role: 'page' });
    let over = false;
    clock.setTimeout(() => (over = true), 100_000);
    await clock.runUntil(() => over);
    expect(wire.sent.length).toBeLessThan(12);
  });

  test('goes on until the other end has started', async () => {
    const clock = testClock();
    const wire = createWire(clock);
    const a = createEnd(wire.ports[0], clock);
    const late = await outcome(clock, a.connection.ready(2000));
    expect(late).toMatchObject({ error: { code: 'bridge-timeout' } });
    const ready = a.connection.ready(60_000);
    clock.setTimeout(() => createEnd(wire.ports[1], clock), 40_000);
    expect(await valueOf(clock, ready)).toMatchObject({ role: 'end' });
    expect(clock.now()).toBeLessThan(42_100);
    // Often at first, then now and then.
    expect(wire.sent.length).toBeLessThan(70);
  });

  test('an end that starts again takes the place of the old one; what was under way is lost', async () => {
    const clock = testClock();
    const wire = createWire(clock, { delayMs: 40 });
    let cancelled = false;
    const never: Record<string, Handler> = {
      never: ({ signal }) =>
        new Promise(() => {
          signal.onCancel(() => (cancelled = true));
        }),
      ...ECHO,
    };
    const plugin = createEnd(wire.ports[1], clock, never);
    const page = createEnd(wire.ports[0], clock, ECHO);
    await valueOf(clock, page.connection.ready(9999));
    const lost = page.connection.request('never', null);
    const back = plugin.connection.ready(99).then(() => plugin.connection.request('echo', 1));
    await valueOf(clock, back);
    // The page is gone without a word, and loaded again.
    const again = createEnd(wire.ports[0], clock, ECHO);
    void lost.catch(() => undefined);
    await valueOf(clock, again.connection.ready(9999));
    await clock.runUntil(() => plugin.peers.length === 3);
    expect(plugin.peers.map((peer) => peer !== null)).toEqual([true, false, true]);
    expect(cancelled).toBe(true);
    const blob = new Uint8Array(2000).fill(7);
    const parcel = await valueOf(clock, again.connection.request('echo', 2, { blobs: [blob] }));
    expect(parcel.blobs[0]).toEqual(blob);
    expect((await valueOf(clock, plugin.connection.request('echo', 3))).value).toBe(3);
  });

  test('an answer that the old one did not take is not given to the new one', async () => {
    const clock = testClock();
    const wire = createWire(clock);
    const plugin = createEnd(wire.ports[1], clock, ECHO);
    const old = createEnd(wire.ports[0], clock);
    await valueOf(clock, old.connection.ready(999));
    old.connection.request('echo', 'old').catch(() => undefined);
    // The request arrives, and from then on nothing comes from that page.
    await clock.runUntil(() => plugin.connection.stats().openOut > 0);
    wire.faults = { drop: 1 };
    old.connection.close();
    wire.faults = {};
    const next = createEnd(wire.ports[0], clock);
    await valueOf(clock, next.connection.ready(9999));
    const slow = next.connection.request('echo', 'new');
    expect((await valueOf(clock, slow)).value).toBe('new');
  });

  test('a silent end is given up, and found again when it speaks', async () => {
    const clock = testClock();
    const wire = createWire(clock);
    const a = createEnd(wire.ports[0], clock, ECHO);
    const b = createEnd(wire.ports[1], clock, ECHO);
    await valueOf(clock, a.connection.ready(999));
    wire.cut = true;
    const lost = await outcome(clock, a.connection.request('echo', 1));
    expect(lost).toMatchObject({ error: { code: 'bridge-lost' } });
    wire.cut = false;
    await valueOf(clock, a.connection.ready(60_000));
    expect((await valueOf(clock, a.connection.request('echo', 2))).value).toBe(2);
    expect((await valueOf(clock, b.connection.request('echo', 3))).value).toBe(3);
  });

  test('bye tells at once', async () => {
    const clock = testClock();
    const wire = createWire(clock);
    const a = createEnd(wire.ports[0], clock);
    const b = createEnd(wire.ports[1], clock, { never: () => new Promise(() => undefined) });
    await valueOf(clock, Promise.all([a.connection.ready(999), b.connection.ready(999)]));
    const waiting = outcome(clock, a.connection.request('never', null));
    clock.setTimeout(() => b.connection.close(), 500);
    expect(await waiting).toMatchObject({ error: { code: 'bridge-lost' } });
    expect(clock.now()).toBeLessThan(2000);
    a.connection.close();
    let passed = false;
    clock.setTimeout(() => (passed = true), 50);
    await clock.runUntil(() => passed);
    expect(clock.timers).toBe(0);
  });
});

describe('answers', () => {
  test('what the other end throws keeps its class, code and cause', async () => {
    const { clock, page } = await connected({
      fail: () => {
        throw new DocumentError({
          code: 'layer-gone',
          message: 'm',
          hint: 'h',
          details: { n: 1 },
          cause: new RangeError('why'),
        });
      },
    });
    const result = await outcome(clock, page.request('fail', null));
    const { error } = result as { error: RemoteError };
    expect(error).toBeInstanceOf(RemoteError);
    expect(error.packed).toMatchObject({
      name: 'DocumentError',
      code: 'layer-gone',
      hint: 'h',
      details: { n: 1 },
      cause: { name: 'RangeError', message: 'why' },
    });
  });

  test('of a method that is not there, or only in the prototype', async () => {
    const { clock, page } = await connected({});
    for (const method of ['nothing', 'constructor', 'toString', '__proto__']) {
      const result = await outcome(clock, page.request(method, null));
      expect(result).toMatchObject({ error: { packed: { code: 'bridge-protocol' } } });
    }
  });

  test('too much is refused before it is sent, and where the other end takes less', async () => {
    const clock = testClock();
    const wire = createWire(clock);
    const page = createEnd(wire.ports[0], clock, ECHO).connection;
    const little = { ...SMALL, maxMessageBytes: 1000 };
    createEnd(wire.ports[1], clock, ECHO, little);
    await valueOf(clock, page.ready(999));
    const send = (bytes: number) =>
      outcome(clock, page.request('echo', null, { blobs: [new Uint8Array(bytes)] }));
    const count = wire.sent.length;
    expect(await send(100_001)).toMatchObject({ error: { code: 'bridge-too-large' } });
    expect(wire.sent.length).toBe(count);
    wire.faults = { drop: 0.5 };
    expect(await send(1001)).toMatchObject({ error: { code: 'bridge-too-large' } });
    expect(await send(1000)).toMatchObject({ value: { value: null } });
    expect(await outcome(clock, page.request('echo', 'x'.repeat(3000)))).toMatchObject({
      error: { code: 'bridge-too-large' },
    });
  });

  test('an answer that is too large comes back as that error', async () => {
    const { clock, page } = await connected({
      much: () => Promise.resolve({ value: null, blobs: [new Uint8Array(100_001)] }),
      long: () => Promise.resolve({ value: 'x'.repeat(5000), blobs: [] }),
    });
    for (const method of ['much', 'long']) {
      expect(await outcome(clock, page.request(method, null))).toMatchObject({
        error: { packed: { code: 'bridge-too-large' } },
      });
    }
  });

  test('that do not come in time are given up, and the job with them', async () => {
    let cancelled = false;
    const { clock, page } = await connected({
      slow: ({ signal }) =>
        new Promise(() => {
          signal.onCancel(() => (cancelled = true));
        }),
    });
    const result = await outcome(clock, page.request('slow', null, { timeoutMs: 30_000 }));
    expect(result).toMatchObject({ error: { code: 'bridge-timeout' } });
    await clock.runUntil(() => cancelled);
  });
});

test('1 MiB chunks pass where more than 4 MiB of text would be lost', async () => {
  const clock = testClock();
  const { LIMITS } = await import('../../../../src/hosts/photoshop/protocol/limits');
  const wire = createWire(clock, { maxChars: 4 * 2 ** 20 });
  const page = createEnd(wire.ports[0], clock, ECHO, LIMITS).connection;
  createEnd(wire.ports[1], clock, ECHO, LIMITS);
  await valueOf(clock, page.ready(999));
  const blob = new Uint8Array(3_000_001).map((_, i) => (i * 7919) >> 3);
  const { blobs } = await valueOf(clock, page.request('echo', null, { blobs: [blob] }));
  expect(Buffer.compare(blobs[0]!, blob.slice().reverse())).toBe(0);
  expect(Math.max(...wire.sent.map((text) => text.length))).toBeLessThan(1.1 * 2 ** 20);
});
