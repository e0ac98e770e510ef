import { createImage, cropImage, type Image, type Image8 } from '../../core/image';
import { type DocRect, type Size, rectOfSize, sameRect, translate } from '../../core/geometry';
import { cropMask, type Mask } from '../../core/mask';
import { isOpaque } from '../../pixels/alpha';
import { toDepth } from '../../pixels/depth';
import { rgbColors } from '../../pixels/icc/image-colors';
import { colorChunks } from '../../pixels/png/color-chunks';
import { encodePng } from '../../pixels/png/encode-png';
import { buildLayerPsd } from '../../psd/build-layer-psd';
import { decodeLayer } from '../../psd/decode-layer';
import { readPsd } from '../../psd/read-psd';
import { writeFlatPsd } from '../../psd/write-flat-psd';
import type { DocumentTraits, LayerFile, ReadLayer, StoredLayer, StoredLook } from './codec';
import { badAnswerError } from './errors';
import { pngAlpha, pngPicture } from './png-picture';
import { traitsOfFile } from './traits-of-file';

/**
 * Photopea saves a very large document without its layers. No mode is the harsher reading: such a
 * layer counts as one that is not plain.
 */
const UNTOLD_LOOK: StoredLook = {
  blendMode: null,
  opacity: 1,
  fill: 1,
  group: false,
  vectorMask: false,
};

/** The work behind `PhotopeaCodec`, in whatever thread it is called. */
export const codecFunctions = {
  blankPsd(size: Size, name: string, iccProfile: Uint8Array): ArrayBuffer {
    return whole(writeFlatPsd(createImage(size, 8), { name, iccProfile }));
  },

  async layerPsd(layer: LayerFile): Promise<ArrayBuffer> {
    const { name, id, rect, mask, look, iccProfile, content } = layer;
    // Photopea's layers come and go with 8 bits; a 16-bit document converts up exactly.
    const image = toDepth(layer.image, 8);
    const base = { name, id, rect, image, mask, look, iccProfile };
    if (content === null) return whole(buildLayerPsd(base));
    // Photopea converts what says nothing of its colours from sRGB when it draws it anew.
    const chunks = await colorChunks(rgbColors(iccProfile));
    const smartObject = {
      png: await encodePng(toDepth(content, 8), { chunks }),
      size: content,
      fileName: 'restored.png',
    };
    return whole(buildLayerPsd({ ...base, smartObject }));
  },

  readStored(psd: ArrayBuffer, canvasRect: DocRect, docRect: DocRect): StoredLayer {
    const { look, image } = storedLayer(new Uint8Array(psd), canvasRect);
    return { look, own: image === null ? null : placed(image, canvasRect, docRect) };
  },

  readDrawn(png: ArrayBuffer, canvasRect: DocRect, docRect: DocRect): ReadLayer {
    return placed(pngPicture(new Uint8Array(png), canvasRect), canvasRect, docRect);
  },

  withAlpha(image: Image, png: ArrayBuffer, pngRect: DocRect, docRect: DocRect): Image {
    return withAlphaOf(image, codecFunctions.readAlpha(png, pngRect, docRect));
  },

  readAlpha(png: ArrayBuffer, pngRect: DocRect, docRect: DocRect): Mask {
    const alpha = pngAlpha(new Uint8Array(png), pngRect);
    return cropMask(alpha, translate(docRect, -pngRect.x, -pngRect.y));
  },

  readTraits(file: ArrayBuffer): DocumentTraits {
    return traitsOfFile(new Uint8Array(file));
  },
};

/** The layer on `canvasRect` as an image of `docRect`'s size. */
function placed(image: Image, canvasRect: DocRect, docRect: DocRect): ReadLayer {
  const opaque = isOpaque(image);
  if (sameRect(canvasRect, docRect)) return { image, opaque };
  return { image: cropImage(image, translate(docRect, -canvasRect.x, -canvasRect.y)), opaque };
}

/** No image: effects, a vector mask or a group's members make the layer look other than its channels. */
function storedLayer(
  psd: Uint8Array,
  canvasRect: DocRect,
): { readonly look: StoredLook; readonly image: Image | null } {
  try {
    const file = readPsd(psd);
    const top = file.flat ? undefined : file.tree.at(-1)?.layer;
    if (top === undefined) return { look: UNTOLD_LOOK, image: null };
    const { blendMode, opacity, fillOpacity, hasVectorMask: vectorMask } = top;
    const group = top.role === 'group';
    const look = { blendMode, opacity: opacity / 255, fill: fillOpacity / 255, group, vectorMask };
    if (group || top.hasEffects || vectorMask) return { look, image: null };
    return { look, image: decodeLayer(file, top, rectOfSize(canvasRect)) };
  } catch (error) {
    throw badAnswerError('file', error);
  }
}

/** An image with the colours of `image` and the alpha of a mask of its size. */
function withAlphaOf(image: Image, alpha: Mask): Image8 {
  const { width, height, data } = toDepth(image, 8);
  const out = new Uint8ClampedArray(data);
  for (let i = 0; i < alpha.data.length; i++) out[i * 4 + 3] = alpha.data[i] ?? 0;
  return { width, height, depth: 8, data: out };
}

/** The bytes as a buffer of their own, so that it can be handed over. */
function whole(bytes: Uint8Array): ArrayBuffer {
  const { buffer, byteLength } = bytes;
  if (buffer instanceof ArrayBuffer && byteLength === buffer.byteLength) return buffer;
  const copy = new ArrayBuffer(byteLength);
  new Uint8Array(copy).set(bytes);
  return copy;
}
