import * as v from 'valibot';
import { area, type DocRect, type Size } from '../../../core/geometry';
import type { Image } from '../../../core/image';
import type { Mask } from '../../../core/mask';
import { type LayerLook, SCALES, type Scale } from '../../../core/document';
import { bridgeProtocol } from '../protocol/errors';
import { checked, COUNT, LOOK, RECT, SIZE, textUpTo } from '../protocol/parse';

interface InsertBase {
  /** Names this insertion, so that it is not done twice when its answer was lost. */
  readonly key: string;
  readonly above: { readonly documentId: string; readonly layerId: string };
  /** Whether the layer `above` shows another state of the same result, and goes. */
  readonly replaces: boolean;
  readonly name: string;
  readonly rect: DocRect;
  readonly look: LayerLook;
  readonly mask: Mask;
}

export interface InsertPixels extends InsertBase {
  /** Factor by which the document is enlarged; null keeps its size. */
  readonly enlargeBy: Scale | null;
  readonly image: Image;
}

export interface InsertSmartObject extends InsertBase {
  readonly png: Uint8Array;
  readonly content: Size;
  /** Bounds of what is not transparent in the content, in its own pixels. */
  readonly visible: DocRect;
}

export type InsertRequest = InsertPixels | InsertSmartObject;

const TEXT = textUpTo(255);

const BASE = v.object({
  key: TEXT,
  above: v.object({ documentId: TEXT, layerId: TEXT }),
  replaces: v.boolean(),
  name: TEXT,
  rect: RECT,
  look: LOOK,
});

const REQUEST = v.variant('mode', [
  v.object({ ...BASE.entries, mode: v.literal('in-place'), depth: COUNT }),
  v.object({
    ...BASE.entries,
    mode: v.literal('enlarge'),
    depth: COUNT,
    scale: v.picklist(SCALES),
  }),
  v.object({ ...BASE.entries, mode: v.literal('smart-object'), content: SIZE, visible: RECT }),
]);

/** @throws HostError `bridge-protocol` where parameters and bytes are not what the page sends */
export function insertRequestFrom(params: unknown, blobs: readonly Uint8Array[]): InsertRequest {
  const request = checked(REQUEST, params, 'insert');
  const { key, above, replaces, name, rect, look } = request;
  const [pixels, maskData] = blobs;
  if (pixels === undefined || maskData?.length !== area(rect)) throw bridgeProtocol('mask');
  const mask = { width: rect.width, height: rect.height, data: maskData };
  const base: InsertBase = { key, above, replaces, name, rect, look, mask };
  if (request.mode === 'smart-object') {
    const { content, visible } = request;
    return { ...base, png: pixels, content, visible };
  }
  const enlargeBy = request.mode === 'enlarge' ? request.scale : null;
  return { ...base, enlargeBy, image: imageFrom(rect, request.depth, pixels) };
}

/** The bytes of the message themselves, seen as the page's image. */
export function imageFrom({ width, height }: Size, depth: number, bytes: Uint8Array): Image {
  const values = width * height * 4;
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
