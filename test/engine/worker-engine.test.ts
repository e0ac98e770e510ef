import { once } from 'node:events';
import {
  MessageChannel as NodeMessageChannel,
  type MessagePort as NodePort,
} from 'node:worker_threads';
import { DeviceError } from '../../src/core/errors';
import type { RunEvent } from '../../src/core/events';
import { createImage } from '../../src/core/image';
import { createWorkerEngine } from '../../src/engine/worker-engine';
import type { Engine } from '../../src/engine/engine';
import { createEngineWorkerApi } from '../../src/engine/worker-api';
import type { FastSettings, RestoreRequest, RestoreResult } from '../../src/restore/request';
import { serve } from '../../src/rpc/serve';
import { requestFor } from '../restore/pictures';
import { codeOf } from '../support/code-of';
import { scriptedPlatform, type PlatformScript } from './scripted-platform';

/**
 * The worker's code on the other end of a channel, in the same thread: messages are cloned and
 * buffers transferred as with a real one. `terminate` cuts the channel.
 */
interface StandInWorker extends EventTarget {
  readonly terminated: boolean;
  crash(): void;
}

const CONFIG = {
  modelUrl: 'http://localhost/model',
  mergesUrl: 'http://localhost/merges',
  runtimeUrl: 'http://localhost/ort/',
};
const IDLE = { liveTensors: 0, runningJobs: 0, waitingJobs: 0 };

interface Stage {
  readonly engine: Engine;
  readonly workers: readonly StandInWorker[];
}

const channels: NodePort[] = [];
afterEach(() => {
  channels.splice(0).forEach((port) => port.close());
});

function stage(
  script: (worker: number) => PlatformScript = () => ({}),
  cancelGraceMs?: number,
): Stage {
  const workers: StandInWorker[] = [];
  const makeWorker = (): Worker => {
    const { port1, port2 } = new NodeMessageChannel();
    channels.push(port1, port2);
    const index = workers.length;
    serve(
      createEngineWorkerApi(() => scriptedPlatform(script(index))),
      port2,
    );
    const worker = standIn(port1, port2);
    workers.push(worker);
    return worker as unknown as Worker;
  };
  return { engine: createWorkerEngine(makeWorker, CONFIG, cancelGraceMs), workers };
}

function standIn(port: NodePort, far: NodePort): StandInWorker {
  const worker = new PortWorker(port, far);
  port.on('message', (data: unknown) => {
    if (!worker.terminated) worker.dispatchEvent(Object.assign(new Event('message'), { data }));
  });
  return worker;
}

class PortWorker extends EventTarget implements StandInWorker {
  terminated = false;

  constructor(
    private readonly port: NodePort,
    private readonly far: NodePort,
  ) {
    super();
  }

  postMessage(message: unknown, transfer?: Transferable[]): void {
    if (!this.terminated) this.port.postMessage(message, transfer as never);
  }

  terminate(): void {
    this.terminated = true;
    this.far.close();
  }

  crash(): void {
    this.terminate();
    this.dispatchEvent(Object.assign(new Event('error'), { message: 'out of everything' }));
  }
}

function restore(
  engine: Engine,
  signal: AbortSignal = new AbortController().signal,
  events: RunEvent[] = [],
  change: Partial<RestoreRequest<FastSettings>> = {},
): Promise<RestoreResult> {
  const source = createImage({ width: 40, height: 30 }, 8);
  source.data.fill(255);
  return engine.restore(requestFor(source, change), {
    signal,
    onEvent: (event) => events.push(event),
  });
}

test('no worker before it is needed, one for all jobs', async () => {
  const { engine, workers } = stage();
  expect(await engine.stats()).toEqual({ sessions: 0, ...IDLE });
  expect(workers).toHaveLength(0);
  await restore(engine);
  await restore(engine);
  expect(workers).toHaveLength(1);
  expect(await engine.stats()).toEqual({ sessions: 1, ...IDLE });
  expect(await engine.describe()).toMatchObject({ runtime: 'scripted' });
});

test('result and events come across, all events before the result', async () => {
  const { engine } = stage();
  const events: RunEvent[] = [];
  const { image, mask, report } = await restore(engine, undefined, events);
  expect(image).toMatchObject({ width: 80, height: 60, depth: 8 });
  expect(image.data).toBeInstanceOf(Uint8ClampedArray);
  expect(mask.data).toHaveLength(80 * 60);
  expect(report.device).toBe('wasm');
  expect(events.map((event) => (event.type === 'stage' ? event.stage : event.type))).toEqual([
    ...['plan', 'device', 'load', 'load', 'load', 'restore', 'tile', 'preview', 'finish'],
  ]);
});

test('the request stays with its owner', async () => {
  const { engine } = stage();
  const source = createImage({ width: 20, height: 20 }, 16);
  source.data.fill(65535);
  const selection = { width: 20, height: 20, data: new Uint8Array(400).fill(255) };
  const change = { source, selection, canvas: source, contextRect: { x: 0, y: 0, ...source } };
  const { image } = await restore(engine, undefined, [], change);
  expect(image.data).toBeInstanceOf(Uint16Array);
  expect(source.data).toHaveLength(1600);
  expect(selection.data).toHaveLength(400);
});

test('errors keep class and code', async () => {
  const { engine } = stage();
  const error: unknown = await restore(engine, undefined, [], { device: 'webgpu' }).catch(
    (e: unknown) => e,
  );
  expect(error).toMatchObject({ name: 'DeviceError', code: 'no-webgpu' });
});

test('a cancel ends the job in the worker, which stays', async () => {
  const controller = new AbortController();
  const reason = new DOMException('enough', 'AbortError');
  const script = (): PlatformScript => ({
    runtime: () => ({
      onRun: async () => {
        const [, worker] = channels;
        const heard = once(worker!, 'message');
        controller.abort(reason);
        await heard;
      },
    }),
  });
  // Time enough on a busy machine as well.
  const { engine, workers } = stage(script, 60_000);
  await expect(restore(engine, controller.signal)).rejects.toBe(reason);
  expect(workers[0]!.terminated).toBe(false);
  expect(await engine.stats()).toEqual({ sessions: 1, ...IDLE });
});

test('a worker that does not react to a cancel is ended, and the waiting job gets another', async () => {
  const controller = new AbortController();
  const reason = new DOMException('enough', 'AbortError');
  const { engine, workers } = stage((worker) => ({
    runtime: () => ({
      onRun() {
        if (worker > 0) return undefined;
        controller.abort(reason);
        return new Promise<never>(() => undefined);
      },
    }),
  }));
  const first = restore(engine, controller.signal);
  const second = restore(engine);
  await expect(first).rejects.toBe(reason);
  expect((await second).report.tiles).toBe(1);
  expect(workers.map((worker) => worker.terminated)).toEqual([true, false]);
});

test('a worker that crashes ends the job with its own error, and the next job works', async () => {
  const crash: { now?: () => void } = {};
  const { engine, workers } = stage((worker) => ({
    runtime: () => ({
      onRun() {
        if (worker > 0) return undefined;
        crash.now?.();
        return new Promise<never>(() => undefined);
      },
    }),
  }));
  crash.now = () => workers[0]!.crash();
  expect(await codeOf(restore(engine))).toBe('worker-lost');
  expect(await engine.stats()).toEqual({ sessions: 0, ...IDLE });
  expect(await codeOf(restore(engine))).toBeNull();
  expect(workers).toHaveLength(2);
});

test.each(['out-of-memory', 'device-lost'])(
  'after %s the next job has a new worker',
  async (code) => {
    const { engine, workers } = stage((worker) => ({
      runtime: () => ({
        onRun() {
          if (worker > 0) return;
          throw new DeviceError({ code, message: '', hint: '' });
        },
      }),
    }));
    expect(await codeOf(restore(engine))).toBe(code);
    expect(await codeOf(restore(engine))).toBeNull();
    expect(workers.map((worker) => worker.terminated)).toEqual([true, false]);
  },
);

test('a worker that cannot start fails the job; the next tries again', async () => {
  const { engine, workers } = stage();
  const broken = createWorkerEngine(() => {
    throw new Error('blocked');
  }, CONFIG);
  await expect(restore(broken)).rejects.toThrow('blocked');
  await restore(engine);
  expect(workers).toHaveLength(1);
});

test('release ends the worker', async () => {
  const { engine, workers } = stage();
  await restore(engine);
  await engine.release();
  expect(workers[0]!.terminated).toBe(true);
  expect(await engine.stats()).toEqual({ sessions: 0, ...IDLE });
  await restore(engine);
  expect(workers).toHaveLength(2);
});
