import { CATALOG } from '../../models/catalog';
import { createWorkerEngine } from '../../src/engine/client';
import type { Engine } from '../../src/engine/engine';

/** The engine in its worker, with the model that comes with the page. */
export function startEngine(): Engine {
  const file = CATALOG.models.find((model) => model.embedded)?.files[0];
  if (file === undefined) throw new Error('the catalog has no embedded model');
  return createWorkerEngine(
    () =>
      new Worker(new URL('../../src/engine/engine.worker.ts', import.meta.url), { name: 'engine' }),
    {
      modelUrl: `models/${file.name}`,
      mergesUrl: 'models/clip-merges.txt',
      runtimeUrl: 'ort/',
    },
  );
}
