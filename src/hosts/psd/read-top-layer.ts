import { rectOfSize, type DocRect } from '../../core/geometry';
import { cropImage, type Image } from '../../core/image';
import { decodeComposite } from './decode-composite';
import { decodeLayer } from './decode-layer';
import { readPsd } from './read-psd';

/**
 * The pixels of the topmost layer of a PSD whose canvas lies on `docRect`; of a group, the merged
 * picture, since nothing else is visible in such a file. Exactly `docRect`'s size. Throws what
 * `readPsd` and `decodeLayer` throw.
 */
export function readTopLayer(psd: Uint8Array, docRect: DocRect): Image {
  const file = readPsd(psd);
  const top = file.tree[file.tree.length - 1]?.layer;
  const canvasRect = rectOfSize(docRect);
  return top === undefined || top.role === 'group'
    ? cropImage(decodeComposite(file), canvasRect)
    : decodeLayer(file, top, canvasRect);
}
