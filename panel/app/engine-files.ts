import { CATALOG } from '../../models/catalog';
import type { EngineConfig } from '../../src/engine/engine-config';

/** Addresses of the engine's files, which are served beside the page. */
export function engineFiles(): EngineConfig {
  const model = CATALOG.models.find(({ embedded }) => embedded)?.files[0];
  const [merges] = CATALOG.vocabulary.files;
  if (model === undefined || merges === undefined) throw new Error('the catalog is not complete');
  return {
    modelUrl: `models/${model.name}`,
    mergesUrl: `models/${merges.name}`,
    runtimeUrl: 'ort/',
  };
}
