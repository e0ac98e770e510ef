import type { Layer as PsdLayer } from 'ag-psd';
import { writeFlatPsd } from '../../photopea/files/flat-psd';
import { flat, paintedLayer, pixels, psdBytes } from '../../photopea/painted-documents';

/** No layers: Photoshop shows the picture as the Background. */
export function flatPsd(depth: 8 | 16 = 8): Uint8Array {
  const [width, height] = [12, 8];
  const planes = [3, 5, 7].map((step) =>
    Array.from(
      { length: width * height },
      (_, i) => (i * step * (depth === 8 ? 1 : 257)) % 2 ** depth,
    ),
  );
  return writeFlatPsd({ width, height, depth, colorMode: 3, planes });
}

/** A path around all of the layer, and what it is said to cover: the left half of 8 × 4 pixels. */
export const VECTOR_MASKED: Pick<PsdLayer, 'mask' | 'vectorMask'> = {
  vectorMask: {
    paths: [
      {
        open: false,
        operation: 'combine',
        fillRule: 'non-zero',
        knots: [
          { linked: false, points: [0, 0, 0, 0, 0, 0] },
          { linked: false, points: [8, 0, 8, 0, 8, 0] },
          { linked: false, points: [8, 4, 8, 4, 8, 4] },
        ],
      },
    ],
  },
  mask: {
    ...{ left: 0, top: 0, right: 4, bottom: 4, defaultColor: 0, fromVectorData: true },
    imageData: pixels(4, 4, () => [255, 255, 255, 255]),
  },
};

/** `photo` below `shape`, which has a vector mask. */
export function vectorMaskPsd(more: PsdLayer = {}): Uint8Array {
  return psdBytes({
    width: 8,
    height: 4,
    children: [
      paintedLayer('photo', 8, 4, flat(20, 40, 60), { id: 51 }),
      paintedLayer('shape', 8, 4, flat(200, 100, 50), { id: 52, ...VECTOR_MASKED, ...more }),
    ],
  });
}
