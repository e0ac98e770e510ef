import { dpmppSampler } from '../../src/sampling/dpmpp';
import { edmSampler } from '../../src/sampling/edm';
import { constantScale } from '../../src/sampling/guidance';
import { mapLatent, createLatent, type Latent } from '../../src/sampling/latent';
import { seededNoise } from '../../src/sampling/noise';
import { sample, type Sampled, type SamplingState } from '../../src/sampling/sample';
import { createSchedule } from '../../src/sampling/schedule';
import type { GuidedDenoiser, Sampler } from '../../src/sampling/step';
import { tiled } from '../../src/sampling/tiled';
import { slidingWindows } from '../../src/sampling/windows';

const DIMS = [1, 4, 12, 20] as const;
const STEPS = 6;
const SEED = 11;

/** Depends on all that a step gets, in a way that no two places share. */
const denoise: GuidedDenoiser = (x, sigma, control, { window, tile, center }) =>
  Promise.resolve(
    mapLatent(x, (i) =>
      Math.sin(
        (x.data[i] ?? 0) / (1 + sigma) +
          control * (center.data[i] ?? 0) +
          0.1 * tile +
          0.01 * window.x,
      ),
    ),
  );

const common = { steps: STEPS, noiseScale: 1.003, restoreCfg: 4, control: constantScale(0.9) };
const schedule = createSchedule();

const SAMPLERS: readonly (readonly [name: string, sampler: Sampler])[] = [
  ...[0, 5].map(
    (churn) =>
      [`edm, churn ${churn}`, edmSampler(schedule, { ...common, churn }, denoise)] as const,
  ),
  ...[0, 0.4, 1].map(
    (eta) => [`dpmpp, eta ${eta}`, dpmppSampler(schedule, { ...common, eta }, denoise)] as const,
  ),
];

const CASES = SAMPLERS.flatMap(([name, sampler]) =>
  [true, false].map(
    (inTiles) => [`${name}, ${inTiles ? 'tiled' : 'whole'}`, sampler, inTiles] as const,
  ),
);

interface Options {
  readonly from?: SamplingState;
  readonly stop?: AbortSignal;
  readonly onState?: (state: SamplingState) => void;
}

function run(sampler: Sampler, inTiles: boolean, options: Options = {}): Promise<Sampled> {
  const { onState, ...input } = options;
  const noise = seededNoise(SEED);
  const center = noise.next(DIMS);
  const start = noise.next(DIMS);
  const windows = slidingWindows(DIMS[2], DIMS[3], 8, 4);
  return sample({
    ...input,
    sampler,
    step: inTiles ? tiled(sampler.step, windows) : sampler.step,
    tiled: inTiles,
    start,
    center,
    noise,
    signal: new AbortController().signal,
    onStep: (done, _total, x, denoised) => onState?.({ done, x, denoised }),
  });
}

const bitsOf = ({ data }: Latent): Uint8Array => new Uint8Array(data.slice().buffer);

describe.each(CASES)('%s', (_, sampler, inTiles) => {
  it('goes on from every step to the same bits', async () => {
    const states: SamplingState[] = [];
    const whole = await run(sampler, inTiles, {
      onState: (state) => states.push(structuredClone(state)),
    });
    expect(states.map(({ done }) => done)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(whole.latent.data.every(Number.isFinite)).toBe(true);
    for (const from of states) {
      const told: number[] = [];
      const rest = await run(sampler, inTiles, { from, onState: ({ done }) => told.push(done) });
      expect(bitsOf(rest.latent)).toEqual(bitsOf(whole.latent));
      expect(rest.done).toBe(STEPS);
      expect(told).toEqual(states.map(({ done }) => done).filter((done) => done > from.done));
    }
  });

  it('stopped at every step gives its prediction, and no step more', async () => {
    const states: SamplingState[] = [];
    await run(sampler, inTiles, { onState: (state) => states.push(state) });
    for (const at of states.slice(0, -1)) {
      const controller = new AbortController();
      const stopped = await run(sampler, inTiles, {
        stop: controller.signal,
        onState: ({ done }) => done === at.done && controller.abort(),
      });
      expect(stopped.done).toBe(at.done);
      expect(bitsOf(stopped.latent)).toEqual(bitsOf(at.denoised));
    }
  });
});

describe('a stop', () => {
  const [, sampler] = SAMPLERS[1]!;

  it('before the first step waits for one', async () => {
    expect((await run(sampler, false, { stop: AbortSignal.abort() })).done).toBe(1);
  });

  it('in the last step changes nothing', async () => {
    const whole = await run(sampler, false);
    const controller = new AbortController();
    const stopped = await run(sampler, false, {
      stop: controller.signal,
      onState: ({ done }) => done === STEPS && controller.abort(),
    });
    expect(stopped).toEqual(whole);
  });

  it('of what goes on takes no step where there is something to show', async () => {
    const from = {
      done: 3,
      x: createLatent(DIMS),
      denoised: mapLatent(createLatent(DIMS), (i) => i),
    };
    const stopped = await run(sampler, false, { from, stop: AbortSignal.abort() });
    expect(stopped).toEqual({ latent: from.denoised, done: 3 });
  });
});
