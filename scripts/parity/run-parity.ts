import { PanelError } from '../../src/core/errors';
import type { WeightPolicy } from '../../src/networks/policy';
import type { Runtime } from '../../src/onnx/session';
import type { Row } from './compare';
import type { StageRunner } from './context';
import { limitFor, STAGES, type Precision } from './limits';
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
  readonly precision: Precision;
  /** CLIP's merges, for the tokenizer's texts. */
  readonly merges: readonly string[];
  /** Stages to run; all when left out. */
  readonly stages?: readonly string[];
  /** Whether a set without one of them fails. */
  readonly required: boolean;
  /** Of the samplers and whole restorations only this run, such as `edm.a` or `e2e.b`. */
  readonly run?: string;
  readonly signal: AbortSignal;
  readonly onStage: (stage: string, rows: readonly Row[]) => void;
}

/** Compares every tensor of every stage file of a set. */
export async function runParity(job: ParityJob): Promise<readonly Row[]> {
  const set = await openSet(job.read, job.precision.weights);
  const all: Row[] = [];
  for (const stage of job.stages ?? STAGES) {
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
  if (stage === 'tokenizer') {
    const json = await job.read('tokenizer.json');
    return json === null ? [absent(job, stage)] : runTokenizer(json, job.merges);
  }
  const runner = RUNNERS[stage];
  if (runner === undefined) throw new RangeError(`there is no stage ${stage}`);
  const bytes = await job.read(`${stage}.safetensors`);
  if (bytes === null) return [absent(job, stage)];
  const file = openStage(stage, bytes, limitFor(stage, job.precision));
  try {
    await runner({
      set,
      file,
      runtime: job.runtime,
      policy: policyOf(job.precision),
      precision: job.precision,
      includesRun: (name) => job.run === undefined || name === job.run,
      signal: job.signal,
    });
  } catch (error) {
    const note = explain(error);
    return [...file.rows(), { stage, tensor: '(run)', error: null, limit: 0, ok: false, note }];
  }
  const { run } = job;
  return file.rows().filter(({ tensor }) => run === undefined || tensor.startsWith(`${run}.`));
}

function policyOf({ weights, activations }: Precision): WeightPolicy {
  return {
    floats: activations === 'mixed' ? 'mixed' : 'full',
    linear: weights === 'q8' || weights === 'q4' ? weights : 'float',
  };
}

function absent({ required }: ParityJob, stage: string): Row {
  return { stage, tensor: '(file)', error: null, limit: 0, ok: !required, note: 'not in this set' };
}

/** Stage files of a set that nothing here compares. */
export function unknownStages(files: readonly string[]): readonly Row[] {
  return files
    .filter((file) => file.endsWith('.safetensors'))
    .map((file) => file.replace(/\.safetensors$/, ''))
    .filter((stage) => !STAGES.includes(stage))
    .map((stage) => ({
      stage,
      tensor: '(file)',
      error: null,
      limit: 0,
      ok: false,
      note: 'an unknown stage',
    }));
}

function explain(error: unknown): string {
  if (error instanceof PanelError) return `${error.code} ${JSON.stringify(error.details)}`;
  return error instanceof Error ? error.message : String(error);
}
