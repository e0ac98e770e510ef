import { packError, type PackedError } from '../../../src/core/errors';
import type { DeviceKind, RunEvent, SupirPart } from '../../../src/core/events';
import { createImage } from '../../../src/core/image';
import { createWorkerEngine } from '../../../src/engine/worker-engine';
import type { Engine, EngineStats } from '../../../src/engine/engine';
import { UNKNOWN_CARD } from '../../../src/restore/card-knowledge';
import type { RestoreResult, RunReport } from '../../../src/restore/request';
import { parseConfig } from '../../../src/restore/supir/config-file';
import type { ModelFile } from '../../../src/weights/model-file';
import { LOSE_DEVICE } from './lose-device';

export interface SupirJob {
  readonly device: DeviceKind;
  readonly steps: number;
  /** Names of the files on the server. */
  readonly supir?: string;
  readonly sdxl?: string;
  readonly lora?: { readonly name: string; readonly strength: number };
  /** The files as a person picks them: the same ones in each job. */
  readonly picked?: boolean;
  readonly seed?: number;
  readonly width?: number;
}

export interface SupirPageRun {
  readonly report: RunReport;
  readonly parts: readonly SupirPart[];
  readonly pixels: readonly number[];
}

export interface SupirCutOff {
  readonly error: PackedError;
  readonly elapsedMs: number;
  readonly stats: EngineStats;
}

const FILES = {
  modelUrl: 'models/realesr-general-x4v3.safetensors',
  mergesUrl: 'models/clip-merges.txt',
  runtimeUrl: 'ort/',
};

const engine = createWorkerEngine(() => new Worker(new URL('./worker.ts', import.meta.url)), FILES);

/** On an adapter that has no more than WebGPU promises. */
const leastEngine = createWorkerEngine(
  () => new Worker(new URL('./least-worker.ts', import.meta.url)),
  FILES,
);

const input = document.createElement('input');
input.type = 'file';
document.body.append(input);

/**
 * The file that was put into the page's input, if that is its name; else a blob of its own each
 * time, or a file that says when it was changed.
 */
async function modelFile(name: string, picked: boolean): Promise<ModelFile> {
  const chosen = [...(input.files ?? [])].find((file) => file.name === name);
  if (chosen !== undefined) return { name, blob: chosen };
  const blob = await (await fetch(name)).blob();
  return { name, blob: picked ? new File([blob], name, { lastModified: 1 }) : blob };
}

async function start(
  {
    device,
    steps,
    supir = 'supir.f16.safetensors',
    sdxl = 'sdxl.f16.safetensors',
    lora,
    picked = false,
    seed = 7,
    width = 64,
  }: SupirJob,
  signal: AbortSignal,
  onEvent: (event: RunEvent) => void,
  on = engine,
): Promise<RestoreResult> {
  const size = { width, height: 64 };
  const source = createImage(size, 8);
  for (let i = 0; i < source.data.length; i++) {
    source.data[i] = i % 4 === 3 ? 255 : 128 + 90 * Math.sin((i >> 2) / (9 + (i % 4)));
  }
  return on.restore(
    {
      id: 'e2e',
      restorer: {
        kind: 'supir',
        files: {
          supir: await modelFile(supir, picked),
          sdxl: await modelFile(sdxl, picked),
        },
        ...(lora && {
          lora: { file: await modelFile(lora.name, picked), strength: lora.strength },
        }),
        config: parseConfig(await (await fetch('config.json')).text()),
        prompt: 'a stone wall',
        qualityPrompt: '',
        negativePrompt: 'blurry',
        settings: {
          sampler: 'edm',
          steps,
          cfgStart: 4,
          cfgEnd: 2,
          controlStart: 1,
          controlEnd: 1,
          restoreCfg: -1,
          churn: 5,
          noiseScale: 1.003,
          eta: 1,
          colorFix: 'wavelet',
          seed,
        },
        samplerTiles: 'auto',
        vaeTiles: 'auto',
        weights: 'f32',
        promptBatch: 'auto',
        minSize: 64,
      },
      device,
      memory: UNKNOWN_CARD,
      scale: 1,
      mode: 'in-place',
      maskEdge: { grow: 0, feather: 0 },
      canvas: size,
      contextRect: { x: 0, y: 0, ...size },
      source,
      selection: null,
    },
    { signal, onEvent },
  );
}

/** When a job is cut off: as the weights of a part arrive, or when so much of it is done. */
export type Moment =
  { readonly loading: SupirPart } | { readonly part: SupirPart; readonly done: number };

function isAt(moment: Moment, event: RunEvent): boolean {
  if ('loading' in moment) return event.type === 'load' && event.what === moment.loading;
  return event.type === 'part' && event.part === moment.part && event.done === moment.done;
}

/** Runs `cut` once, at that moment, and waits for the job's end. */
async function cutOff(
  job: SupirJob,
  moment: Moment,
  cut: (controller: AbortController) => void,
): Promise<SupirCutOff> {
  const controller = new AbortController();
  let since = 0;
  const error: unknown = await start(job, controller.signal, (event) => {
    if (since > 0 || !isAt(moment, event)) return;
    since = performance.now();
    cut(controller);
  }).then(
    () => new Error('the job went through'),
    (reason: unknown) => reason,
  );
  const elapsedMs = performance.now() - since;
  return { error: packError(error), elapsedMs, stats: await engine.stats() };
}

async function restoreOn(on: Engine, job: SupirJob): Promise<SupirPageRun> {
  const parts: SupirPart[] = [];
  const { image, report } = await start(
    job,
    new AbortController().signal,
    (event) => {
      if (event.type === 'part' && parts.at(-1) !== event.part) parts.push(event.part);
    },
    on,
  );
  return { report, parts, pixels: [...image.data] };
}

const testPage = {
  restore: (job: SupirJob) => restoreOn(engine, job),
  restoreOnLeast: (job: SupirJob) => restoreOn(leastEngine, job),
  async failure(job: SupirJob): Promise<PackedError> {
    const error: unknown = await start(job, new AbortController().signal, () => undefined).then(
      () => new Error('the job went through'),
      (reason: unknown) => reason,
    );
    return packError(error);
  },
  cancel: (job: SupirJob) =>
    cutOff(job, { part: 'sample', done: 2 }, (controller) => controller.abort()),
  loseDevice: ({ job, moment }: { readonly job: SupirJob; readonly moment: Moment }) =>
    cutOff(job, moment, () => new BroadcastChannel(LOSE_DEVICE).postMessage(null)),
  /** Has the test change its file at that moment; what the job then throws. */
  async changeFile({
    job,
    moment,
  }: {
    readonly job: SupirJob;
    readonly moment: Moment;
  }): Promise<PackedError> {
    const { changeFile } = globalThis as unknown as { changeFile: () => Promise<void> };
    const changes: Promise<void>[] = [];
    const error: unknown = await start(job, new AbortController().signal, (event) => {
      if (isAt(moment, event) && changes.length === 0) changes.push(changeFile());
    }).then(
      () => new Error('the job went through'),
      (reason: unknown) => reason,
    );
    await Promise.all(changes);
    return packError(error);
  },
  stats: (): Promise<EngineStats> => engine.stats(),
};

export type SupirPage = typeof testPage;

Object.assign(globalThis, { testPage });
