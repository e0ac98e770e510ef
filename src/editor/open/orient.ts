import { CHANNELS, createImage, type Image } from '../../core/image';
import type { Orientation } from './exif';

/** Turns and mirrors the stored pixels so that the picture is upright. */
export function orientImage(image: Image, orientation: Orientation): Image {
  if (orientation === 1) return image;
  const turned = orientation >= 5;
  const size = turned ? { width: image.height, height: image.width } : image;
  const out = createImage({ width: size.width, height: size.height }, image.depth);
  // Place of the upright picture's (x, y) in the stored one: start + x · step + y · line.
  const right = (image.width - 1) * CHANNELS;
  const row = image.width * CHANNELS;
  const bottom = (image.height - 1) * row;
  const [start, step, line] = placement(orientation, right, bottom, row);
  for (let y = 0, to = 0; y < out.height; y++) {
    for (let x = 0; x < out.width; x++, to += CHANNELS) {
      const from = start + x * step + y * line;
      for (let c = 0; c < CHANNELS; c++) out.data[to + c] = image.data[from + c] as number;
    }
  }
  return out;
}

function placement(
  orientation: Exclude<Orientation, 1>,
  right: number,
  bottom: number,
  row: number,
): readonly [start: number, step: number, line: number] {
  switch (orientation) {
    case 2:
      return [right, -CHANNELS, row];
    case 3:
      return [bottom + right, -CHANNELS, -row];
    case 4:
      return [bottom, CHANNELS, -row];
    case 5:
      return [0, row, CHANNELS];
    case 6:
      return [bottom, -row, CHANNELS];
    case 7:
      return [bottom + right, -row, -CHANNELS];
    case 8:
      return [right, row, -CHANNELS];
  }
}
