import { countPrompts, type PromptCounts } from '../../../../panel/store/prompt-counts';
import { watchPrompts } from '../../../../panel/runs/prompts/watch-prompts';
import type { Prompts } from '../../../../panel/store/preset';
import { changeSettings, setSetting } from '../../../../panel/store/actions';
import type { PanelState } from '../../../../panel/store/panel-state';
import type { Store } from '../../../../panel/store/store';
import { ModelError } from '../../../../src/core/errors';
import { createMeasure } from '../../../../src/restore/prompts/measure';
import { readMerges } from '../../../../scripts/parity/merges';
import { startPanel } from '../../stories/panel';

const measure = createMeasure(readMerges());

interface Counting {
  readonly store: Store<PanelState>;
  readonly asked: string[];
  /** Ends the count that is under way. */
  answer(error?: Error): Promise<void>;
  readonly stop: () => void;
}

async function startCounting(): Promise<Counting> {
  const { store } = await startPanel();
  const asked: string[] = [];
  let settle: (error?: Error) => void = () => undefined;
  const stop = watchPrompts(store, (prompts: Prompts) => {
    asked.push(prompts.prompt);
    return new Promise<PromptCounts>((resolve, reject) => {
      settle = (error) =>
        error === undefined ? resolve(countPrompts(prompts, measure)) : reject(error);
    });
  });
  return {
    store,
    asked,
    stop,
    async answer(error) {
      settle(error);
      await jest.advanceTimersByTimeAsync(0);
    },
  };
}

const type = ({ store }: Counting, prompt: string): void =>
  store.update(setSetting('prompt', prompt));

function tokens({ store }: Counting): number | string {
  const { promptsRead } = store.get();
  return promptsRead.state === 'counted' ? promptsRead.counts.positive.tokens : promptsRead.state;
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('nothing is counted before SUPIR is the engine, then the prompts are at once', async () => {
  const counting = await startCounting();
  type(counting, 'a cup');
  await jest.advanceTimersByTimeAsync(10_000);
  expect(counting.asked).toEqual([]);
  counting.store.update(changeSettings({ restorer: 'supir', qualityPrompt: '' }));
  await jest.advanceTimersByTimeAsync(0);
  expect(counting.asked).toEqual(['a cup']);
  expect(tokens(counting)).toBe('uncounted');
  await counting.answer();
  expect(tokens(counting)).toBe(2);
});

describe('while SUPIR is the engine', () => {
  let counting: Counting;
  beforeEach(async () => {
    counting = await startCounting();
    counting.store.update(changeSettings({ restorer: 'supir', qualityPrompt: '' }));
    await jest.advanceTimersByTimeAsync(0);
    await counting.answer();
    counting.asked.length = 0;
  });

  test('a pause in typing is waited for', async () => {
    for (const text of ['a', 'a ', 'a c', 'a cu', 'a cup']) {
      type(counting, text);
      await jest.advanceTimersByTimeAsync(100);
    }
    expect(counting.asked).toEqual([]);
    await jest.advanceTimersByTimeAsync(200);
    expect(counting.asked).toEqual(['a cup']);
    await counting.answer();
    expect(tokens(counting)).toBe(2);
  });

  test('of all that changes during a count only the newest is counted next', async () => {
    for (const text of ['a', 'a cup', 'a cup of', 'a cup of tea']) {
      type(counting, text);
      await jest.advanceTimersByTimeAsync(500);
    }
    expect(counting.asked).toEqual(['a']);
    await counting.answer();
    expect(counting.asked).toEqual(['a', 'a cup of tea']);
    await counting.answer();
    expect(tokens(counting)).toBe(4);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(counting.asked).toHaveLength(2);
  });

  test('other settings are no reason to count', async () => {
    counting.store.update(changeSettings({ steps: 8, scale: 4, fidelity: 1 }));
    await jest.advanceTimersByTimeAsync(10_000);
    expect(counting.asked).toEqual([]);
  });

  test('an error is told, and the next change counts again', async () => {
    type(counting, 'a');
    await jest.advanceTimersByTimeAsync(500);
    await counting.answer(new ModelError({ code: 'clip-merges-invalid', message: '', hint: '' }));
    expect(counting.store.get().promptsRead).toMatchObject({
      state: 'failed',
      error: { code: 'clip-merges-invalid' },
    });
    type(counting, 'a cup');
    await jest.advanceTimersByTimeAsync(500);
    await counting.answer();
    expect(tokens(counting)).toBe(2);
  });

  test('once stopped it counts no more', async () => {
    type(counting, 'a');
    counting.stop();
    type(counting, 'a cup');
    await jest.advanceTimersByTimeAsync(10_000);
    expect(counting.asked).toEqual([]);
  });
});
