import { unreachable } from '../../../src/comfyui/errors';
import type { Network } from '../../../src/comfyui/network';
import { restoreRemote } from '../../../src/restore/remote/restore-remote';
import { testConnection } from '../../../src/restore/remote/test-connection';
import type { ComfyUI } from '../../emulators/comfyui/comfyui';
import { html, json } from '../../emulators/comfyui/http/answer';
import {
  accessTo,
  emulated,
  LOCAL_PAGE,
  NETWORK,
  QUICK,
  stopServers,
} from '../../comfyui/emulated';
import { codeOf } from '../../support/code-of';
import { nextTask, until } from '../../support/wait';
import { remoteRequest } from './remote-request';
import { SOURCE, start } from './remote-run';

afterEach(stopServers);

const NOTHING = { running: null, pending: [], history: [] };
const OFTEN = 1000;

describe('a cancel', () => {
  /** A run that stands still in the middle, and is called off once `before` has happened. */
  async function calledOff(before: (comfy: ComfyUI) => void, options = {}) {
    const comfy = await emulated();
    const held = comfy.points.hold({ at: 'tick', value: 2 });
    const started = start(comfy, remoteRequest(SOURCE), options);
    await held.reached;
    before(comfy);
    started.cancel.abort();
    await expect(started.result).rejects.toThrow('abort');
    return { ...started, comfy, held };
  }

  test('is heard by a server that is silent for a moment', async () => {
    const { comfy, held, stops } = await calledOff(({ faults }) =>
      faults.add({ path: /^\/history\// }, { cut: 'before' }, 3),
    );
    await until(() => comfy.asked.some(({ url }) => url.endsWith('/cancel')));
    held.release();
    expect(await stops[0]).toBe(true);
    expect(comfy.queue()).toEqual(NOTHING);
  });

  test('is told again where the telling got lost', async () => {
    const { comfy, held, stops } = await calledOff(({ faults }) =>
      faults.add({ path: /\/cancel$/ }, { answer: html('bad gateway', 502) }),
    );
    await until(() => comfy.asked.filter(({ url }) => url.endsWith('/cancel')).length > 1);
    held.release();
    expect(await stops[0]).toBe(true);
    expect(comfy.queue()).toEqual(NOTHING);
  });

  test('takes the older way where a server, or what stands before it, lacks the newer', async () => {
    const { comfy, held, stops } = await calledOff(({ faults }) =>
      faults.add({ path: /\/cancel$/ }, { answer: html('no such path', 404) }, OFTEN),
    );
    await until(() => comfy.asked.some(({ url }) => url.endsWith('/interrupt')));
    held.release();
    expect(await stops[0]).toBe(true);
    expect(comfy.queue()).toEqual(NOTHING);
  });

  test('goes on when the clock is set forward', async () => {
    const now = jest.spyOn(Date, 'now');
    try {
      const { comfy, held, stops } = await calledOff(() => undefined);
      await until(() => comfy.asked.some(({ url }) => url.endsWith('/cancel')));
      now.mockImplementation(() => 8.64e15);
      held.release();
      expect(await stops[0]).toBe(true);
    } finally {
      now.mockRestore();
    }
  });

  test('that fails there fails nobody here', async () => {
    const failed: unknown[] = [];
    const note = (reason: unknown): void => void failed.push(reason);
    process.on('unhandledRejection', note);
    try {
      const { comfy, held } = await calledOff(
        ({ faults }) => faults.add({ path: /^\/history\// }, { answer: json('nonsense') }, OFTEN),
        { onStopping: undefined },
      );
      const asked = comfy.asked.length;
      await until(() => comfy.asked.length > asked);
      held.release();
      await until(() => comfy.queue().running === null);
      await nextTask();
      expect(failed).toEqual([]);
    } finally {
      process.off('unhandledRejection', note);
    }
  });
});

describe('nothing of a run stays on the server', () => {
  test('that took its graph in part: the rest is called off', async () => {
    const comfy = await emulated();
    const held = comfy.points.hold({ at: 'tick', value: 1 });
    const errors = [{ type: 'value_bigger_than_max', message: 'too big', details: '' }];
    comfy.faults.add(
      { path: '/prompt', method: 'POST' },
      {
        change: (body) => {
          const told = JSON.parse(new TextDecoder().decode(body)) as object;
          const node_errors = { 17: { class_type: 'PreviewImage', errors } };
          return new TextEncoder().encode(JSON.stringify({ ...told, node_errors }));
        },
      },
    );
    const { result } = start(comfy);
    expect(await codeOf(result)).toBe('comfy-value-refused');
    await held.reached;
    await until(() => comfy.asked.some(({ url }) => url.endsWith('/cancel')));
    held.release();
    await until(() => JSON.stringify(comfy.queue()) === JSON.stringify(NOTHING));
  });

  test('that has lost the picture though it was not started anew', async () => {
    const comfy = await emulated();
    comfy.faults.add({ path: '/view' }, { answer: json(null, 404) }, OFTEN);
    expect(await codeOf(start(comfy).result)).toBe('comfy-result-missing');
    expect(comfy.queue()).toEqual(NOTHING);
  });

  test('that sends more than a picture', async () => {
    const comfy = await emulated();
    comfy.faults.add({ path: '/view' }, { endless: 2 ** 40 }, OFTEN);
    expect(await codeOf(start(comfy).result)).toBe('comfy-answer-too-large');
    expect(comfy.queue()).toEqual(NOTHING);
  });
});

describe('failures that a page may not read', () => {
  /** As a browser has it: an answer without the header that opens it to pages is none. */
  const page: Network = {
    ...NETWORK,
    async send(request, signal) {
      const answer = await NETWORK.send(request, signal);
      if (answer.status < 500) return answer;
      throw unreachable(new URL(request.url).origin, new TypeError('Failed to fetch'));
    },
  };
  const { signal } = new AbortController();

  async function failingUploads() {
    const comfy = await emulated();
    comfy.faults.add({ path: '/upload/image' }, { answer: html('500', 500) }, OFTEN);
    return { comfy, access: { ...accessTo(comfy), network: page } };
  }

  test('are no silence of the server in a run, which gives up soon', async () => {
    const { comfy, access } = await failingUploads();
    const options = { signal, onEvent: () => undefined, pace: QUICK };
    const result = restoreRemote(remoteRequest(SOURCE), access, options);
    expect(await codeOf(result)).toBe('comfy-answer-hidden');
    expect(comfy.asked.filter(({ url }) => url.endsWith('/upload/image'))).toHaveLength(3);
  });

  test('nor do they mean in a test that it refuses the page', async () => {
    const { access } = await failingUploads();
    const outcome = await testConnection(access, LOCAL_PAGE, signal, QUICK);
    expect(outcome).toMatchObject({ outcome: 'failed', error: { code: 'comfy-answer-hidden' } });
  });

  test('nor is a server without an endpoint that is not needed', async () => {
    const comfy = await emulated();
    comfy.faults.add({ path: '/features' }, { answer: html('404', 404) }, OFTEN);
    expect((await start(comfy).result).report.tiles).toBe(1);
  });
});
