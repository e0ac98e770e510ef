import type { OnRunEvent } from '../../core/events';
import type { PromptNews } from '../../comfyui/prompt-news';
import type { GraphMaker } from './remote-graph';

/** Times of a run on the server, milliseconds. */
export interface ServerTimes {
  /** Between steps, one each; without the first of a prompt, before which models are loaded. */
  readonly stepsMs: readonly number[];
}

/** Makes the news of a run's prompts the progress of the whole. */
export interface RunProgress extends ServerTimes {
  /** A prompt begins, counted from 0. */
  begin(prompt: number): void;
  heard(news: PromptNews): void;
}

/**
 * The steps of all prompts are one bar. What comes before the steps is told of the first prompt, what
 * comes after them of the last: the others are in between.
 */
export function createRunProgress(
  { parts }: Pick<GraphMaker, 'parts'>,
  prompts: number,
  steps: number,
  onEvent: OnRunEvent,
): RunProgress {
  const stepsMs: number[] = [];
  let prompt = 0;
  let told = -1;
  let last: { readonly value: number; readonly at: number } | null = null;

  const sampled = (value: number): void => {
    const at = performance.now();
    if (last !== null && value > last.value) {
      const each = (at - last.at) / (value - last.value);
      for (let i = last.value; i < value; i++) stepsMs.push(each);
    }
    if (last === null || value > last.value) last = { value, at };
    const done = prompt * steps + value;
    if (done <= told) return;
    told = done;
    onEvent({ type: 'part', part: 'sample', done, total: prompts * steps });
  };

  return {
    stepsMs,
    begin(index) {
      prompt = index;
      last = null;
    },
    heard(news) {
      if (news.type !== 'node' && news.type !== 'progress') return;
      // The ids are the server's.
      const part = Object.hasOwn(parts, news.node) ? parts[news.node] : undefined;
      if (part === undefined) return;
      if (part === 'sample') {
        if (news.type === 'node') sampled(0);
        else sampled(Math.min(steps, stepsDone(news.value, news.max, steps)));
        return;
      }
      const isShown = part === 'decode' ? prompt === prompts - 1 : prompt === 0;
      if (isShown && news.type === 'node') onEvent({ type: 'part', part, done: 0, total: 1 });
    },
  };
}

/** A maximum that is not ours counts something else: one more, or parts of steps. */
function stepsDone(value: number, max: number, steps: number): number {
  return max === steps + 1 ? Math.floor(value) : Math.floor((value / max) * steps + 1e-6);
}
