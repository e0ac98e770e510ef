import { crcOfBytes } from '../../../../src/pixels/crc32';
import { checksum, encodeFrame, type Frame } from '../../../../src/hosts/photoshop/protocol/frame';
import { nextTask } from '../../../support/wait';
import { testClock } from './clock';
import { createEnd, createWire, ECHO, SMALL, valueOf } from './link';
import { randomFrom } from '../../../support/random';

const FRAMES_PER_END = 12_000;

type Random = () => number;

function pick<T>(random: Random, items: readonly T[]): T {
  return items[Math.floor(random() * items.length)]!;
}

/** Anything that JSON can say, and some that it cannot. */
function anything(random: Random, depth = 0): unknown {
  const leaf = [
    null,
    true,
    -1,
    0,
    1,
    2.5,
    1e308,
    NaN,
    undefined,
    2 ** 53,
    '',
    'supir',
    'req',
    '\ud800',
    'x'.repeat(70),
    'A'.repeat(Math.floor(random() * 5000)),
  ];
  if (depth > 3 || random() < 0.5) return pick(random, leaf);
  if (random() < 0.5) {
    return Array.from({ length: Math.floor(random() * 5) }, () => anything(random, depth + 1));
  }
  const keys = [
    'p',
    'v',
    'k',
    's',
    't',
    'n',
    'i',
    'd',
    'b',
    'x',
    'c',
    'data',
    'message',
    '__proto__',
  ];
  return Object.fromEntries(
    Array.from({ length: Math.floor(random() * 6) }, () => [
      pick(random, keys),
      anything(random, depth + 1),
    ]),
  );
}

const BODIES = [
  '',
  'null',
  '[]',
  '{}',
  '{"r":1}',
  '{"r":-1,"m":"echo"}',
  '{"r":1e99,"m":"echo"}',
  '{"r":1,"m":"constructor","a":{}}',
  '{"r":2,"m":"echo","a":[[[[[]]]]]}',
  '{"r":1,"v":5}',
  '{"r":1,"e":5}',
  '{"r":1,"e":{"name":"x","message":"y","code":null,"hint":null,"details":{},"stack":null,"cause":5}}',
  '{"name":5}',
  '{"name":"tick","value":{"__proto__":1}}',
  '['.repeat(2000),
];

/** A frame with the right checksum and wrong contents. */
function signedFrame(random: Random, s: string, t: string): string {
  const number = (): number => pick(random, [0, 1, 2, 3, 5, 60, 127, 128, 1000, 2 ** 40, -1, 0.5]);
  const frame = {
    k: pick(random, [
      'req',
      'res',
      'evt',
      'abort',
      'chunk',
      'ack',
      'drop',
      'refuse',
      'ready',
      'zz',
    ]),
    s: pick(random, [s, s, s, t, 'stranger', '']),
    t: pick(random, [t, t, t, s, 'stranger']),
    n: number(),
    i: number(),
    b: pick(random, BODIES),
    x: pick<unknown>(random, [
      [],
      [600],
      [99_999],
      [50_000, 50_000],
      [2 ** 50],
      [0],
      [-1],
      ['x'],
      [[5]],
      5,
    ]),
    e: pick(random, [0, crcOfBytes(new Uint8Array(3)), -1, null]),
    d: pick(random, ['', 'AAAA', 'A'.repeat(400), '%%%%', 'é'.repeat(400)]),
    why: pick(random, ['busy', 'damaged', 'valueOf', 'too-large']),
    role: pick(random, ['page', 5]),
    caps: pick(random, [[], ['x'], [1], 7]),
  };
  const signed = { p: 'supir', v: pick(random, [1, 1, 1, 2]), ...frame };
  return JSON.stringify({ ...signed, c: checksum(signed) });
}

function mutated(random: Random, text: string): string {
  let out = text;
  for (let i = 0; i < 1 + random() * 3; i++) {
    const at = Math.floor(random() * out.length);
    const end = at + Math.floor(random() * 9);
    out = pick(random, [
      out.slice(0, at) + String.fromCharCode(Math.floor(random() * 300)) + out.slice(at + 1),
      out.slice(0, at) + out.slice(end),
      out.slice(0, end) + out.slice(at),
      out.slice(0, at),
    ]);
  }
  return out;
}

function malformed(random: Random, s: string, t: string): unknown {
  const kind = random();
  if (kind < 0.25) return anything(random);
  if (kind < 0.35) return JSON.stringify(anything(random));
  if (kind < 0.75) return signedFrame(random, s, t);
  const frame = pick<Frame>(random, [
    { k: 'hello', s: 'stranger', role: 'page', caps: [] },
    { k: 'req', s, t, n: 9, b: '{"r":9,"m":"echo"}', x: [] },
    { k: 'chunk', s, t, n: 9, i: 1, e: 0, d: 'AAAA' },
  ]);
  const text = mutated(random, encodeFrame(frame));
  return random() < 0.3 ? { type: 'message', message: text } : text;
}

describe.each([
  ['page', 1],
  ['plugin', 2],
])('%s under malformed frames', (role, seed) => {
  test('does not crash, counts them by code, keeps its memory, and still works', async () => {
    const clock = testClock();
    const random = randomFrom(seed * 7919);
    const wire = createWire(clock);
    const unhandled = jest.fn();
    process.on('unhandledRejection', unhandled);
    const end = createEnd(wire.ports[0], clock, ECHO, SMALL, role);
    const other = createEnd(wire.ports[1], clock, ECHO, SMALL, 'other');
    await valueOf(clock, Promise.all([end.connection.ready(999), other.connection.ready(999)]));
    const peer = end.connection.peer!.session;
    const own = other.connection.peer!.session;

    let most = 0;
    for (let i = 0; i < FRAMES_PER_END; i++) {
      wire.inject(0, malformed(random, peer, own));
      const { openInBytes, openIn, openOut } = end.connection.stats();
      most = Math.max(most, openInBytes);
      expect(openInBytes).toBeLessThanOrEqual(SMALL.maxOpenBytes);
      expect(openIn).toBeLessThanOrEqual(2 * SMALL.maxOpenMessages);
      expect(openOut).toBeLessThan(1000);
      if (i % 50 === 0) {
        let passed = false;
        clock.setTimeout(() => (passed = true), 5);
        await clock.runUntil(() => passed);
      }
    }
    expect(most).toBeGreaterThan(0);
    const { ignored } = end.connection.stats();
    for (const code of [
      'foreign',
      'too-long',
      'version',
      'checksum',
      'shape',
      'stranger',
    ] as const) {
      expect(ignored[code]).toBeGreaterThan(10);
    }
    expect(ignored.senseless).toBeGreaterThan(10);

    // Whatever was believed of it, a page that starts anew is served.
    other.connection.close();
    const fresh = createEnd(wire.ports[1], clock, ECHO, SMALL, 'fresh');
    await valueOf(clock, fresh.connection.ready(60_000));
    const blobs = [new Uint8Array(5000).fill(3)];
    const parcel = await valueOf(clock, fresh.connection.request('echo', 1, { blobs }));
    expect(parcel.blobs[0]).toEqual(blobs[0]);
    await nextTask();
    expect(unhandled).not.toHaveBeenCalled();
    process.off('unhandledRejection', unhandled);
  }, 120_000);
});
