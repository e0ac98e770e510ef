import type { Size } from '../../../src/core/geometry';
import type { ComparePair } from '../../store/pictures';
import { pictureRect, wholeAround, type Pan, type Zoom } from './pair-geometry';

/** Draws of what is looked at *before* everywhere and, right of the divider (a share of the width), *after* over it. */
export function drawPair(
  canvas: HTMLCanvasElement,
  pair: ComparePair,
  size: Size,
  zoom: Zoom,
  pan: Pan,
  divider: number,
): void {
  if (canvas.width !== size.width) canvas.width = size.width;
  if (canvas.height !== size.height) canvas.height = size.height;
  const context = canvas.getContext('2d');
  if (context === null) return;
  const place = pictureRect(zoom, pan, pair.focus, size);
  const { x, y, width, height } = wholeAround(place, pair);
  context.clearRect(0, 0, size.width, size.height);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.save();
  context.beginPath();
  context.rect(place.x, place.y, place.width, place.height);
  context.clip();
  context.drawImage(pair.before, x, y, width, height);
  const edge = Math.round(divider * size.width);
  context.beginPath();
  context.rect(edge, 0, size.width - edge, size.height);
  context.clip();
  context.drawImage(pair.after, x, y, width, height);
  context.restore();
}
