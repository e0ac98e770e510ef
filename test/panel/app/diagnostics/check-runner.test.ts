import {
  CHECK_NAMES,
  ON_DEMAND,
  ok,
  type Check,
  type Checks,
} from '../../../../panel/store/checks';
import { checksText } from '../../../../panel/store/checks-text';
import {
  createCheckRunner,
  type CheckRunner,
} from '../../../../panel/app/diagnostics/check-runner';
import type { PanelState } from '../../../../panel/store/panel-state';
import type { Store } from '../../../../panel/store/store';
import { HostError } from '../../../../src/core/errors';
import { startPanel } from '../../stories/panel';

const fine: Check = () => Promise.resolve(ok({ seen: 1 }));
/** Hears nothing, not even a cancel. */
const endless: Check = () => new Promise(() => undefined);

function checksWith(special: Partial<Checks>): Checks {
  const all = Object.fromEntries(CHECK_NAMES.map((name) => [name, fine]));
  return { ...(all as Record<(typeof CHECK_NAMES)[number], Check>), ...special };
}

async function start(
  special: Partial<Checks>,
  limitMs?: number,
): Promise<{ store: Store<PanelState>; runner: CheckRunner }> {
  const { store } = await startPanel();
  const checks = checksWith(special);
  return { store, runner: createCheckRunner({ store, checks, ...(limitMs && { limitMs }) }) };
}

const states = (store: Store<PanelState>): readonly string[] =>
  CHECK_NAMES.map((name) => store.get().diagnostics.checks[name].state);

it('all run but those that need a hand, one at a time', async () => {
  const { store, runner } = await start({});
  let most = 0;
  store.subscribe(({ diagnostics }) => {
    const running = Object.values(diagnostics.checks).filter(({ state }) => state === 'running');
    most = Math.max(most, running.length);
  });
  await runner.runAll();
  expect(most).toBe(1);
  expect(states(store)).toEqual(
    CHECK_NAMES.map((name) => (ON_DEMAND.includes(name) ? 'waiting' : 'ok')),
  );
  await runner.run('timers-hidden');
  expect(new Set(states(store))).toEqual(new Set(['ok']));
});

it('what is thrown is a failed check, in its own words, and the others go on', async () => {
  const { store, runner } = await start({
    gpu: () => Promise.reject(new TypeError('no adapter')),
    pixels: () =>
      Promise.reject(new HostError({ code: 'document-gone', message: 'gone', hint: 'h' })),
    page: () => {
      throw new Error('at once');
    },
  });
  await runner.runAll();
  const { checks } = store.get().diagnostics;
  expect(checks.gpu).toMatchObject({ state: 'failed', facts: { error: 'TypeError: no adapter' } });
  expect(checks.pixels).toMatchObject({ state: 'failed', facts: { code: 'document-gone' } });
  expect(checks.page.state).toBe('failed');
  expect(checks.timers.state).toBe('ok');
});

it('a cancel ends even a check that hears nothing, and leaves it as it was', async () => {
  const { store, runner } = await start({ gpu: endless });
  const running = runner.runAll();
  while (store.get().diagnostics.checks.gpu.state !== 'running') await Promise.resolve();
  runner.cancel();
  await running;
  expect(store.get().diagnostics.running).toBe(false);
  expect(states(store).slice(0, 4)).toEqual(['ok', 'ok', 'waiting', 'waiting']);
});

it('a check that never answers fails at its limit', async () => {
  const { store, runner } = await start({ gpu: endless }, 30);
  await runner.runAll();
  expect(store.get().diagnostics.checks.gpu.state).toBe('failed');
  expect(store.get().diagnostics.checks.timers.state).toBe('ok');
});

it('the signal is aborted once a check is over', async () => {
  const signals: AbortSignal[] = [];
  const { runner } = await start({
    gpu({ signal }) {
      signals.push(signal);
      return Promise.resolve(ok({}));
    },
  });
  await runner.run('gpu');
  expect(signals[0]?.aborted).toBe(true);
});

it('the chosen file reaches the checks; a new wish while they run is not heard', async () => {
  const seen: (string | undefined)[] = [];
  const { store, runner } = await start({
    'file-page'({ file }) {
      seen.push(file?.name);
      return Promise.resolve(ok({}));
    },
  });
  await runner.run('file-page');
  runner.chooseFile(new File(['abc'], 'big.bin'));
  await Promise.all([runner.run('file-page'), runner.run('file-page')]);
  expect(seen).toEqual([undefined, 'big.bin']);
  expect(store.get().diagnostics.file).toEqual({ name: 'big.bin', size: 3 });
});

it('the text has a line for each check with its step, and what was seen', async () => {
  const { store, runner } = await start({});
  await runner.run('bridge-16');
  const text = checksText(store.get().diagnostics.checks, { host: 'Photoshop 26.0.0' });
  const lines = text.split('\n');
  expect(lines).toContain('host: Photoshop 26.0.0');
  expect(lines.filter((line) => /^T\d/.test(line))).toHaveLength(CHECK_NAMES.length);
  expect(text).toMatch(/^T11 bridge-16: ok \(\d+ ms\) · seen: 1$/m);
  expect(text).toMatch(/^T2 gpu: waiting$/m);
});
