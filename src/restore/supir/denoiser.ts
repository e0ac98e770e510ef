import type { Session, Tensor } from '../../onnx/session';
import { guide, isUnguided, scaleAt, type LinearScale } from '../../sampling/guidance';
import { cropLatent, mapLatent, type Latent } from '../../sampling/latent';
import { nearestLevel, type Schedule } from '../../sampling/schedule';
import { sinusoidal } from '../../sampling/sinusoidal';
import type { GuidedDenoiser } from '../../sampling/step';
import type { Conditioning } from './conditioning';

export interface DenoiserInput {
  readonly schedule: Schedule;
  /** The restoration step for this batch and window (`restorationStepGraph`). */
  readonly session: Session;
  /** Condition of a tile: one row for each sample, or for each sample of the tile. */
  readonly cond: (tile: number) => Conditioning;
  /** Condition without the prompt: one row, for all samples. */
  readonly uncond: Conditioning;
  /** z_lq of the whole picture, scaled. */
  readonly control: Latent;
  readonly guidance: LinearScale;
  /** Whether the session's batch holds both prompts (left out), or one of them at a time. */
  readonly promptsTogether?: boolean;
  /** Width of the timestep's embedding. */
  readonly modelChannels: number;
  readonly signal: AbortSignal;
}

/** Whether a batch holds the unconditional half as well. */
export function needsGuidance(guidance: LinearScale): boolean {
  return !isUnguided(guidance);
}

/** The guided prediction (docs/supir.md, sections 8 and 9). */
export function guidedDenoiser(input: DenoiserInput): GuidedDenoiser {
  const guided = needsGuidance(input.guidance);
  return async (x, sigma, controlScale, { window, tile }) => {
    input.signal.throwIfAborted();
    const control = cropLatent(input.control, window);
    const cond = input.cond(tile);
    const halves = await denoiseHalves(input, x, { sigma, controlScale, control, cond, guided });
    if (!guided) return halves.cond;
    return guide(halves.uncond, halves.cond, scaleAt(input.guidance, sigma));
  };
}

/** One evaluation of the network: its place and its conditions. */
export interface Evaluation {
  readonly sigma: number;
  readonly controlScale: number;
  /** z_lq of the window. */
  readonly control: Latent;
  readonly cond: Conditioning;
  /** Whether guidance is on; without it both halves are the conditional one. */
  readonly guided: boolean;
}

/** D(x, σ) under both prompts: in one batch, or one after the other. */
export async function denoiseHalves(
  input: Omit<DenoiserInput, 'cond' | 'control' | 'guidance'>,
  x: Latent,
  { sigma, controlScale, control, cond, guided }: Evaluation,
): Promise<{ readonly uncond: Latent; readonly cond: Latent }> {
  const { schedule, session, uncond, modelChannels, promptsTogether = true } = input;
  const level = nearestLevel(schedule, sigma);
  const shrink = 1 / Math.sqrt(level.sigma * level.sigma + 1);
  const scaled = mapLatent(x, (i) => (x.data[i] ?? 0) * shrink);
  const samples = x.dims[0];
  const denoise = async (...conditions: readonly Conditioning[]): Promise<readonly Latent[]> => {
    const copies = conditions.length;
    const batch = samples * copies;
    const { eps } = await session.run({
      x: repeat(scaled, copies),
      hint: repeat(control, copies),
      time: {
        dims: [batch, modelChannels],
        data: sinusoidal(new Array<number>(batch).fill(level.index), modelChannels),
      },
      context: stack(conditions.map(({ crossattn }) => crossattn)),
      vector: stack(conditions.map(({ vector }) => vector)),
      control_scale: { dims: [1], data: Float32Array.of(controlScale) },
    });
    if (eps === undefined) throw new TypeError('the restoration step gave no output');
    const size = x.data.length;
    return conditions.map((_, copy) =>
      mapLatent(x, (i) => (x.data[i] ?? 0) - level.sigma * (eps.data[copy * size + i] ?? 0)),
    );
  };
  const asked = mapCondition(cond, (tensor) => firstRows(tensor, samples));
  if (!guided) {
    const [only] = (await denoise(asked)) as [Latent];
    return { uncond: only, cond: only };
  }
  const unasked = mapCondition(uncond, (tensor) => repeatRow(tensor, samples));
  const halves = promptsTogether
    ? await denoise(unasked, asked)
    : [...(await denoise(unasked)), ...(await denoise(asked))];
  const [without, within] = halves as [Latent, Latent];
  return { uncond: without, cond: within };
}

function mapCondition(
  { crossattn, vector }: Conditioning,
  map: (tensor: Tensor) => Tensor,
): Conditioning {
  return { crossattn: map(crossattn), vector: map(vector) };
}

function repeat({ dims, data }: Latent, copies: number): Tensor {
  return stack(Array.from({ length: copies }, () => ({ dims, data })));
}

function repeatRow(tensor: Tensor, copies: number): Tensor {
  const row = firstRows(tensor, 1);
  return stack(Array.from({ length: copies }, () => row));
}

function firstRows({ dims, data }: Tensor, rows: number): Tensor {
  const [all = 1, ...rest] = dims;
  if (rows > all) throw new RangeError(`${rows} rows asked of ${all}`);
  return { dims: [rows, ...rest], data: data.subarray(0, (data.length / all) * rows) };
}

/** Joins tensors on the first axis. */
function stack(tensors: readonly Tensor[]): Tensor {
  const [, ...rest] = tensors[0]?.dims ?? [];
  const rows = tensors.reduce((sum, tensor) => sum + (tensor.dims[0] ?? 0), 0);
  const data = new Float32Array(tensors.reduce((sum, tensor) => sum + tensor.data.length, 0));
  let offset = 0;
  for (const tensor of tensors) {
    data.set(tensor.data, offset);
    offset += tensor.data.length;
  }
  return { dims: [rows, ...rest], data };
}
