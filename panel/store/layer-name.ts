import type { Scale } from '../../src/core/document';
import type { RestorerName } from '../../src/restore/request';

/** Names of the restorers in layer names: the same in every language, since a layer keeps its name. */
export const RESTORER_NAMES: Readonly<Record<RestorerName, string>> = {
  fast: 'Fast',
  supir: 'SUPIR',
  remote: 'ComfyUI',
};

/**
 * The name of the new layer, after restorer and scale: "Restored 2x (Fast)"; with the step after
 * which the run was stopped: "Restored 2x (SUPIR, step 31)".
 */
export function layerName(restorer: RestorerName, scale: Scale, stoppedAfter?: number): string {
  const step = stoppedAfter === undefined ? '' : `, step ${stoppedAfter}`;
  return `Restored ${scale}x (${RESTORER_NAMES[restorer]}${step})`;
}
