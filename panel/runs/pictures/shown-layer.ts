import type { LayerResult } from '../../../src/core/document';
import { opaqueCopy } from '../../../src/core/image';
import { shownOnly } from '../../../src/restore/adjust/shown-only';

/** What a result's mask shows of it, fully opaque everywhere if asked for. */
export function shownLayer(result: LayerResult, opaque: boolean): LayerResult {
  const shown = shownOnly(result);
  if (!opaque) return shown;
  const image = opaqueCopy(shown.image);
  if (shown.mode !== 'smart-object') return { ...shown, image };
  const content = shown.content === shown.image ? image : opaqueCopy(shown.content);
  return { ...shown, image, content };
}
