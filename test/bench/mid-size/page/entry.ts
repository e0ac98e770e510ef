import { wrap } from 'comlink';
import type { Manifests } from '../network';
import type { MidSizeThread, SamplerTimes, StepTimes } from './thread';

interface Job {
  readonly threads: number;
  readonly manifests: Manifests;
  /** Runs of the step, or steps of the sampler. */
  readonly times: number;
}

const assets = new URL('ort/', location.href).href;

const testPage = {
  runStep: ({ threads, manifests, times }: Job): Promise<StepTimes> =>
    inThread((thread) => thread.runStep(assets, threads, manifests, times)),
  runSampler: ({ threads, manifests, times }: Job): Promise<SamplerTimes> =>
    inThread((thread) => thread.runSampler(assets, threads, manifests, times)),
};

export type MidSizePage = typeof testPage;

Object.assign(globalThis, { testPage });

/** Each in a thread of its own: the memory of the one before is gone. */
async function inThread<T>(
  use: (thread: ReturnType<typeof wrap<MidSizeThread>>) => Promise<T>,
): Promise<T> {
  const worker = new Worker(new URL('./thread.ts', import.meta.url));
  try {
    return await use(wrap<MidSizeThread>(worker));
  } finally {
    worker.terminate();
  }
}
