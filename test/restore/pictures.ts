import { type Size, rectOfSize } from '../../src/core/geometry';
import { createImage, type Image, type Image8 } from '../../src/core/image';
import { createBuffers } from '../../src/pixels/buffers';
import { readColours, writePlanes } from '../../src/pixels/planes';
import { UNKNOWN_CARD } from '../../src/restore/card-knowledge';
import type { FastSettings, RestoreRequest } from '../../src/restore/request';
import { resizePlanes } from '../../src/pixels/resize';
import type { Filter } from '../../src/pixels/taps';

/** As Pillow resizes 8-bit pictures: rounded after each of the two passes. */
export function resized(image: Image, size: Size, filter: Filter): Image8 {
  const wide = { width: size.width, height: image.height };
  return rounded(rounded(image, wide, filter), size, filter);
}

function rounded(image: Image, size: Size, filter: Filter): Image8 {
  const buffers = createBuffers();
  const planes = resizePlanes(
    readColours(image, rectOfSize(image), buffers),
    size,
    filter,
    buffers,
  );
  const out = createImage(size, 8) as Image8;
  out.data.fill(255);
  writePlanes(planes, rectOfSize(size), out, { x: 0, y: 0 });
  return out;
}

/** The whole picture, at full strength, enlarged. */
export function requestFor(
  source: Image,
  change: Partial<RestoreRequest<FastSettings>> = {},
): RestoreRequest<FastSettings> {
  return {
    id: 'test',
    restorer: { kind: 'fast', strength: 1, faithful: false },
    device: 'wasm',
    memory: UNKNOWN_CARD,
    scale: 2,
    mode: 'enlarge',
    maskEdge: { grow: 0, feather: 0 },
    canvas: { width: source.width, height: source.height },
    contextRect: rectOfSize(source),
    source,
    selection: null,
    ...change,
  };
}
