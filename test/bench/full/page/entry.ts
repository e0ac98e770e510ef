import { wrap } from 'comlink';
import type { NetworkName } from './networks';
import type { FullSizeThread } from './thread';

const worker = new Worker(new URL('./thread.ts', import.meta.url));
const thread = wrap<FullSizeThread>(worker);

const input = document.createElement('input');
input.type = 'file';
input.multiple = true;
document.body.append(input);

const testPage = {
  detect: () => {
    const picked = [...(input.files ?? [])];
    return thread.detect(
      picked,
      picked.map(({ name }) => name),
    );
  },
  build: (pixels: number) => thread.build(pixels),
  readAll: () => thread.readAll(),
  start: () => thread.start(new URL('ort/', location.href).href),
  create: (job: { name: NetworkName; pixels: number }) => thread.create(job.name, job.pixels),
  step: (pixels: number) => thread.step(pixels),
  close: () => thread.close(),
};

export type FullSizePage = typeof testPage;

Object.assign(globalThis, { testPage });
