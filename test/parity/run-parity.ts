import type { Runtime } from '../../src/onnx/session';
import type { Row } from './compare';
import type { StageRunner } from './context';
import { limitFor, STAGES, type Weights } from './limits';
import { openSet, type ReadFile } from './parity-set';
import { openStage } from './stage-file';
import { runDenoiser } from './stages/denoiser';
import { runE2e } from './stages/e2e';
import { runEmbeddings } from './stages/embeddings';
import { runColorFix, runResize } from './stages/pictures';
import { runDpmpp, runEdm, runTiledSamplers } from './stages/samplers';
import { runSchedule } from './stages/schedule';
import { runText } from './stages/text';
import { runTokenizer } from './stages/tokenizer';
import { runUNet } from './stages/unet';
import { runVae } from './stages/vae';
import { runVaeTiled } from './stages/vae-tiled';

const RUNNERS: Readonly<Record<string, StageRunner>> = {
  schedule: runSchedule,
  embeddings: runEmbeddings,
  text: runText,
  vae: runVae,
  vae_tiled: runVaeTiled,
  unet: runUNet,
  denoiser: runDenoiser,
  edm: runEdm,
  dpmpp: runDpmpp,
  tiled: runTiledSamplers,
  colorfix: runColorFix,
  resize: runResize,
  e2e: runE2e,
};

export interface ParityJob {
  readonly read: ReadFile;
  readonly runtime: Runtime;
  readonly weights: Weights;
  /** CLIP's merges, for the tokenizer's texts. */
  readonly merges: readonly string[];
  /** Stages to run; all when left out. */
  readonly only?: readonly string[];
  readonly signal: AbortSignal;
  readonly onStage: (stage: string, rows: readonly Row[]) => void;
}

/** Compares every tensor of every stage file of a set. */
export async function runParity(job: ParityJob): Promise<readonly Row[]> {
  const set = await openSet(job.read, job.weights);
  const all: Row[] = [];
  for (const stage of job.only ?? STAGES) {
    job.signal.throwIfAborted();
    const rows = await stageRows(job, set, stage);
    all.push(...rows);
    job.onStage(stage, rows);
  }
  return all;
}

async function stageRows(
  job: ParityJob,
  set: Awaited<ReturnType<typeof openSet>>,
  stage: string,
): Promise<readonly Row[]> {
  if (stage === 'tokenizer') return runTokenizer(job.read, job.merges);
  const runner = RUNNERS[stage];
  if (runner === undefined) throw new RangeError(`there is no stage ${stage}`);
  const bytes = await job.read(`${stage}.safetensors`);
  if (bytes === null) return [missing(stage)];
  const file = openStage(stage, bytes, limitFor(stage, job.weights));
  const linear = job.weights === 'q8' || job.weights === 'q4' ? job.weights : 'float';
  try {
    await runner({
      set,
      file,
      runtime: job.runtime,
      policy: { activations: 'F32', linear },
      weights: job.weights,
      signal: job.signal,
    });
  } catch (error) {
    const note = error instanceof Error ? error.message : String(error);
    return [...file.rows(), { stage, tensor: '(run)', error: null, limit: 0, ok: false, note }];
  }
  return file.rows();
}

function missing(stage: string): Row {
  return { stage, tensor: '(file)', error: null, limit: 0, ok: false, note: 'no such file' };
}
