import { unreachable } from '../../src/comfyui/errors';
import { readFrame } from '../../src/comfyui/frames';
import { readMessage } from '../../src/comfyui/messages';
import { createWatch, PACE, type Heard } from '../../src/comfyui/prompt-watch';
import type { PromptNews } from '../../src/comfyui/prompt-news';
import type { SocketState } from '../../src/comfyui/server-socket';
import { codeOf } from '../support/code-of';

function watched() {
  const news: PromptNews[] = [];
  const socket: { state: SocketState } = { state: 'open' };
  const watch = createWatch({ id: 'ours', socket, pace: PACE, onNews: (one) => news.push(one) });
  const say = (type: string, data: object): void =>
    watch.hear({ kind: 'message', message: readMessage(JSON.stringify({ type, data })) });
  return { news, socket, watch, say };
}

const preview = (...head: readonly number[]): Heard => {
  const bytes = new Uint8Array(head.length * 4 + 3);
  head.forEach((word, i) => new DataView(bytes.buffer).setUint32(i * 4, word));
  return { kind: 'frame', frame: readFrame(bytes) };
};

test('messages and frames of other runs are nobody’s news', () => {
  const { news, watch, say } = watched();
  say('execution_start', { prompt_id: 'theirs' });
  say('executing', { prompt_id: 'theirs', node: '12' });
  say('progress', { prompt_id: 'theirs', node: '12', value: 1, max: 2 });
  say('execution_error', { prompt_id: 'theirs', exception_message: 'x' });
  // A frame without an id, while ours still waits, is of a run that no client asked for.
  watch.hear(preview(1, 1));
  expect(news).toEqual([]);
});

test('a preview may come before any node does', () => {
  const { news, watch, say } = watched();
  say('execution_start', { prompt_id: 'ours' });
  watch.hear(preview(1, 1));
  expect(news.map(({ type }) => type)).toEqual(['started', 'preview']);
});

test('progress is told by either message, with the maximum of the moment', () => {
  const { news, say } = watched();
  const nodes = (value: number, max: number) => ({
    prompt_id: 'ours',
    nodes: { 12: { value, max, state: 'running' }, 6: { value: 1, max: 1, state: 'finished' } },
  });
  say('progress_state', nodes(1, 8));
  say('executing', { prompt_id: 'ours', node: '12' });
  say('progress', { prompt_id: 'ours', node: '12', value: 20, max: 16 });
  say('progress', { prompt_id: 'ours', node: '12', value: 0, max: 0 });
  expect(news).toEqual([
    { type: 'started' },
    { type: 'node', node: '12' },
    { type: 'progress', node: '12', value: 1, max: 8 },
    { type: 'progress', node: '12', value: 16, max: 16 },
  ]);
});

test('silence makes it ask, a word of ours puts that off, and a word without an id asks at once', () => {
  const { watch, say } = watched();
  expect(watch.lookAt).toBeLessThanOrEqual(performance.now());
  watch.learn({ state: 'running' });
  expect(watch.lookAt).toBeGreaterThan(performance.now() + PACE.silenceMs / 2);
  say('executing', { node: '12' });
  expect(watch.lookAt).toBeLessThanOrEqual(performance.now());
});

test('without a socket it asks each second, and says so', () => {
  const { news, socket, watch } = watched();
  socket.state = 'none';
  watch.hear({ kind: 'state', state: 'none' });
  watch.learn({ state: 'running' });
  expect(watch.lookAt).toBeLessThanOrEqual(performance.now() + PACE.pollMs);
  expect(news[0]).toEqual({ type: 'connection', state: 'polling' });
});

test('a prompt that was done and is not written down yet is not lost', () => {
  const { watch, say } = watched();
  say('execution_success', { prompt_id: 'ours' });
  for (let i = 0; i < 5; i++) expect(watch.learn({ state: 'unknown' })).toBeNull();
  expect(watch.learn({ state: 'done', outputs: {} })).toMatchObject({ end: 'done' });
});

test('unknown once is a look between two moments, twice is the end', () => {
  const { watch } = watched();
  expect(watch.learn({ state: 'unknown' })).toBeNull();
  watch.learn({ state: 'running' });
  expect(watch.learn({ state: 'unknown' })).toBeNull();
  expect(codeOf(() => watch.learn({ state: 'unknown' }))).toBe('comfy-run-removed');
});

test('silence counts while the computer is awake: a night of sleep is no reason to give up', () => {
  let at = 0;
  const clock = jest.spyOn(performance, 'now').mockImplementation(() => at);
  try {
    const { watch } = watched();
    const error = unreachable('http://a', null);
    const silentFor = (ms: number) => {
      at += ms;
      return watch.learn({ state: 'unreachable', error });
    };
    silentFor(0);
    expect(silentFor(8 * 3600_000)).toBeNull();
    expect(silentFor(1000)).toBeNull();
    watch.learn({ state: 'running' });
    silentFor(0);
    for (let minute = 0; minute < 5; minute++) silentFor(59_000);
    expect(codeOf(() => silentFor(10_000))).toBe('comfy-unreachable');
  } finally {
    clock.mockRestore();
  }
});
