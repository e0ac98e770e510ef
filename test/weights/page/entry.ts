import { wrap } from 'comlink';
import type { ModelFile } from '../../../src/weights/model-file';
import type { ThreadRead, WeightsThread } from './thread';

const testPage = {
  readBlob: async (url: string): Promise<ThreadRead> => {
    const blob = await (await fetch(url)).blob();
    return readAll({ kind: 'blob', name: 'picked', blob });
  },
  readHttp: ({ url, byteLength }: { url: string; byteLength: number }): Promise<ThreadRead> =>
    readAll({ kind: 'http', name: 'served', url: new URL(url, location.href).href, byteLength }),
};

export type WeightsPage = typeof testPage;

Object.assign(globalThis, { testPage });

async function readAll(file: ModelFile): Promise<ThreadRead> {
  const worker = new Worker(new URL('./thread.ts', import.meta.url));
  try {
    return await wrap<WeightsThread>(worker).readAll(file);
  } finally {
    worker.terminate();
  }
}
