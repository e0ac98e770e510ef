import type { RunEvent, RunNotice, SupirPart } from '../../../src/core/events';
import { createImage, type Image8 } from '../../../src/core/image';
import { rect, rectOfSize, translate } from '../../../src/core/geometry';
import { createMask } from '../../../src/core/mask';
import type { Engine, EngineReport } from '../../../src/engine/engine';
import { isOpaque } from '../../../src/pixels/alpha';
import type { StepsDone } from '../../../src/restore/steps-done';
import type {
  RestoreRequest,
  RestoreResult,
  RestorerSettings,
  RunOptions,
  SupirReport,
  SupirRestorer,
} from '../../../src/restore/request';

export const TILES = 4;

export const REPORT: EngineReport = {
  webgpu: null,
  webgpuReason: 'no adapter',
  wasmThreads: 2,
  hostMemoryBytes: null,
  crossOriginIsolated: true,
  runtime: 'scripted 1.0',
  gpuFailure: null,
};

/** Plays a run event by event; `before` may throw or abort at any of them. */
export interface ScriptedEngine extends Engine {
  readonly requests: RestoreRequest[];
  before: (event: RunEvent) => void | Promise<void>;
  report: EngineReport;
  /** Comes before the device is told. */
  notice: RunNotice | null;
}

const FAST_SCRIPT: readonly RunEvent[] = [
  { type: 'stage', stage: 'plan' },
  { type: 'device', device: 'wasm', label: '2 threads' },
  { type: 'stage', stage: 'load' },
  { type: 'load', what: 'model', doneBytes: 10, totalBytes: 10 },
  { type: 'stage', stage: 'restore' },
  ...Array.from({ length: TILES + 1 }, (_, done): RunEvent => ({
    type: 'tile',
    done,
    total: TILES,
  })),
  { type: 'stage', stage: 'finish' },
];

export const STEPS = 4;

const PARTS: readonly (readonly [part: SupirPart, total: number])[] = [
  ['text', 2],
  ['denoise-encode', 1],
  ['stage1-decode', 1],
  ['stage1-encode', 1],
  ['sample', STEPS],
  ['decode', 1],
];

const SUPIR_SCRIPT: readonly RunEvent[] = [
  { type: 'stage', stage: 'plan' },
  { type: 'device', device: 'webgpu', label: 'scripted GPU' },
  { type: 'stage', stage: 'load' },
  { type: 'stage', stage: 'restore' },
  ...PARTS.flatMap(([part, total]): RunEvent[] => [
    { type: 'part', part, done: 0, total },
    { type: 'load', what: part, doneBytes: 5e8, totalBytes: 1e9 },
    { type: 'load', what: part, doneBytes: 1e9, totalBytes: 1e9 },
    ...Array.from({ length: total }, (_, i): RunEvent => ({
      type: 'part',
      part,
      done: i + 1,
      total,
    })),
  ]),
  { type: 'preview', image: createImage({ width: 2, height: 2 }, 8) as Image8 },
  { type: 'stage', stage: 'finish' },
];

export function createScriptedEngine(): ScriptedEngine {
  const engine: ScriptedEngine = {
    requests: [],
    before: () => undefined,
    report: REPORT,
    notice: null,
    describe: () => Promise.resolve(engine.report),
    forecast: () => Promise.reject(new Error('no forecast was scripted')),
    stats: () => Promise.resolve({ sessions: 0, liveTensors: 0, runningJobs: 0, waitingJobs: 0 }),
    release: () => Promise.resolve(),
    async restore(request, options: RunOptions): Promise<RestoreResult> {
      const { signal, onEvent, stop, onStepsDone } = options;
      engine.requests.push(request);
      const script = request.restorer.kind === 'supir' ? SUPIR_SCRIPT : FAST_SCRIPT;
      let stoppedAfter: number | null = null;
      for (const event of script) {
        await engine.before(event);
        await Promise.resolve();
        signal.throwIfAborted();
        if (event.type === 'device' && engine.notice !== null) {
          onEvent({ type: 'notice', notice: engine.notice });
        }
        if (event.type !== 'part' || event.part !== 'sample' || request.restorer.kind === 'fast') {
          onEvent(event);
          continue;
        }
        const from = request.restorer.from?.done ?? 0;
        if (event.done < from || stoppedAfter !== null) continue;
        onEvent(event);
        if (event.done > from) onStepsDone?.(stepsDoneAt(event.done, request.restorer));
        if (stop?.aborted === true && event.done > 0 && event.done < STEPS) {
          stoppedAfter = event.done;
        }
      }
      return resultOf(request, stoppedAfter);
    },
  };
  return engine;
}

/** A latent of one cell, which says how many steps are done. */
function stepsDoneAt(done: number, { settings }: SupirRestorer): StepsDone {
  const latent = { dims: [1, 1, 1, 1] as const, data: Float32Array.of(done) };
  return {
    done,
    steps: settings.steps,
    x: latent,
    denoised: latent,
    planned: {
      working: { width: 64, height: 64 },
      weights: 'q8',
      floats: 'full',
      samplerTiles: null,
      vaeTiling: null,
      promptsTogether: true,
    },
  };
}

function resultOf(request: RestoreRequest, stoppedAfter: number | null): RestoreResult {
  const factor = request.mode === 'enlarge' ? request.scale : 1;
  const { tryAt, contextRect } = request;
  // A try gives back a small square around its point.
  const region =
    tryAt === undefined
      ? rectOfSize(contextRect)
      : rect(Math.floor(tryAt.x) - 2, Math.floor(tryAt.y) - 2, 4, 4);
  const { x, y, width, height } = translate(region, contextRect.x, contextRect.y);
  const size = { width: width * factor, height: height * factor };
  const content = { width: width * request.scale, height: height * request.scale };
  return {
    rect: { x: x * factor, y: y * factor, ...size },
    region,
    shown: region,
    image: createImage(size, request.source.depth),
    mask: createMask(size, 255),
    opaque: isOpaque(request.source),
    content: request.mode === 'smart-object' ? createImage(content, request.source.depth) : null,
    report: {
      restorer: request.restorer.kind,
      model: 'scripted',
      precision: 'fp32',
      device: 'wasm',
      deviceLabel: '2 threads',
      scale: request.scale,
      mode: request.mode,
      tiles: TILES,
      tileSize: { width: 32, height: 32 },
      contextSize: { width, height },
      timingsMs: {},
      networkMs: 4,
      peakBytes: 1,
      notices: [],
      supir: supirReport(request.restorer, stoppedAfter),
    },
  };
}

function supirReport(restorer: RestorerSettings, stoppedAfter: number | null): SupirReport | null {
  if (restorer.kind === 'fast') return null;
  const { sampler, steps, seed } = restorer.settings;
  return {
    weights: 'q8',
    workingSize: { width: 1024, height: 1024 },
    sampler,
    steps,
    ...(stoppedAfter !== null && { stoppedAfter }),
    seed,
    vaeTiles: { encoder: 512, decoder: 512 },
    weightBytes: 4.6e9,
    readBytes: 7.7e9,
    readMs: 4000,
    skipped: [],
    shape: 'scripted',
    evaluationMs: 2000,
    teraflopEach: 20.28,
    aroundMs: 9000,
    aroundTeraflop: 38,
    failedAtBytes: null,
  };
}
