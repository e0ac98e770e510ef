import { encode } from 'fast-png';
import { createImage, cropImage, type Image, type Image8 } from '../../core/image';
import { sameRect, translate, type DocRect, type Size } from '../../core/geometry';
import { cropMask, type Mask } from '../../core/mask';
import { buildLayerPsd } from '../psd/build-layer-psd';
import { readPsd } from '../psd/read-psd';
import { readTopLayer } from '../psd/read-top-layer';
import { writeFlatPsd } from '../psd/write-flat-psd';
import type { DocumentTraits, LayerFile, ReadLayer } from './codec';
import { badAnswerError } from './errors';
import { isPng, pngAlpha, pngPicture } from './png-picture';
import { traitsOfFile } from './traits-of-file';

/** The work behind `PhotopeaCodec`, in whatever thread it is called. */
export const codecFunctions = {
  blankPsd(size: Size, name: string, iccProfile: Uint8Array): ArrayBuffer {
    return whole(writeFlatPsd(createImage(size, 8), { name, iccProfile }));
  },

  layerPsd(layer: LayerFile): ArrayBuffer {
    const { name, id, rect, mask, look, iccProfile, content } = layer;
    const image = to8Bit(layer.image);
    const base = { name, id, rect, image, mask, look, iccProfile };
    if (content === null) return whole(buildLayerPsd(base));
    const smartObject = { png: toPng(content), size: content, fileName: 'restored.png' };
    return whole(buildLayerPsd({ ...base, smartObject }));
  },

  readTopLayer(file: ArrayBuffer, canvasRect: DocRect, docRect: DocRect): ReadLayer | null {
    const bytes = new Uint8Array(file);
    const image = isPng(bytes) ? pngPicture(bytes, canvasRect) : ownPixels(bytes, canvasRect);
    if (image === null) return null;
    const opaque = isOpaque(image);
    if (sameRect(canvasRect, docRect)) return { image, opaque };
    return { image: cropImage(image, translate(docRect, -canvasRect.x, -canvasRect.y)), opaque };
  },

  readAlpha(png: ArrayBuffer, pngRect: DocRect, docRect: DocRect): Mask {
    const alpha = pngAlpha(new Uint8Array(png), pngRect);
    return cropMask(alpha, translate(docRect, -pngRect.x, -pngRect.y));
  },

  readTraits(file: ArrayBuffer): DocumentTraits {
    return traitsOfFile(new Uint8Array(file));
  },
};

/** null: effects, a vector mask or a group's members make the layer look other than its own channels. */
function ownPixels(psd: Uint8Array, canvasRect: DocRect): Image | null {
  try {
    const top = readPsd(psd).tree.at(-1)?.layer;
    if (top === undefined || top.role === 'group' || top.hasEffects || top.hasVectorMask)
      return null;
    return readTopLayer(psd, canvasRect);
  } catch (error) {
    throw badAnswerError('file', error);
  }
}

/** Photopea's layers come and go with 8 bits; a 16-bit document converts up exactly. */
function to8Bit(image: Image): Image8 {
  if (image.depth === 8) return image;
  const data = new Uint8ClampedArray(image.data.length);
  for (let i = 0; i < data.length; i++) data[i] = Math.round((image.data[i] ?? 0) / 257);
  return { width: image.width, height: image.height, depth: 8, data };
}

function toPng(image: Image): Uint8Array {
  const { width, height, data } = to8Bit(image);
  return encode({ width, height, data, channels: 4, depth: 8 });
}

function isOpaque(image: Image): boolean {
  const max = image.depth === 8 ? 255 : 65535;
  for (let i = 3; i < image.data.length; i += 4) if (image.data[i] !== max) return false;
  return true;
}

/** The bytes as a buffer of their own, so that it can be handed over. */
function whole(bytes: Uint8Array): ArrayBuffer {
  const { buffer, byteLength } = bytes;
  if (buffer instanceof ArrayBuffer && byteLength === buffer.byteLength) return buffer;
  const copy = new ArrayBuffer(byteLength);
  new Uint8Array(copy).set(bytes);
  return copy;
}
