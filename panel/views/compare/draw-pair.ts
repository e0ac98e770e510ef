import type { Size } from '../../../src/core/geometry';
import type { ComparePair } from '../../store/pictures';
import { pictureRect, type Pan, type Zoom } from './pair-geometry';

/** Draws *before* everywhere and, right of the divider (a share of the width), *after* over it. */
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
  const { x, y, width, height } = pictureRect(zoom, pan, pair.size, size);
  context.clearRect(0, 0, size.width, size.height);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.drawImage(pair.before, x, y, width, height);
  const edge = Math.round(divider * size.width);
  context.save();
  context.beginPath();
  context.rect(edge, 0, size.width - edge, size.height);
  context.clip();
  context.drawImage(pair.after, x, y, width, height);
  context.restore();
}
