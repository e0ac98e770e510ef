import type { LayerRef, LayerResult } from '../../src/core/document';
import type { AnyReport } from '../../src/restore/remote/remote-report';
import type { AnyRestorer, RestoreRequest, RestoreResult } from '../../src/restore/request';
import type { Pictures } from '../store/pictures';
import type { KeptResult } from '../store/kept';
import type { Placement } from './placement';

/** Converts the engine's result to the form that is kept: pixels with the source's alpha. */
export function layerResult(
  request: RestoreRequest<AnyRestorer>,
  restored: RestoreResult<AnyReport>,
  above: LayerRef,
  name: string,
  { look }: Placement,
): LayerResult {
  const { rect, image, mask, content } = restored;
  const base = { above, name, look, mask, rect, image };
  switch (request.mode) {
    case 'in-place':
      return { ...base, mode: 'in-place' };
    case 'enlarge':
      return { ...base, mode: 'enlarge', scale: request.scale };
    case 'smart-object':
      return { ...base, mode: 'smart-object', scale: request.scale, content: content ?? image };
  }
}

/**
 * A kept result as the editor gets it: opaque where its source decides what shows. As long as it is
 * only kept, shown or saved as a picture, it has the source's alpha.
 */
export async function forEditor(
  { result, summary }: Pick<KeptResult, 'result' | 'summary'>,
  { opaque }: Pick<Pictures, 'opaque'>,
): Promise<LayerResult> {
  if (summary.opaque !== true) return result;
  const image = await opaque(result.image);
  if (result.mode !== 'smart-object') return { ...result, image };
  const content = result.content === result.image ? image : await opaque(result.content);
  return { ...result, image, content };
}
