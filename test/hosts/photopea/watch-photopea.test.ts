import { watchPhotopea, type Visibility } from '../../../src/hosts/photopea/watch-photopea';

interface Stage {
  state: string;
  shown: string | null;
  hidden: boolean;
  busy: boolean;
  fails: boolean;
  looks: number;
  changes: number;
  show(): void;
  stop(): void;
  listening: number;
}

function stageOf(): Stage {
  const listeners = new Set<() => void>();
  const visibility: Visibility = {
    get hidden() {
      return stage.hidden;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const stage: Stage = {
    state: 'a',
    shown: null,
    hidden: false,
    busy: false,
    fails: false,
    looks: 0,
    changes: 0,
    show: () => listeners.forEach((listener) => listener()),
    stop: () => undefined,
    get listening() {
      return listeners.size;
    },
  };
  const stop = watchPhotopea({
    visibility,
    look: () => {
      stage.looks++;
      return stage.fails ? Promise.reject(new Error('busy')) : Promise.resolve(stage.state);
    },
    shown: () => stage.shown,
    busy: () => stage.busy,
    onChange: () => stage.changes++,
    fastMs: 100,
    slowMs: 1000,
  });
  return Object.assign(stage, { stop });
}

describe('watching the editor', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());
  const wait = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);

  it('tells of changes and of nothing else', async () => {
    const stage = stageOf();
    await wait(500);
    expect(stage.changes).toBe(0);
    stage.state = 'b';
    await wait(1000);
    expect(stage.changes).toBe(1);
    await wait(5000);
    expect(stage.changes).toBe(1);
    stage.stop();
  });

  it('tells of a change that came before the first look', async () => {
    const stage = stageOf();
    stage.shown = 'a';
    stage.state = 'b';
    await wait(5000);
    expect(stage.changes).toBe(1);
    stage.stop();
  });

  it('tells when what the listener saw in between is taken back', async () => {
    const stage = stageOf();
    await wait(500);
    stage.shown = 'b';
    await wait(2000);
    expect(stage.changes).toBe(1);
    stage.shown = 'a';
    await wait(2000);
    expect(stage.changes).toBe(1);
    stage.stop();
  });

  it('looks less and less often, and often again after a change', async () => {
    const stage = stageOf();
    await wait(20_000);
    let before = stage.looks;
    await wait(10_000);
    expect(stage.looks - before).toBe(10);
    stage.state = 'b';
    while (stage.changes === 0) await wait(10);
    before = stage.looks;
    await wait(500);
    expect(stage.looks - before).toBe(3);
    stage.stop();
  });

  it('stops while the page is hidden', async () => {
    const stage = stageOf();
    stage.hidden = true;
    stage.show();
    await wait(10_000);
    expect(stage.looks).toBe(0);
    stage.hidden = false;
    stage.state = 'b';
    stage.show();
    await wait(100);
    expect(stage.looks).toBe(1);
    stage.stop();
  });

  it('waits while there is work to do', async () => {
    const stage = stageOf();
    stage.busy = true;
    await wait(5000);
    expect(stage.looks).toBe(0);
    stage.busy = false;
    await wait(100);
    expect(stage.looks).toBe(1);
    stage.stop();
  });

  it('goes on, slowly, when a look fails', async () => {
    const stage = stageOf();
    stage.fails = true;
    await wait(5100);
    expect(stage.looks).toBe(6);
    stage.stop();
  });

  it('ends', async () => {
    const stage = stageOf();
    stage.stop();
    await wait(10_000);
    expect([stage.looks, stage.listening, jest.getTimerCount()]).toEqual([0, 0, 0]);
  });
});
