import { wrap } from 'comlink';
import type { DeviceKind } from '../../../src/core/events';
import type { DeviceProbe } from '../../../src/onnx/probe';
import type { LossPoint, LossRun, StartResult, ThreadApi, TileJob, TileRun } from './thread';

/** A job as JSON: the weights go by their address. */
export interface PageJob extends Omit<TileJob, 'assets' | 'file'> {
  readonly model: string;
}

const assets = new URL('ort/', location.href).href;

const testPage = {
  probe: (): Promise<DeviceProbe> => inThread((thread) => thread.probe()),
  start: (device: DeviceKind): Promise<StartResult> =>
    inThread((thread) => thread.start(device, assets)),
  startWithoutFiles: (device: DeviceKind): Promise<StartResult> =>
    inThread((thread) => thread.start(device, new URL('nowhere/', location.href).href)),
  runTile: async (job: PageJob): Promise<TileRun> => {
    const full = await withFile(job);
    return inThread((thread) => thread.runTile(full));
  },
  loseDevice: async (loss: { job: PageJob; when: LossPoint }): Promise<LossRun> => {
    const full = await withFile(loss.job);
    return inThread((thread) => thread.loseDevice(full, loss.when));
  },
};

export type RuntimePage = typeof testPage;

Object.assign(globalThis, { testPage });

/** Each call has a thread of its own, as a fresh start of the panel would. */
async function inThread<T>(
  use: (thread: ReturnType<typeof wrap<ThreadApi>>) => Promise<T>,
): Promise<T> {
  const worker = new Worker(new URL('./thread.ts', import.meta.url));
  try {
    return await use(wrap<ThreadApi>(worker));
  } finally {
    worker.terminate();
  }
}

async function withFile({ model, ...job }: PageJob): Promise<TileJob> {
  const response = await fetch(model);
  return { ...job, assets, file: new Uint8Array(await response.arrayBuffer()) };
}
