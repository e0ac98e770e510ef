import type { RunEvent } from '../../../src/core/events';
import { createImage } from '../../../src/core/image';
import { createMask } from '../../../src/core/mask';
import type { Engine, EngineReport, RunOptions } from '../../../src/engine/engine';
import type { RestoreRequest, RestoreResult } from '../../../src/restore/request';

export const TILES = 4;

export const REPORT: EngineReport = {
  webgpu: null,
  webgpuReason: 'no adapter',
  wasmThreads: 2,
  crossOriginIsolated: true,
  runtime: 'scripted 1.0',
};

/** Plays a run event by event; `before` may throw or abort at any of them. */
export interface ScriptedEngine extends Engine {
  readonly requests: RestoreRequest[];
  before: (event: RunEvent) => void | Promise<void>;
}

const SCRIPT: readonly RunEvent[] = [
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

export function createScriptedEngine(): ScriptedEngine {
  const engine: ScriptedEngine = {
    requests: [],
    before: () => undefined,
    describe: () => Promise.resolve(REPORT),
    stats: () => Promise.resolve({ sessions: 0, liveTensors: 0, runningJobs: 0, waitingJobs: 0 }),
    release: () => Promise.resolve(),
    async restore(request, { signal, onEvent }: RunOptions): Promise<RestoreResult> {
      engine.requests.push(request);
      for (const event of SCRIPT) {
        await engine.before(event);
        await Promise.resolve();
        signal.throwIfAborted();
        onEvent(event);
      }
      return resultOf(request);
    },
  };
  return engine;
}

function resultOf(request: RestoreRequest): RestoreResult {
  const factor = request.mode === 'enlarge' ? request.scale : 1;
  const { x, y, width, height } = request.contextRect;
  const size = { width: width * factor, height: height * factor };
  const full = { width: width * request.scale, height: height * request.scale };
  return {
    rect: { x: x * factor, y: y * factor, ...size },
    image: createImage(size, request.source.depth),
    mask: createMask(size, 255),
    full: request.mode === 'smart-object' ? createImage(full, request.source.depth) : null,
    report: {
      restorer: 'fast',
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
      supir: null,
    },
  };
}
