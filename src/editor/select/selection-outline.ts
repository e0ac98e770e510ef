import type { Selection } from './selection';

/** Least value of a pixel inside: half. */
const INSIDE = 128;

/** Directions of a walk along the border: right, down, left, up. */
const DX = [1, 0, -1, 0] as const;
const DY = [0, 1, 0, -1] as const;

/**
 * The border between pixels of 128 and more and the others, along pixel edges: closed polygons of
 * x, y pairs (corners only, the first not repeated), the inside on the right hand of each edge.
 */
export function outline(selection: Selection): readonly Float32Array[] {
  const { bounds, data } = selection;
  const { x: left, y: top, width, height } = bounds;
  if (data === null) {
    const right = left + width;
    const bottom = top + height;
    return [Float32Array.of(left, top, right, top, right, bottom, left, bottom)];
  }
  const inside = (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < width && y < height && (data[y * width + x] as number) >= INSIDE;
  // Top edges that a polygon already ran along; every polygon has at least one.
  const seen = new Uint8Array(width * height);

  const trace = (startX: number, startY: number): Float32Array => {
    const corners: number[] = [];
    let x = startX;
    let y = startY;
    let direction = 0;
    do {
      if (direction === 0) seen[y * width + x] = 1;
      x += DX[direction as 0];
      y += DY[direction as 0];
      const turned = turn(inside, x, y, direction);
      if (turned !== direction) corners.push(left + x, top + y);
      direction = turned;
    } while (x !== startX || y !== startY || direction !== 0);
    return Float32Array.from(corners);
  };

  const polygons: Float32Array[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if ((data[at] as number) < INSIDE || seen[at] === 1 || inside(x, y - 1)) continue;
      polygons.push(trace(x, y));
    }
  }
  return polygons;
}

/** Way of the border from corner (x, y); pixels that only touch at a corner stay apart. */
function turn(
  inside: (x: number, y: number) => boolean,
  x: number,
  y: number,
  direction: number,
): number {
  // The two pixels ahead of the corner: on the left hand and on the right hand.
  const ahead = [
    { left: [0, -1], right: [0, 0] },
    { left: [0, 0], right: [-1, 0] },
    { left: [-1, 0], right: [-1, -1] },
    { left: [-1, -1], right: [0, -1] },
  ] as const;
  const { left, right } = ahead[direction as 0];
  if (!inside(x + right[0], y + right[1])) return (direction + 1) % 4;
  return inside(x + left[0], y + left[1]) ? (direction + 3) % 4 : direction;
}
