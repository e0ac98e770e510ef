import { type DocRect, intersect, isEmpty, scaleSize } from '../../../core/geometry';
import { documentTooLarge, fitsLimit } from '../../../core/document-limit';
import type { LayerRef } from '../../../core/document';
import type { CancelSignal } from '../protocol/cancel';
import { LARGEST_DOCUMENT } from '../protocol/limits';
import { documentKey, documentOf, layerOf, rectOfBounds } from './documents';
import { groupLocked, photoshopFailed } from './errors';
import type { InsertPixels, InsertRequest, InsertSmartObject } from './insert-request';
import type { ModalScope, HostRoom } from './modal';
import { markedSrgb } from '../../../pixels/png/srgb-mark';
import { putMask, putPixels, readColors, requireMode } from './pixel-calls';
import { hideAllMask } from './commands';
import { inFrontMeanwhile } from './in-front';
import { placeContent } from './place-content';
import { clipAgain, clippedAbove, drawAs, drawLike, putAbove, putInPlaceOf } from './stacking';
import type { PsDocument, PsLayer } from './types/photoshop';

/** Names of the insertion in History and in the progress bar. */
const ACTION_NAME = 'Upscale Selection';
const REPLACE_NAME = 'Replace Result';

/**
 * The new layer directly above its source, or instead of an earlier state of it, in one history
 * state. Whatever goes wrong, Esc included, leaves the document as it was, and a document that the
 * user has turned to since stays in front.
 *
 * @throws DocumentError `document-gone`, `document-changed`, `layer-gone`, `document-mode`,
 *   `group-locked`, `document-too-large`; HostError as `createModal`
 */
export async function insertLayer(
  room: HostRoom,
  request: InsertRequest,
  signal: CancelSignal,
): Promise<LayerRef> {
  const { app } = room.photoshop;
  const target = documentOf(app, request.above.documentId);
  requireMode(target);
  layerOf(target, request.above.layerId);
  const actionName = request.replaces ? REPLACE_NAME : ACTION_NAME;
  const placed = 'png' in request ? await writeContent(room, target, request) : null;
  try {
    return await inFrontMeanwhile(room, actionName, signal, target.id, async (scope) => {
      const document = documentOf(app, request.above.documentId);
      const source = layerOf(document, request.above.layerId);
      requireUnlocked(source);
      const { hostControl } = scope.context;
      const history = await hostControl.suspendHistory({
        documentID: document.id,
        name: actionName,
      });
      const carried = request.replaces ? clippedAbove(document, source) : [];
      const layer =
        'png' in request
          ? await insertContent(room, { document, source, scope }, request, placed?.token ?? '')
          : await insertPixels(room, { document, source, scope }, request);
      scope.check();
      if (request.replaces) {
        await source.delete();
        scope.check();
        clipAgain(carried);
      }
      scope.check();
      await hostControl.resumeHistory(history, true);
      return { documentId: documentKey(document), layerId: String(layer.id) };
    });
  } finally {
    await placed?.remove();
  }
}

interface Place {
  readonly document: PsDocument;
  readonly source: PsLayer;
  readonly scope: ModalScope;
}

async function insertPixels(
  room: HostRoom,
  { document, source, scope }: Place,
  request: InsertPixels,
): Promise<PsLayer> {
  if (request.enlargeBy !== null) await enlarge(room, document, request.enlargeBy);
  scope.check();
  const layer = await document.createPixelLayer({ name: request.name });
  scope.check();
  const { image, rect } = request;
  await stack(room, { document, source, scope }, layer, request);
  scope.check();
  await putPixels(room, document, layer.id, image, rect);
  const wrote = rectOfBounds(layer.boundsNoEffects);
  if (isEmpty(intersect(wrote, rect)) && image.data.some((v, i) => i % 4 === 3 && v > 0)) {
    throw photoshopFailed('no pixels were written', null);
  }
  scope.check();
  await writeMask(room, document, layer, request);
  draw(layer, source, request);
  return layer;
}

async function insertContent(
  room: HostRoom,
  { document, source, scope }: Place,
  request: InsertSmartObject,
  token: string,
): Promise<PsLayer> {
  const layer = await placeContent(room, document, token, visibleOn(request));
  scope.check();
  layer.name = request.name;
  await stack(room, { document, source, scope }, layer, request);
  scope.check();
  await writeMask(room, document, layer, request);
  draw(layer, source, request);
  return layer;
}

async function stack(
  room: HostRoom,
  { document, source }: Place,
  layer: PsLayer,
  { replaces, look }: InsertRequest,
): Promise<void> {
  if (replaces) await putInPlaceOf(room, source, layer);
  else await putAbove(room, document, source, layer, look);
}

function draw(layer: PsLayer, source: PsLayer, { replaces, look }: InsertRequest): void {
  if (replaces) drawLike(layer, source);
  else drawAs(layer, look);
}

/** Where the visible part of the content has to lie in the document. */
function visibleOn({ rect, content, visible }: InsertSmartObject): DocRect {
  const sx = rect.width / content.width;
  const sy = rect.height / content.height;
  const left = Math.round(rect.x + visible.x * sx);
  const top = Math.round(rect.y + visible.y * sy);
  const right = Math.round(rect.x + (visible.x + visible.width) * sx);
  const bottom = Math.round(rect.y + (visible.y + visible.height) * sy);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

async function enlarge(room: HostRoom, document: PsDocument, scale: number): Promise<void> {
  const size = scaleSize({ width: document.width, height: document.height }, scale);
  if (!fitsLimit(size, LARGEST_DOCUMENT)) throw documentTooLarge(size, LARGEST_DOCUMENT);
  const { BICUBIC } = room.photoshop.constants.ResampleMethod;
  await document.resizeImage(size.width, size.height, document.resolution, BICUBIC);
}

function requireUnlocked(source: PsLayer): void {
  for (let group = source.parent; group; group = group.parent) {
    if (group.allLocked === true) throw groupLocked(group.name);
  }
}

/** The layer gets a black mask first: what lies outside of written data is nowhere documented. */
async function writeMask(
  room: HostRoom,
  document: PsDocument,
  layer: PsLayer,
  { mask, rect }: InsertRequest,
): Promise<void> {
  await hideAllMask(room);
  await putMask(room, document, layer.id, mask, rect);
}

interface PlacedFile {
  readonly token: string;
  remove(): Promise<void>;
}

/**
 * Writes the content to a temporary file, since Photoshop places files only, and by a token. The file
 * says of its colours what is known of those that were read: what says nothing, a program may take for
 * its document's own.
 */
async function writeContent(
  { uxp: { storage } }: HostRoom,
  target: PsDocument,
  { png }: InsertSmartObject,
): Promise<PlacedFile> {
  const bytes = readColors(target) === 'srgb' ? markedSrgb(png) : png.slice();
  const { localFileSystem, formats } = storage;
  const folder = await localFileSystem.getTemporaryFolder();
  const file = await folder.createFile('restored.png', { overwrite: true });
  await file.write(bytes.buffer, { format: formats.binary });
  return {
    token: await localFileSystem.createSessionToken(file),
    // One that stays behind goes with the folder, when the plugin is unloaded.
    remove: () => file.delete().then(nothing, nothing),
  };
}

function nothing(): void {
  // Neither outcome matters.
}
