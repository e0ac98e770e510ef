import { wrap } from 'comlink';
import { inspectModelFile } from '../../../src/model-files/inspect';
import { packError, type PackedError } from '../../../src/core/errors';
import type { ModelFile } from '../../../src/weights/model-file';
import type { ThreadRead, WeightsThread } from './thread';

const testPage = {
  readBlob: async (url: string): Promise<ThreadRead> => {
    const blob = await (await fetch(url)).blob();
    return readAll({ kind: 'blob', name: 'picked', blob });
  },
  readHttp: ({ url, byteLength }: { url: string; byteLength: number }): Promise<ThreadRead> =>
    readAll({ kind: 'http', name: 'served', url: new URL(url, location.href).href, byteLength }),
  inspectHttp: ({ url, byteLength }: { url: string; byteLength: number }): Promise<PageRole> =>
    roleOf({ kind: 'http', name: 'served', url: new URL(url, location.href).href, byteLength }),
  inspectBlob: async (url: string): Promise<PageRole> =>
    roleOf({ kind: 'blob', name: 'picked', blob: await (await fetch(url)).blob() }),
};

/** What a file is, told on the page itself. */
export interface PageRole {
  readonly role: string | null;
  readonly error: PackedError | null;
}

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

async function roleOf(file: ModelFile): Promise<PageRole> {
  try {
    const { role } = await inspectModelFile(file, new AbortController().signal);
    return { role, error: null };
  } catch (error) {
    return { role: null, error: packError(error) };
  }
}
