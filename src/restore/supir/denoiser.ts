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

/** D(x, σ) under both prompts, in one batch: the unconditional half first. */
export async function denoiseHalves(
  {
    schedule,
    session,
    uncond,
    modelChannels,
  }: Omit<DenoiserInput, 'cond' | 'control' | 'guidance'>,
  x: Latent,
  { sigma, controlScale, control, cond, guided }: Evaluation,
): Promise<{ readonly uncond: Latent; readonly cond: Latent }> {
  const level = nearestLevel(schedule, sigma);
  const shrink = 1 / Math.sqrt(level.sigma * level.sigma + 1);
  const scaled = mapLatent(x, (i) => (x.data[i] ?? 0) * shrink);
  const samples = x.dims[0];
  const copies = guided ? 2 : 1;
  const batch = samples * copies;
  const time = sinusoidal(new Array<number>(batch).fill(level.index), modelChannels);
  const rows = (of: (c: Conditioning) => Tensor): Tensor => {
    const conditional = firstRows(of(cond), samples);
    return guided ? stack([repeatRow(of(uncond), samples), conditional]) : conditional;
  };
  const { eps } = await session.run({
    x: repeat(scaled, copies),
    hint: repeat(control, copies),
    time: { dims: [batch, modelChannels], data: time },
    context: rows((c) => c.crossattn),
    vector: rows((c) => c.vector),
    control_scale: { dims: [1], data: Float32Array.of(controlScale) },
  });
  if (eps === undefined) throw new TypeError('the restoration step gave no output');
  const size = x.data.length;
  const half = (offset: number): Latent =>
    mapLatent(x, (i) => (x.data[i] ?? 0) - level.sigma * (eps.data[offset + i] ?? 0));
  return { uncond: half(0), cond: half(guided ? size : 0) };
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
