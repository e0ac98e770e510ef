import { expose } from 'comlink';
import { FULL_PRECISION } from '../../../../src/networks/policy';
import { createRuntime } from '../../../../src/onnx/runtime';
import { sessionSource } from '../../../../src/onnx/serialise';
import type { Runtime, Session, Tensor } from '../../../../src/onnx/session';
import { PRESETS } from '../../../../src/restore/supir/presets';
import { sampleLatent } from '../../../../src/restore/supir/sample-latent';
import { seededNoise } from '../../../../src/sampling/noise';
import { LATENT_SIDE, MID_SIZE, midSizeFiles, midSizeStep, stepInputs } from '../network';
import type { Manifests } from '../network';

export interface StepTimes {
  /** Each run of the step, seconds. */
  readonly seconds: readonly number[];
  readonly output: readonly number[];
}

export interface SamplerTimes {
  readonly steps: number;
  /** Between the first step and the last one, seconds. */
  readonly seconds: number;
  /** Of it inside of the session. */
  readonly sessionSeconds: number;
}

const api = {
  async runStep(
    assets: string,
    threads: number,
    manifests: Manifests,
    times: number,
  ): Promise<StepTimes> {
    const runtime = await createRuntime('wasm', { assets, threads });
    const graph = midSizeStep(midSizeFiles(manifests));
    const session = await runtime.createSession(sessionSource(graph));
    const inputs = stepInputs(graph);
    const seconds: number[] = [];
    let output: readonly number[] = [];
    for (let i = 0; i < times; i++) {
      const from = performance.now();
      const { eps } = await session.run(inputs);
      seconds.push((performance.now() - from) / 1e3);
      output = [...(eps?.data ?? [])];
    }
    await runtime.dispose();
    return { seconds, output };
  },

  /** The product's sampler around the same network. */
  async runSampler(
    assets: string,
    threads: number,
    manifests: Manifests,
    steps: number,
  ): Promise<SamplerTimes> {
    const inside = { ms: 0 };
    const plain = await createRuntime('wasm', { assets, threads });
    const noise = seededNoise(1);
    const latent = () => noise.next([1, 4, LATENT_SIDE, LATENT_SIDE]);
    const { contextLength, unet } = MID_SIZE.step;
    const condition = {
      crossattn: zeros([1, contextLength, unet.contextDim]),
      vector: zeros([1, unet.admInChannels]),
    };
    const marks: number[] = [];
    const runtime = timed(plain, inside, () => marks.push(performance.now()));
    await sampleLatent({
      ...midSizeFiles(manifests),
      runtime,
      config: MID_SIZE,
      settings: { ...PRESETS.quality.full, steps, seed: 1, samplerTiles: null },
      policy: FULL_PRECISION,
      cond: () => condition,
      uncond: condition,
      control: latent(),
      center: latent(),
      start: latent(),
      noise,
      signal: new AbortController().signal,
      onStep: () => marks.push(performance.now()),
    });
    await plain.dispose();
    const seconds = ((marks.at(-1) ?? 0) - (marks[0] ?? 0)) / 1e3;
    return { steps, seconds, sessionSeconds: inside.ms / 1e3 };
  },
};

export type MidSizeThread = typeof api;

expose(api);

function zeros(dims: readonly number[]): Tensor {
  return { dims, data: new Float32Array(dims.reduce((product, size) => product * size, 1)) };
}

/** Sums the time inside of runs; `onCreated` when a session is ready. */
function timed(runtime: Runtime, inside: { ms: number }, onCreated: () => void): Runtime {
  return {
    ...runtime,
    async createSession(source) {
      const session = await runtime.createSession(source);
      onCreated();
      return timedSession(session, inside);
    },
  };
}

function timedSession(session: Session, inside: { ms: number }): Session {
  return {
    device: session.device,
    async run(inputs) {
      const from = performance.now();
      const outputs = await session.run(inputs);
      inside.ms += performance.now() - from;
      return outputs;
    },
    dispose: () => session.dispose(),
  };
}
