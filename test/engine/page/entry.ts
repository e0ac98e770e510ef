import { packError, type PackedError } from '../../../src/core/errors';
import type { DeviceKind, RunEvent, RunStage } from '../../../src/core/events';
import type { Scale } from '../../../src/core/document';
import { createImage } from '../../../src/core/image';
import { createWorkerEngine } from '../../../src/engine/worker-engine';
import type { Engine, EngineReport, EngineStats } from '../../../src/engine/engine';
import { UNKNOWN_CARD } from '../../../src/restore/card-knowledge';
import type { RestoreResult, RunReport } from '../../../src/restore/request';
import { longestBlock } from '../../support/browser/longest-block';
import { later } from '../../support/wait';

/** Put there by the test: ends the browser's graphics process. */
declare function crashGpu(): Promise<void>;

export interface PageJob {
  readonly device: DeviceKind | 'auto';
  readonly width: number;
  readonly height: number;
  readonly scale: Scale;
}

export interface PageRun {
  readonly report: RunReport;
  readonly events: readonly string[];
  readonly pixels: readonly number[];
}

/** What happened to a job that was cut off, and what came after it. */
export interface CutOff {
  readonly error: PackedError;
  /** From the cut to the job's end. */
  readonly elapsedMs: number;
  readonly stats: EngineStats;
}

const FILES = {
  modelUrl: 'models/realesr-general-x4v3.safetensors',
  mergesUrl: 'models/clip-merges.txt',
  runtimeUrl: 'ort/',
};

const workers: Worker[] = [];
const patientWorkers: Worker[] = [];

function startWorker(list: Worker[]): Worker {
  const worker = new Worker(new URL('../../../src/engine/engine.worker.ts', import.meta.url));
  list.push(worker);
  return worker;
}

/** Kept for the whole page, as the panel does. */
const engine: Engine = createWorkerEngine(() => startWorker(workers), FILES);

const PATIENCE_MS = 120_000;

/** Waits for a cancelled worker, so that it is there to be asked what is left. */
const patient: Engine = createWorkerEngine(() => startWorker(patientWorkers), FILES, PATIENCE_MS);

const withoutDevice: Engine = createWorkerEngine(
  () => new Worker(new URL('./worker-without-device.ts', import.meta.url)),
  FILES,
);

function start(
  { device, width, height, scale }: PageJob,
  signal: AbortSignal,
  onEvent: (event: RunEvent) => void,
  on = engine,
): Promise<RestoreResult> {
  const source = createImage({ width, height }, 8);
  for (let i = 0; i < source.data.length; i++) {
    const x = (i >> 2) % width;
    source.data[i] = i % 4 === 3 ? 255 : 128 + 100 * Math.sin(x * (0.3 + (i % 4) / 7) + i / 3000);
  }
  return on.restore(
    {
      id: 'e2e',
      restorer: { kind: 'fast', strength: 0.7, faithful: false },
      device,
      memory: UNKNOWN_CARD,
      scale,
      mode: 'enlarge',
      maskEdge: { grow: 0, feather: 0 },
      canvas: { width, height },
      contextRect: { x: 0, y: 0, width, height },
      source,
      selection: null,
    },
    { signal, onEvent },
  );
}

/** Runs `cut` when the tiles begin, or another stage does, and waits for the job's end. */
async function cutOff(
  job: PageJob,
  cut: (controller: AbortController) => void,
  afterMs: number,
  { on = engine, at = 'restore' }: { readonly on?: Engine; readonly at?: RunStage } = {},
): Promise<CutOff> {
  const controller = new AbortController();
  let since = 0;
  const onEvent = (event: RunEvent): void => {
    if (event.type !== 'stage' || event.stage !== at) return;
    later(afterMs, () => {
      since = performance.now();
      cut(controller);
    });
  };
  const running = start(job, controller.signal, onEvent, on);
  const error: unknown = await running.then(
    () => new Error('the job went through'),
    (reason: unknown) => reason,
  );
  const elapsedMs = performance.now() - since;
  const stats = await on.stats();
  return { error: packError(error), elapsedMs, stats };
}

const testPage = {
  describe: (): Promise<EngineReport> => engine.describe(),
  stats: (): Promise<EngineStats> => engine.stats(),
  async restore(job: PageJob): Promise<PageRun> {
    const events: string[] = [];
    const { image, report } = await start(job, new AbortController().signal, (event) =>
      events.push(event.type === 'stage' ? event.stage : event.type),
    );
    return { report, events, pixels: [...image.data] };
  },
  /** Where the adapter gives no device. */
  async restoreWithoutDevice(
    job: PageJob,
  ): Promise<{ before: EngineReport; report: RunReport; after: EngineReport }> {
    const before = await withoutDevice.describe();
    const { signal } = new AbortController();
    const { report } = await start(job, signal, () => undefined, withoutDevice);
    return { before, report, after: await withoutDevice.describe() };
  },
  cancel: (job: PageJob): Promise<CutOff> => cutOff(job, (controller) => controller.abort(), 100),
  /** Cuts while the worker loads, and so hears of it, and waits until it ends the job by itself. */
  async cancelAndWait(job: PageJob): Promise<CutOff & { readonly workers: number }> {
    const cut = await cutOff(job, (controller) => controller.abort(), 0, {
      on: patient,
      at: 'plan',
    });
    await start(job, new AbortController().signal, () => undefined, patient);
    const workers = patientWorkers.splice(0).length;
    await patient.release();
    return { ...cut, workers };
  },
  kill: (job: PageJob): Promise<CutOff> => cutOff(job, () => workers.at(-1)?.terminate(), 100),
  loseDevice: (job: PageJob): Promise<CutOff> => cutOff(job, () => void crashGpu(), 100),
  /** The longest that the page's own thread was blocked during a job, milliseconds. */
  longestBlock: (job: PageJob): Promise<number> =>
    longestBlock(() => start(job, new AbortController().signal, () => undefined)),
};

export type EnginePage = typeof testPage;

Object.assign(globalThis, { testPage });
