/** Makers of the panel's workers; each worker is started when it is first needed. */
export interface PanelWorkers {
  readonly engine: () => Worker;
  readonly remote: () => Worker;
  readonly pictures: () => Worker;
  readonly inspect: () => Worker;
  readonly prompts: () => Worker;
  readonly library: () => Worker;
}

/** Workers from the scripts that are served beside the page. */
export const FETCHED_WORKERS: PanelWorkers = {
  engine: () =>
    new Worker(new URL('../../src/engine/engine.worker.ts', import.meta.url), { name: 'engine' }),
  remote: () =>
    new Worker(new URL('../../src/engine/remote.worker.ts', import.meta.url), { name: 'remote' }),
  pictures: () =>
    new Worker(new URL('../runs/pictures/pictures.worker.ts', import.meta.url), {
      name: 'pictures',
    }),
  inspect: () =>
    new Worker(new URL('../models/inspect.worker.ts', import.meta.url), { name: 'inspect' }),
  prompts: () =>
    new Worker(new URL('../runs/prompts/prompts.worker.ts', import.meta.url), { name: 'prompts' }),
  library: () =>
    new Worker(new URL('../models/library/library.worker.ts', import.meta.url), {
      name: 'library',
    }),
};
