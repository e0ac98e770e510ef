import type { DocRect, Rect } from '../../../core/geometry';
import type { Image } from '../../../core/image';
import type { Mask } from '../../../core/mask';
import { boundsOfRect, depthOf, modeOf, rectOfBounds } from './documents';
import { modeUnsupported, photoshopFailed } from './errors';
import type { Pixels } from './read-pixels';
import type { HostRoom } from './modal';
import { grayBuffer, GRAY_PROFILE, maskBuffer, rgbaBuffer, type Buffer } from './write-pixels';
import type { MaskKind, PsDocument, PsImageData, ReadResult } from './types/photoshop';

const SRGB = 'sRGB IEC61966-2.1';
const NO_PROFILE = 'None';

/** @throws DocumentError `document-mode` where Photoshop has no pixels to give */
export function requireMode(document: PsDocument): void {
  const mode = modeOf(document);
  if (mode !== 'rgb' && mode !== 'grayscale' && mode !== 'lab') throw modeUnsupported(mode);
}

/**
 * sRGB where Photoshop has something to convert; null where the document's numbers are meant: they
 * are sRGB, or nobody knows what they are. 32-bit documents add a note to the profile's name.
 */
function profileFor(document: PsDocument): string | null {
  const { colorProfileName: name } = document;
  if (modeOf(document) !== 'rgb') return SRGB;
  return name === NO_PROFILE || name.startsWith(SRGB) ? null : SRGB;
}

/** What the values that `getPixels` gives mean: Photoshop tells a profile's name, never its bytes. */
export function readColors(document: PsDocument): 'srgb' | null {
  return modeOf(document) === 'rgb' && document.colorProfileName === NO_PROFILE ? null : 'srgb';
}

function withProfile(profile: string | null): { readonly colorProfile?: string } {
  return profile === null ? {} : { colorProfile: profile };
}

/** A layer's own pixels on `part`, or less where it ends. In a modal scope only, as all of these. */
export async function getPixels(
  { photoshop: { imaging } }: HostRoom,
  document: PsDocument,
  layerID: number,
  part: DocRect,
): Promise<Pixels> {
  const depth = depthOf(document);
  const read = await imaging.getPixels({
    documentID: document.id,
    layerID,
    sourceBounds: boundsOfRect(part),
    colorSpace: 'RGB',
    ...withProfile(profileFor(document)),
    componentSize: depth === 1 ? 8 : depth,
  });
  return take(read);
}

/** Values of a layer's mask on `part`, or on less of it. */
export async function getLayerMask(
  { photoshop: { imaging } }: HostRoom,
  document: PsDocument,
  layerID: number,
  kind: MaskKind,
  part: DocRect,
): Promise<Pixels> {
  const sourceBounds = boundsOfRect(part);
  return take(await imaging.getLayerMask({ documentID: document.id, layerID, kind, sourceBounds }));
}

export async function getSelection(
  { photoshop: { imaging } }: HostRoom,
  document: PsDocument,
  part: DocRect,
): Promise<Pixels> {
  const sourceBounds = boundsOfRect(part);
  return take(await imaging.getSelection({ documentID: document.id, sourceBounds }));
}

/** Copies the values of a read, and frees what Photoshop holds of it. */
async function take({ imageData, sourceBounds, level = 0 }: ReadResult): Promise<Pixels> {
  try {
    if (level !== 0) throw photoshopFailed('full resolution', null);
    const { width, height, components } = imageData;
    return {
      rect: { ...rectOfBounds(sourceBounds), width, height },
      components,
      data: await imageData.getData({ chunky: true, fullRange: true }),
    };
  } finally {
    imageData.dispose();
  }
}

/** Replaces the pixels of a layer, in the document's depth. */
export async function putPixels(
  room: HostRoom,
  document: PsDocument,
  layerID: number,
  image: Image,
  rect: Rect,
): Promise<void> {
  const gray = modeOf(document) === 'grayscale';
  const buffer = (gray ? grayBuffer : rgbaBuffer)(image, depthOf(document));
  const profile = gray ? GRAY_PROFILE : profileFor(document);
  await withImageData(room, buffer, rect, profile, (imageData) =>
    room.photoshop.imaging.putPixels({
      documentID: document.id,
      layerID,
      imageData,
      replace: true,
      targetBounds: { left: rect.x, top: rect.y },
    }),
  );
}

/** Writes a part of the mask that the layer has. */
export async function putMask(
  room: HostRoom,
  document: PsDocument,
  layerID: number,
  mask: Mask,
  rect: Rect,
): Promise<void> {
  await withImageData(room, maskBuffer(mask), rect, GRAY_PROFILE, (imageData) =>
    room.photoshop.imaging.putLayerMask({
      documentID: document.id,
      layerID,
      kind: 'user',
      imageData,
      replace: false,
      targetBounds: { left: rect.x, top: rect.y },
    }),
  );
}

async function withImageData(
  { photoshop: { imaging } }: HostRoom,
  { data, components }: Buffer,
  { width, height }: Rect,
  profile: string | null,
  use: (imageData: PsImageData) => Promise<void>,
): Promise<void> {
  const imageData = await imaging.createImageDataFromBuffer(data, {
    width,
    height,
    components,
    chunky: true,
    colorSpace: components < 3 ? 'Grayscale' : 'RGB',
    ...withProfile(profile),
    ...(data instanceof Uint16Array ? { fullRange: true } : {}),
  });
  try {
    await use(imageData);
  } finally {
    imageData.dispose();
  }
}
