import { writeFlatPsd } from '../../photopea/files/flatPsd';

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
