import { scaleSize } from '../../core/geometry';
import type { Scale } from '../../core/document';
import type { Image } from '../../core/image';
import { documentTooLarge, fitsLimit } from '../../core/document-limit';
import { enlargePsd } from '../../psd/enlarge-psd';
import type { EditorDocument } from '../document/editor-document';
import { LARGEST_DOCUMENT } from '../document/size-limit';
import { baselineOf } from '../open/open-psd';
import { layersOf } from '../open/psd-layers';
import { writePsd } from '../save/document-psd';
import { resizePlane } from '../../pixels/resize';

/**
 * The document `scale` times as large, every layer and mask resampled; ids stay. It is
 * enlarged as the file that it would be saved as, so that what is shown and what is saved are the
 * same.
 *
 * @throws DocumentError `document-too-large`
 */
export async function enlargeDocument(
  document: EditorDocument,
  scale: Scale,
  composite: () => Promise<Image>,
  signal?: AbortSignal,
): Promise<EditorDocument> {
  const size = scaleSize(document.size, scale);
  if (!fitsLimit(size, LARGEST_DOCUMENT)) throw documentTooLarge(size, LARGEST_DOCUMENT);
  const { file, keyOf } = await writePsd(document, await composite(), signal);
  const { file: enlarged, notScaled } = enlargePsd(file, scale, resizePlane, signal);
  const idOf = new Map([...keyOf].map(([id, key]) => [key, id]));
  const layers = layersOf(enlarged, (key) => idOf.get(key) ?? key);
  const kept = [...new Set(notScaled.map(({ what }) => what))];
  return {
    ...document,
    size,
    layers,
    baseline: baselineOf(enlarged, layers),
    psd: enlarged,
    notices:
      kept.length === 0
        ? document.notices
        : [...document.notices, { code: 'not-scaled', detail: kept.join(', ') }],
  };
}
