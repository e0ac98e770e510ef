import type { Scale } from '../../src/core/document';
import type { RestorerSettings } from '../../src/restore/request';

/** Names of the restorers in layer names: the same in every language, since a layer keeps its name. */
export const ENGINE_NAMES: Readonly<Record<RestorerSettings['kind'], string>> = {
  fast: 'Fast',
  supir: 'SUPIR',
};

/** The name of the new layer, after engine and scale: "Restored 2x (Fast)". */
export function layerName(restorer: RestorerSettings['kind'], scale: Scale): string {
  return `Restored ${scale}x (${ENGINE_NAMES[restorer]})`;
}
