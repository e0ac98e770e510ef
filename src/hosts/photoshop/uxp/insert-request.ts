import type { DocRect, Size } from '../../../core/geometry';
import type { Image } from '../../../core/image';
import type { Mask } from '../../../core/mask';
import { type LayerLook, SCALES, type Scale } from '../../../core/document';
import { bridgeProtocol } from '../protocol/errors';
import {
  isCount,
  isObject,
  blendModeFrom,
  flagFrom,
  rectFrom,
  shareFrom,
  sizeFrom,
  textFrom,
} from '../protocol/parse';

interface InsertBase {
  /** Names this insertion, so that it is not done twice when its answer was lost. */
  readonly key: string;
  readonly above: { readonly documentId: string; readonly layerId: string };
  readonly name: string;
  readonly rect: DocRect;
  readonly look: LayerLook;
  readonly mask: Mask;
}

export interface InsertPixels extends InsertBase {
  /** null: the document keeps its size. */
  readonly enlargeBy: Scale | null;
  readonly image: Image;
}

export interface InsertSmartObject extends InsertBase {
  readonly png: Uint8Array;
  readonly content: Size;
  /** Where the content is not transparent, in its own pixels. */
  readonly visible: DocRect;
}

export type InsertRequest = InsertPixels | InsertSmartObject;

const MAX_NAME = 255;

/** @throws HostError `bridge-protocol` where parameters and bytes are not what the page sends */
export function insertRequestFrom(params: unknown, blobs: readonly Uint8Array[]): InsertRequest {
  if (!isObject(params) || !isObject(params['above'])) throw bridgeProtocol('insert');
  const { key, above, name, mode, scale, depth, content, visible } = params;
  const [pixels, maskData] = blobs;
  const rect = rectFrom(params['rect']);
  const pixelCount = rect.width * rect.height;
  if (pixels === undefined || maskData?.length !== pixelCount) throw bridgeProtocol('mask');
  const base: InsertBase = {
    key: textFrom(key, MAX_NAME),
    above: {
      documentId: textFrom(above['documentId'], MAX_NAME),
      layerId: textFrom(above['layerId'], MAX_NAME),
    },
    name: textFrom(name, MAX_NAME),
    rect,
    look: lookFrom(params['look']),
    mask: { width: rect.width, height: rect.height, data: maskData },
  };
  switch (mode) {
    case 'smart-object':
      return {
        ...base,
        png: pixels,
        content: sizeFrom(content),
        visible: rectFrom(visible),
      };
    case 'in-place':
    case 'enlarge':
      return {
        ...base,
        enlargeBy: mode === 'enlarge' ? scaleFrom(scale) : null,
        image: imageFrom(rect, depth, pixels),
      };
    default:
      throw bridgeProtocol('mode');
  }
}

function lookFrom(value: unknown): LayerLook {
  if (!isObject(value)) throw bridgeProtocol('look');
  return {
    clipped: flagFrom(value['clipped']),
    visible: flagFrom(value['visible']),
    blendMode: blendModeFrom(value['blendMode']),
    opacity: shareFrom(value['opacity']),
    fill: shareFrom(value['fill']),
  };
}

function scaleFrom(value: unknown): Scale {
  const scale = SCALES.find((known) => known === value);
  if (scale === undefined) throw bridgeProtocol('scale');
  return scale;
}

/** The bytes of the message themselves, seen as the page's image. */
export function imageFrom({ width, height }: Size, depth: unknown, bytes: Uint8Array): Image {
  const values = width * height * 4;
  if (!isCount(values)) throw bridgeProtocol('image');
  const { buffer, byteOffset, byteLength } = bytes;
  if (depth === 8 && byteLength === values) {
    return { width, height, depth, data: new Uint8ClampedArray(buffer, byteOffset, values) };
  }
  if (depth === 16 && byteLength === values * 2) {
    const whole = byteOffset % 2 === 0 ? bytes : bytes.slice();
    const data = new Uint16Array(whole.buffer, whole.byteOffset, values);
    return { width, height, depth, data };
  }
  throw bridgeProtocol('image');
}
