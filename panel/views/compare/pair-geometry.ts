import { scaleRect, scaleSize, type Rect, type Size } from '../../../src/core/geometry';

export type Zoom = 'fit' | 'actual';

/** How far the picture is moved from the middle, in canvas pixels. */
export interface Pan {
  readonly x: number;
  readonly y: number;
}

export const NO_PAN: Pan = { x: 0, y: 0 };

/** How many times a small picture is enlarged at most when it is fitted. */
const MAX_FIT_SCALE = 4;

/** Canvas pixels per picture pixel. */
export function zoomFactor(zoom: Zoom, picture: Size, canvas: Size): number {
  if (zoom === 'actual') return 1;
  return Math.min(canvas.width / picture.width, canvas.height / picture.height, MAX_FIT_SCALE);
}

/** The pan that still keeps the picture in sight. */
export function clampPan(pan: Pan, zoom: Zoom, picture: Size, canvas: Size): Pan {
  const factor = zoomFactor(zoom, picture, canvas);
  const room = (side: number, space: number): number => Math.max(0, (side * factor - space) / 2);
  const clamp = (value: number, most: number): number =>
    most === 0 ? 0 : Math.min(most, Math.max(-most, value));
  return {
    x: clamp(pan.x, room(picture.width, canvas.width)),
    y: clamp(pan.y, room(picture.height, canvas.height)),
  };
}

/** Rectangle of the picture on the canvas, canvas pixels. */
export function pictureRect(zoom: Zoom, pan: Pan, picture: Size, canvas: Size): Rect {
  const factor = zoomFactor(zoom, picture, canvas);
  const width = picture.width * factor;
  const height = picture.height * factor;
  return {
    x: Math.round((canvas.width - width) / 2 + pan.x),
    y: Math.round((canvas.height - height) / 2 + pan.y),
    width,
    height,
  };
}

/** Where all of a picture lies, of which a part that is looked at lies on `place`. */
export function wholeAround(
  place: Rect,
  { size, focus }: { readonly size: Size; readonly focus: Rect },
): Rect {
  const factor = place.width / focus.width;
  const { x, y } = scaleRect(focus, factor);
  return { x: place.x - x, y: place.y - y, ...scaleSize(size, factor) };
}

/** The divider after a key, as a share of the width; null where the key means nothing. */
export function dividerAfterKey(key: string, divider: number, large: boolean): number | null {
  const step = large ? 0.1 : 0.02;
  const moved = {
    ArrowLeft: divider - step,
    ArrowDown: divider - step,
    ArrowRight: divider + step,
    ArrowUp: divider + step,
    PageDown: divider - 0.1,
    PageUp: divider + 0.1,
    Home: 0,
    End: 1,
  }[key];
  return moved === undefined ? null : Math.min(1, Math.max(0, moved));
}
