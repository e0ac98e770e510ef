/**
 * SDXL's noise schedule (docs/supir.md, section 8). A sigma is a noise level in
 * the sense of x = x0 + sigma·noise.
 */
export interface Schedule {
  /** 1000 noise levels, ascending: 0.0291672 … 14.614641. */
  readonly sigmas: Float32Array;
  /** Cumulative products of the alphas: float64, 1000 values, descending. */
  readonly alphasCumprod: Float64Array;
}

const TRAIN_STEPS = 1000;
const LINEAR_START = 0.00085;
const LINEAR_END = 0.012;

/** The denominator of the linear guidance and control scales; deliberately not sigma_999. */
export const SIGMA_MAX = 14.6146;

export function createSchedule(): Schedule {
  const sigmas = new Float32Array(TRAIN_STEPS);
  const alphasCumprod = new Float64Array(TRAIN_STEPS);
  const start = Math.sqrt(LINEAR_START);
  const step = (Math.sqrt(LINEAR_END) - start) / (TRAIN_STEPS - 1);
  let product = 1;
  for (let i = 0; i < TRAIN_STEPS; i++) {
    const beta = (start + step * i) ** 2;
    product *= 1 - beta;
    alphasCumprod[i] = product;
    sigmas[i] = sigmaOf(product);
  }
  return { sigmas, alphasCumprod };
}

/** Sigma; as in the reference the root of a ratio that is rounded to float32 first. */
function sigmaOf(alphaCumprod: number): number {
  return Math.fround(Math.sqrt(Math.fround((1 - alphaCumprod) / alphaCumprod)));
}

export interface StepTable {
  /** n + 1 noise levels, descending, the last one 0. */
  readonly sigmas: Float32Array;
  /** n indices into the 1000 levels. */
  readonly timesteps: Int32Array;
}

/** The table of n steps, 1 ≤ n ≤ 1000 (docs/supir.md, section 8). */
export function stepTable(schedule: Schedule, steps: number): StepTable {
  if (!Number.isInteger(steps) || steps < 1 || steps > TRAIN_STEPS) {
    throw new RangeError(`steps ${steps}: expected a whole number from 1 to ${TRAIN_STEPS}`);
  }
  const last = TRAIN_STEPS - 1;
  const stride = -last / steps;
  const sigmas = new Float32Array(steps + 1);
  const timesteps = new Int32Array(steps);
  for (let k = 0; k < steps; k++) {
    const t = steps === TRAIN_STEPS ? last - k : Math.trunc(k * stride + last);
    timesteps[k] = t;
    sigmas[k] = sigmaOf(schedule.alphasCumprod[t] ?? NaN);
  }
  return { sigmas, timesteps };
}

const KARRAS_RHO = 7;

/** Karras' levels between the ends of the n-step table (arXiv 2206.00364, eq. 5), then 0. */
export function karrasSigmas(schedule: Schedule, steps: number): Float32Array {
  const table = stepTable(schedule, steps).sigmas;
  // Every operation rounds to float32, as in the reference: the seventh power makes it show.
  const f = Math.fround;
  const max = f((table[0] ?? NaN) ** (1 / KARRAS_RHO));
  const min = f((table[steps - 1] ?? NaN) ** (1 / KARRAS_RHO));
  const sigmas = new Float32Array(steps + 1);
  for (let k = 0; k < steps; k++) {
    const ramp = f(steps === 1 ? 0 : k / (steps - 1));
    sigmas[k] = f(max + f(ramp * f(min - max))) ** KARRAS_RHO;
  }
  return sigmas;
}

/** The level nearest to `sigma`, the first one on ties (docs/supir.md, section 8). */
export function nearestLevel(schedule: Schedule, sigma: number): { index: number; sigma: number } {
  let index = 0;
  let best = Infinity;
  schedule.sigmas.forEach((level, i) => {
    const distance = Math.fround(Math.abs(Math.fround(sigma - level)));
    if (distance < best) {
      best = distance;
      index = i;
    }
  });
  return { index, sigma: schedule.sigmas[index] ?? NaN };
}
