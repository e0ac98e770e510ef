import { PhotopeaChannel } from '../../../src/hosts/photopea/channel';
import type { PhotopeaPort } from '../../../src/hosts/photopea/parent-window';

/** The other end of the line, played by hand: what was posted, and a way to send. */
function line(): PhotopeaPort & {
  readonly posted: (string | ArrayBuffer)[];
  send(...data: unknown[]): void;
  /** Answers the oldest unanswered call, whose marks are in what was posted. */
  readonly tags: () => string[];
  listeners: number;
} {
  const posted: (string | ArrayBuffer)[] = [];
  const handlers = new Set<(data: unknown) => void>();
  return {
    posted,
    listeners: 0,
    post: (message) => void posted.push(message),
    listen(handler) {
      handlers.add(handler);
      this.listeners++;
      return () => {
        handlers.delete(handler);
        this.listeners--;
      };
    },
    send: (...data) => data.forEach((d) => handlers.forEach((handler) => handler(d))),
    tags: () =>
      posted.flatMap((m) => (typeof m === 'string' ? (/"(~[^"]*):fence"/.exec(m)?.[1] ?? []) : [])),
  };
}

const answerOf = (tag: string, ...inside: unknown[]): unknown[] => [
  `${tag}:start`,
  ...inside,
  `${tag}:end`,
  'done',
  `${tag}:fence`,
  'done',
];

describe('the channel', () => {
  it('posts files, script and fence in one go, and takes what lies between the marks', async () => {
    const port = line();
    const channel = new PhotopeaChannel(port);
    const file = new ArrayBuffer(8);
    const call = channel.call({ purpose: 'read-layer', script: 'rsSay({ a: 1 });', files: [file] });
    expect(port.posted).toHaveLength(3);
    expect(port.posted[0]).toBe(file);
    const [tag] = port.tags();
    const picture = new ArrayBuffer(4);
    port.send(
      'done',
      ...answerOf(tag!, 'done', `${tag}={"a":1}`, picture, 'done', `${tag}={"b":2}`),
    );
    await expect(call).resolves.toEqual({ texts: ['{"a":1}', '{"b":2}'], files: [picture] });
    expect(channel.idle).toBe(true);
  });

  it('does not hear what others asked for', async () => {
    const port = line();
    const call = new PhotopeaChannel(port).call({ purpose: 'read-layer', script: '' });
    const [tag] = port.tags();
    port.send('{"state":1}', new ArrayBuffer(2), 'done', '~other.1:start', '~other.1={}', 7, null);
    port.send(`${tag}:start`, '~other.2={}', { evil: true }, `${tag}={}`, `${tag}:end`);
    port.send(new ArrayBuffer(9), `${tag}={"late":1}`, `${tag}:fence`);
    await expect(call).resolves.toEqual({ texts: ['{}'], files: [] });
  });

  it('knows a script that died from one that was not understood', async () => {
    const port = line();
    const channel = new PhotopeaChannel(port);
    const died = channel.call({ purpose: 'read-layer', script: 'a' });
    port.send(`${port.tags()[0]}:start`, `${port.tags()[0]}={}`, `${port.tags()[0]}:fence`);
    await expect(died).rejects.toMatchObject({
      code: 'photopea-script-died',
      details: { purpose: 'read-layer' },
    });
    const refused = channel.call({ purpose: 'read-layer', script: 'b' });
    port.send('done', `${port.tags()[1]}:fence`);
    await expect(refused).rejects.toMatchObject({ code: 'photopea-script-refused' });
  });

  it('keeps one call in flight and the order of the others', async () => {
    const port = line();
    const channel = new PhotopeaChannel(port);
    const first = channel.call({ purpose: 'read-layer', script: 'one' });
    const second = channel.call({ purpose: 'read-layer', script: 'two' });
    const third = channel.call({ purpose: 'read-layer', script: 'three' });
    expect(port.tags()).toHaveLength(1);
    port.send(...answerOf(port.tags()[0]!));
    expect(port.tags()).toHaveLength(2);
    port.send(...answerOf(port.tags()[1]!), ...answerOf(port.tags()[2] ?? ''));
    port.send(...answerOf(port.tags()[2]!, `${port.tags()[2]}=3`));
    await expect(Promise.all([first, second, third])).resolves.toMatchObject([
      {},
      {},
      { texts: ['3'] },
    ]);
  });

  it('refuses more than the limits allow', async () => {
    const port = line();
    const channel = new PhotopeaChannel(port);
    const call = channel.call({ purpose: 'read-layer', script: '', limits: { maxFileBytes: 10 } });
    port.send(...answerOf(port.tags()[0]!, new ArrayBuffer(6), new ArrayBuffer(6)));
    await expect(call).rejects.toMatchObject({ code: 'photopea-bad-answer' });
  });

  it('takes a waiting call back when it is aborted, and lets one that was sent go on', async () => {
    const port = line();
    const channel = new PhotopeaChannel(port);
    const controller = new AbortController();
    const sent = channel.call({ purpose: 'read-layer', script: 'sent', signal: controller.signal });
    const waiting = channel.call({
      purpose: 'read-layer',
      script: 'waiting',
      signal: controller.signal,
    });
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    port.send(...answerOf(port.tags()[0]!, `${port.tags()[0]}=1`));
    await expect(sent).resolves.toMatchObject({ texts: ['1'] });
    expect(port.tags()).toHaveLength(1);
    await expect(
      channel.call({ purpose: 'read-layer', script: '', signal: controller.signal }),
    ).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  it('ends everything when it is closed', async () => {
    const port = line();
    const channel = new PhotopeaChannel(port);
    const calls = [
      channel.call({ purpose: 'read-layer', script: '' }),
      channel.call({ purpose: 'read-layer', script: '' }),
    ];
    channel.close();
    for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'photopea-closed' });
    await expect(channel.call({ purpose: 'read-layer', script: '' })).rejects.toMatchObject({
      code: 'photopea-closed',
    });
    expect(port.listeners).toBe(0);
  });
});

describe('waiting for Photopea', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('calls it busy first, and frozen after long silence', async () => {
    const port = line();
    const channel = new PhotopeaChannel(port, { frozenMs: 60_000 });
    const quick = channel.call({ purpose: 'read-layer', script: 'quick', timeoutMs: 5_000 });
    const heavy = channel.call({ purpose: 'read-layer', script: 'heavy' });
    const results = Promise.allSettled([quick, heavy]);
    await jest.advanceTimersByTimeAsync(5_000);
    await expect(quick).rejects.toMatchObject({
      code: 'photopea-busy',
      details: { reason: 'no-answer' },
    });
    expect(port.tags()).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(55_000);
    await expect(heavy).rejects.toMatchObject({ code: 'photopea-not-answering' });
    await results;
  });

  it('calls it busy as long as others are answered', async () => {
    const port = line();
    const call = new PhotopeaChannel(port, { frozenMs: 60_000 }).call({
      purpose: 'read-layer',
      script: '',
      timeoutMs: 60_000,
    });
    const result = expect(call).rejects.toMatchObject({ code: 'photopea-busy' });
    await jest.advanceTimersByTimeAsync(30_000);
    port.send('done');
    await jest.advanceTimersByTimeAsync(30_000);
    await result;
  });

  it('does not take the end of the call before for a sign of life', async () => {
    const port = line();
    const channel = new PhotopeaChannel(port, { frozenMs: 60_000 });
    const first = channel.call({ purpose: 'status', script: 'first' });
    const second = channel.call({ purpose: 'insert', script: 'second' });
    const result = expect(second).rejects.toMatchObject({
      code: 'photopea-not-answering',
      message: 'Photopea does not answer (inserting the result, 60 s).',
      details: { purpose: 'insert', seconds: 60 },
    });
    port.send(...answerOf(port.tags()[0]!));
    await first;
    await jest.advanceTimersByTimeAsync(500);
    port.send('done');
    await jest.advanceTimersByTimeAsync(59_500);
    await result;
  });

  it('keeps the latest late scripts in mind, whatever became of them', async () => {
    const port = line();
    const channel = new PhotopeaChannel(port);
    const late = channel.call({ purpose: 'look', script: '' });
    const result = expect(late).rejects.toMatchObject({
      code: 'photopea-busy',
      details: { reason: 'no-answer', purpose: 'look', seconds: 5 },
    });
    await jest.advanceTimersByTimeAsync(5_000);
    await result;
    port.send(...answerOf(port.tags()[0]!));
    expect(channel.late).toEqual([{ purpose: 'look', waitedMs: 5_000 }]);
    for (let i = 0; i < 20; i++) {
      const call = channel.call({ purpose: 'status', script: '', timeoutMs: 1_000 });
      const lost = expect(call).rejects.toMatchObject({ code: 'photopea-busy' });
      await jest.advanceTimersByTimeAsync(1_000);
      await lost;
      port.send(...answerOf(port.tags().at(-1)!));
    }
    expect(channel.late).toEqual(
      Array.from({ length: 8 }, () => ({ purpose: 'status', waitedMs: 1_000 })),
    );
  });

  it('waits for the late answer of a call that was given up before it sends the next', async () => {
    const port = line();
    const channel = new PhotopeaChannel(port);
    const late = channel.call({ purpose: 'read-layer', script: 'late', timeoutMs: 1_000 });
    const result = expect(late).rejects.toMatchObject({ code: 'photopea-busy' });
    await jest.advanceTimersByTimeAsync(1_000);
    await result;
    const next = channel.call({ purpose: 'read-layer', script: 'next' });
    expect(port.tags()).toHaveLength(1);
    port.send(...answerOf(port.tags()[0]!, `${port.tags()[0]}="late"`));
    expect(port.tags()).toHaveLength(2);
    port.send(...answerOf(port.tags()[1]!, `${port.tags()[1]}="next"`));
    await expect(next).resolves.toMatchObject({ texts: ['"next"'] });
  });

  it('goes on after a call that was never answered', async () => {
    const port = line();
    const channel = new PhotopeaChannel(port, { frozenMs: 10_000 });
    const lost = channel
      .call({ purpose: 'read-layer', script: 'lost', timeoutMs: 1_000 })
      .catch(() => 'lost');
    await jest.advanceTimersByTimeAsync(1_000);
    await expect(lost).resolves.toBe('lost');
    const next = channel.call({ purpose: 'read-layer', script: 'next', timeoutMs: 30_000 });
    await jest.advanceTimersByTimeAsync(9_000);
    expect(port.tags()).toHaveLength(2);
    port.send(...answerOf(port.tags()[1]!, `${port.tags()[1]}=2`));
    await expect(next).resolves.toMatchObject({ texts: ['2'] });
  });
});
