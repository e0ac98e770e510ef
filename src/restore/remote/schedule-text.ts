import { createSchedule, karrasSigmas, stepTable, type Schedule } from '../../sampling/schedule';
import type { SupirSettings } from '../supir-settings';

let made: Schedule | null = null;

function schedule(): Schedule {
  return (made ??= createSchedule());
}

/** The noise levels of the samplers here: n of them, descending, and 0. */
export function sigmasOf({
  sampler,
  steps,
}: Pick<SupirSettings, 'sampler' | 'steps'>): Float32Array {
  return sampler === 'edm' ? stepTable(schedule(), steps).sigmas : karrasSigmas(schedule(), steps);
}

/** Digits that hold a float of 32 bits exactly enough to be the same one again. */
const DECIMALS = 12;

/** As the server reads them: plain decimals, since it takes an exponent for a number of its own. */
export function sigmasText(sigmas: Float32Array): string {
  return [...sigmas].map((sigma) => String(Number(sigma.toFixed(DECIMALS)))).join(', ');
}

/** How much of the way from noise to picture is done at a level, 0…1, as the server counts it. */
export function percentOf(sigma: number): number {
  const { sigmas } = schedule();
  const last = sigmas.length - 1;
  const above = sigmas.findIndex((level) => level >= sigma);
  if (above <= 0) return above === 0 ? 1 : 0;
  const [low, high] = [Math.log(sigmas[above - 1] ?? 1), Math.log(sigmas[above] ?? 1)];
  const step = above - 1 + (Math.log(sigma) - low) / (high - low);
  return 1 - step / last;
}
