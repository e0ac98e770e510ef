import { throwIfAborted } from '../core/abort';
import { type DocRect, intersect, isEmpty } from '../core/geometry';
import { createMask, type Mask } from '../core/mask';
import { depthFactor } from '../pixels/depth';
import { checkAllocation, checkPlane, decodePlane } from './decode-plane';
import type { PsdFile, PsdLayer } from './file';

const MASK_CHANNEL = -2;

/**
 * The layer's mask on exactly `docRect`, by default the mask's own rectangle; its default colour
 * outside that. Joined with the vector mask where the editor has drawn that. `disabled`, `density`,
 * `feather` and `inverted` are left to the caller. null: the layer has no mask.
 *
 * @throws FileError `psd-damaged`, `psd-too-large`, or the signal's reason
 */
export function decodeMask(
  file: PsdFile,
  layer: PsdLayer,
  docRect?: DocRect,
  signal?: AbortSignal,
): Mask | null {
  if (layer.mask === null) return null;
  const { rect, defaultColor } = layer.mask;
  const { depth, version } = file.header;
  const wanted = docRect ?? rect;
  const channel = layer.channels.find(({ id }) => id === MASK_CHANNEL);
  const part = intersect(wanted, rect);
  checkAllocation(wanted.width * wanted.height, 'a mask');
  if (channel === undefined || isEmpty(part)) return createMask(wanted, defaultColor);
  throwIfAborted(signal);
  const shape = { width: rect.width, height: rect.height, depth, large: version === 2 };
  checkPlane(file.bytes, channel.data, shape);
  const rows = { first: part.y - rect.y, count: part.height };
  const plane = decodePlane(file.bytes, channel.data, shape, rows);
  const mask = createMask(wanted, defaultColor);
  const factor = depthFactor(depth, 8);
  for (let row = 0; row < part.height; row++) {
    const from = row * rect.width + part.x - rect.x;
    const to = (part.y - wanted.y + row) * wanted.width + part.x - wanted.x;
    for (let i = 0; i < part.width; i++) {
      mask.data[to + i] = Math.round((plane[from + i] ?? 0) * factor);
    }
  }
  return mask;
}
