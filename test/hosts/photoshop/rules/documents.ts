import { opaqueNoise, pixels, psdBytes } from '../../photopea/pictures';

/** No layers: Photoshop shows the picture as the Background. */
export function flatPsd(): Uint8Array {
  return psdBytes({ width: 12, height: 8, imageData: pixels(12, 8, opaqueNoise) });
}
