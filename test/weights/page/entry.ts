import { wrap } from 'comlink';
import { inspectModelFile } from '../../../src/model-files/inspect';
import type { ModelFile } from '../../../src/weights/model-file';
import type { ThreadRead, WeightsThread } from './thread';

const testPage = {
  /** Every tensor, read in a worker. */
  async read(url: string): Promise<ThreadRead> {
    const worker = new Worker(new URL('./thread.ts', import.meta.url));
    try {
      return await wrap<WeightsThread>(worker).readAll(await picked(url));
    } finally {
      worker.terminate();
    }
  },

  /** What a file is, told on the page itself. */
  async inspect(url: string): Promise<string> {
    const { role } = await inspectModelFile(await picked(url), new AbortController().signal);
    return role;
  },
};

export type WeightsPage = typeof testPage;

Object.assign(globalThis, { testPage });

async function picked(url: string): Promise<ModelFile> {
  return { name: 'picked', blob: await (await fetch(url)).blob() };
}
