import { packError, type PackedError } from '../../../src/core/errors';
import type { DeviceKind, RunEvent, SupirPart } from '../../../src/core/events';
import { createImage } from '../../../src/core/image';
import { createWorkerEngine } from '../../../src/engine/worker-engine';
import type { EngineStats } from '../../../src/engine/engine';
import { UNKNOWN_CARD } from '../../../src/restore/card-knowledge';
import type { RestoreResult, RunReport } from '../../../src/restore/request';
import { parseConfig } from '../../../src/restore/supir/config-file';
import type { ModelFile } from '../../../src/weights/model-file';
import { LOSE_DEVICE } from './lose-device';

export interface SupirJob {
  readonly device: DeviceKind;
  readonly steps: number;
  /** Name of the SUPIR file on the server. */
  readonly supir?: string;
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

const engine = createWorkerEngine(() => new Worker(new URL('./worker.ts', import.meta.url)), {
  modelUrl: 'models/realesr-general-x4v3.safetensors',
  mergesUrl: 'models/clip-merges.txt',
  runtimeUrl: 'ort/',
});

/** A blob of its own each time, or a file that says when it was changed. */
async function modelFile(name: string, picked: boolean): Promise<ModelFile> {
  const blob = await (await fetch(name)).blob();
  return { name, blob: picked ? new File([blob], name, { lastModified: 1 }) : blob };
}

async function start(
  {
    device,
    steps,
    supir = 'supir.f16.safetensors',
    picked = false,
    seed = 7,
    width = 64,
  }: SupirJob,
  signal: AbortSignal,
  onEvent: (event: RunEvent) => void,
): Promise<RestoreResult> {
  const size = { width, height: 64 };
  const source = createImage(size, 8);
  for (let i = 0; i < source.data.length; i++) {
    source.data[i] = i % 4 === 3 ? 255 : 128 + 90 * Math.sin((i >> 2) / (9 + (i % 4)));
  }
  return engine.restore(
    {
      id: 'e2e',
      restorer: {
        kind: 'supir',
        files: {
          supir: await modelFile(supir, picked),
          sdxl: await modelFile('sdxl.f16.safetensors', picked),
        },
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

/** Runs `cut` after step `step`, and waits for the job's end. */
async function cutOff(
  job: SupirJob,
  step: number,
  cut: (controller: AbortController) => void,
): Promise<SupirCutOff> {
  const controller = new AbortController();
  let since = 0;
  const error: unknown = await start(job, controller.signal, (event) => {
    if (event.type !== 'part' || event.part !== 'sample' || event.done !== step) return;
    since = performance.now();
    cut(controller);
  }).then(
    () => new Error('the job went through'),
    (reason: unknown) => reason,
  );
  const elapsedMs = performance.now() - since;
  return { error: packError(error), elapsedMs, stats: await engine.stats() };
}

const testPage = {
  async restore(job: SupirJob): Promise<SupirPageRun> {
    const parts: SupirPart[] = [];
    const { image, report } = await start(job, new AbortController().signal, (event) => {
      if (event.type === 'part' && parts.at(-1) !== event.part) parts.push(event.part);
    });
    return { report, parts, pixels: [...image.data] };
  },
  async failure(job: SupirJob): Promise<PackedError> {
    const error: unknown = await start(job, new AbortController().signal, () => undefined).then(
      () => new Error('the job went through'),
      (reason: unknown) => reason,
    );
    return packError(error);
  },
  cancel: (job: SupirJob) => cutOff(job, 2, (controller) => controller.abort()),
  loseDevice: (job: SupirJob) =>
    cutOff(job, 1, () => new BroadcastChannel(LOSE_DEVICE).postMessage(null)),
  stats: (): Promise<EngineStats> => engine.stats(),
};

export type SupirPage = typeof testPage;

Object.assign(globalThis, { testPage });
