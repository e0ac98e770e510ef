import { rectOfSize } from '../../../src/core/geometry';
import type { Scale } from '../../../src/core/document';
import { createWorkerEngine } from '../../../src/engine/worker-engine';
import type { Engine } from '../../../src/engine/engine';
import { SRVGG_MODEL } from '../../../src/networks/srvgg/srvgg';
import { UNKNOWN_CARD } from '../../../src/restore/card-knowledge';
import type { RestoreResult, RunReport } from '../../../src/restore/request';
import { fetchPixels, textOf, type Enlarged, type PictureFile } from './pixels';

/** The share of the restored picture that the panel starts with. */
const DEFAULT_STRENGTH = 0.7;

let engine: Engine | null = null;

/** The product's engine in its worker, on the processor. `threads`: null as many as there are. */
export function startEngine(threads: number | null): void {
  engine = createWorkerEngine(
    () => new Worker(new URL('../../../src/engine/engine.worker.ts', import.meta.url)),
    {
      modelUrl: SRVGG_MODEL.file,
      mergesUrl: 'clip-merges.txt',
      runtimeUrl: 'ort/',
      ...(threads === null ? {} : { threads }),
    },
  );
}

export interface RestoreJob extends PictureFile {
  readonly scale: Scale;
}

export async function enlarge(job: RestoreJob): Promise<Enlarged> {
  const { result, ms } = await restore(job);
  const { image } = result;
  if (image.depth !== 8) throw new Error('8 bit expected');
  const { width, height } = image;
  return { ms, width, height, pixels: textOf(image.data), channels: 4 };
}

export interface Measured {
  readonly ms: number;
  readonly report: RunReport;
  /** Pixels and masks of source and result, bytes. */
  readonly imageBytes: number;
}

export async function measure(job: RestoreJob): Promise<Measured> {
  const { result, ms } = await restore(job);
  const { image, mask, report } = result;
  const sourceBytes = job.width * job.height * 4;
  const imageBytes = sourceBytes + image.data.byteLength + mask.data.byteLength;
  return { ms, report, imageBytes };
}

async function restore(job: RestoreJob): Promise<{ result: RestoreResult; ms: number }> {
  if (engine === null) throw new Error('not started');
  const size = { width: job.width, height: job.height };
  const data = await fetchPixels(job);
  const from = performance.now();
  const result = await engine.restore(
    {
      id: 'bench',
      restorer: { kind: 'fast', strength: DEFAULT_STRENGTH, faithful: false },
      device: 'wasm',
      memory: UNKNOWN_CARD,
      scale: job.scale,
      mode: 'enlarge',
      maskEdge: { grow: 0, feather: 0 },
      canvas: size,
      contextRect: rectOfSize(size),
      source: { ...size, depth: 8, data },
      selection: null,
    },
    { signal: new AbortController().signal, onEvent: () => undefined },
  );
  return { result, ms: performance.now() - from };
}
