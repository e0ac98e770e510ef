import {
  grow,
  intersect,
  rect,
  rectOfSize,
  translate,
  type Rect,
  type Size,
} from '../../core/geometry';

/** Pixels of a strip, about: few enough to be worked on in a tenth of a second. */
const STRIP_PIXELS = 2 ** 19;

/** A strip is at least this many times as high as what is seen beyond each of its ends. */
const REACHES_HIGH = 4;

/** Whole rows of a picture. */
export interface Strip {
  readonly core: Rect;
  /** `core` and what has to be seen around it. */
  readonly seen: Rect;
  /** `core` in pixels of `seen`. */
  readonly inner: Rect;
}

/**
 * A picture from the top in strips, each seen with `reach` pixels more, as far as the picture goes.
 * `factor`: the strips will be enlarged by it.
 */
export function* stripsOf(size: Size, reach: number, factor = 1): Generator<Strip> {
  const wanted = Math.ceil(STRIP_PIXELS / (size.width * factor ** 2));
  const height = Math.max(wanted, REACHES_HIGH * reach);
  for (let y = 0; y < size.height; y += height) {
    const core = intersect(rect(0, y, size.width, height), rectOfSize(size));
    yield seenWith(core, reach, size);
  }
}

/** The rows `core` of a picture with another reach. */
export function seenWith(core: Rect, reach: number, size: Size): Strip {
  const seen = intersect(grow(core, reach), rectOfSize(size));
  return { core, seen, inner: translate(core, -seen.x, -seen.y) };
}
