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
 * A kept result as the editor gets it: no more than its mask shows, and opaque where it is clipped to its
 * source, which decides what shows. As long as it is only kept, shown or saved as a picture, it has the
 * source's alpha. Any other layer has that in the editor as well: a mask that has grown over what the
 * source does not cover shows nothing there. Takes the result's pictures over.
 */
export function forEditor(
  { result, summary }: Pick<KeptResult, 'result' | 'summary'>,
  { shown }: Pick<Pictures, 'shown'>,
): Promise<LayerResult> {
  return shown(result, summary.opaque === true);
}
