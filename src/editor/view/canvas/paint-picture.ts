import { type DocRect, type Size, intersect, isEmpty } from '../../../core/geometry';
import type { TileLoader } from './tile-loader';
import { levelFor, tilesFor, type ViewTile } from './view-tiles';
import { deviceZoom, visibleRect, type ViewTransform, type Viewport } from './view-transform';

/** Side of a square behind transparent pixels, device pixels times the density. */
const SQUARE = 8;
/** Zoom from which single pixels are shown as they are. */
const CRISP_FROM = 2;

/** The tiles that the view needs, the middle of the picture first. */
export function neededTiles(
  view: ViewTransform,
  document: Size,
  viewport: Viewport,
): readonly ViewTile[] {
  const level = levelFor(deviceZoom(view, viewport));
  return tilesFor(visibleRect(view, document, viewport), level, document);
}

interface DeviceBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** `docRect` in whole device pixels on the screen, so that tiles meet without a seam. */
export function deviceBox(docRect: DocRect, view: ViewTransform, density: number): DeviceBox {
  const x = Math.round((view.originX + docRect.x * view.zoom) * density);
  const y = Math.round((view.originY + docRect.y * view.zoom) * density);
  const right = Math.round((view.originX + (docRect.x + docRect.width) * view.zoom) * density);
  const bottom = Math.round((view.originY + (docRect.y + docRect.height) * view.zoom) * density);
  return { x, y, width: right - x, height: bottom - y };
}

function checkerboard(context: CanvasRenderingContext2D, density: number): CanvasPattern | null {
  const side = Math.round(SQUARE * density);
  const tile = new OffscreenCanvas(2 * side, 2 * side);
  const pen = tile.getContext('2d');
  if (pen === null) return null;
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, 2 * side, 2 * side);
  pen.fillStyle = '#d2d2d2';
  pen.fillRect(0, 0, side, side);
  pen.fillRect(side, side, side, side);
  return context.createPattern(tile, 'repeat');
}

/** Paints the document; the canvas has to have the viewport's size in device pixels. */
export function paintPicture(
  context: CanvasRenderingContext2D,
  view: ViewTransform,
  document: Size,
  viewport: Viewport,
  tiles: TileLoader,
): void {
  const { density } = viewport;
  const paper = deviceBox({ x: 0, y: 0, ...document }, view, density);
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  const pattern = checkerboard(context, density);
  if (pattern !== null) {
    pattern.setTransform(new DOMMatrix([1, 0, 0, 1, paper.x, paper.y]));
    context.fillStyle = pattern;
    context.fillRect(paper.x, paper.y, paper.width, paper.height);
  }
  context.imageSmoothingEnabled = deviceZoom(view, viewport) < CRISP_FROM;
  context.imageSmoothingQuality = 'high';
  for (const tile of neededTiles(view, document, viewport)) {
    const bitmap = tiles.get(tile);
    if (bitmap === null) paintSubstitutes(context, tile, view, density, tiles);
    else {
      const box = deviceBox(tile.docRect, view, density);
      context.drawImage(bitmap, box.x, box.y, box.width, box.height);
    }
  }
}

/** Paints the place of a tile that is not there yet from other levels, the finest last. */
function paintSubstitutes(
  context: CanvasRenderingContext2D,
  missing: ViewTile,
  view: ViewTransform,
  density: number,
  tiles: TileLoader,
): void {
  const there = [...tiles.all()]
    .filter(({ tile }) => !isEmpty(intersect(tile.docRect, missing.docRect)))
    .sort((a, b) => b.tile.level - a.tile.level);
  if (there.length === 0) return;
  const hole = deviceBox(missing.docRect, view, density);
  context.save();
  context.beginPath();
  context.rect(hole.x, hole.y, hole.width, hole.height);
  context.clip();
  for (const { tile, bitmap } of there) {
    const box = deviceBox(tile.docRect, view, density);
    context.drawImage(bitmap, box.x, box.y, box.width, box.height);
  }
  context.restore();
}
