import { enlarge, startEngine } from './engine';
import { slimEnlarge } from './slim';
import { startSlim } from './tfjs-slim.mjs';

const testPage = {
  /** Gives the threads that UpscalerJS has. */
  start: (threads: number): Promise<number> => {
    startEngine(threads);
    return startSlim(threads);
  },
  ours: enlarge,
  slim: slimEnlarge,
};

export type ComparePage = typeof testPage;

Object.assign(globalThis, { testPage });
