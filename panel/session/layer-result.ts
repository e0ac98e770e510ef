import type { LayerRef, LayerResult } from '../../src/hosts/host';
import type { RestoreRequest, RestoreResult } from '../../src/restore/request';

/** The engine's answer as the editor takes it. */
export function layerResult(
  request: RestoreRequest,
  restored: RestoreResult,
  above: LayerRef,
  name: string,
): LayerResult {
  const { rect, image, mask, full } = restored;
  const base = { above, name, mask, rect, image };
  switch (request.mode) {
    case 'in-place':
      return { ...base, mode: 'in-place' };
    case 'enlarge':
      return { ...base, mode: 'enlarge', scale: request.scale };
    case 'smart-object':
      return { ...base, mode: 'smart-object', scale: request.scale, content: full ?? image };
  }
}
