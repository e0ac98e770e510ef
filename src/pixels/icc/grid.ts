/** Colours on an even grid over four inks. */
export interface InkGrid {
  /** Nodes along each ink, at least 2. */
  readonly points: readonly [number, number, number, number];
  /** Three numbers a node; the last ink's nodes are next to each other. */
  readonly values: Float32Array;
}

/** Writes three numbers for inks 0…1. */
export type InkLookup = (c: number, m: number, y: number, k: number, out: Float64Array) => void;

/**
 * Linear between the first ink's nodes, and along the edges of a tetrahedron between those of the
 * other three, as most colour engines do: greys stay grey. Runs once a pixel, so it allocates
 * nothing.
 */
export function inkLookup({ points, values }: InkGrid): InkLookup {
  const [pc, pm, py, pk] = points;
  const stepK = 3;
  const stepY = stepK * pk;
  const stepM = stepY * py;
  const stepC = stepM * pm;
  return (c, m, y, k, out) => {
    const atC = nodeBelow(c, pc);
    const atM = nodeBelow(m, pm);
    const atY = nodeBelow(y, py);
    const atK = nodeBelow(k, pk);
    const partC = c * (pc - 1) - atC;
    // Fractions along the three axes, to be sorted, the largest first, with the steps to the next nodes.
    let part0 = m * (pm - 1) - atM;
    let part1 = y * (py - 1) - atY;
    let part2 = k * (pk - 1) - atK;
    let step0 = stepM;
    let step1 = stepY;
    let step2 = stepK;
    if (part1 > part0) {
      const part = part0;
      const step = step0;
      part0 = part1;
      step0 = step1;
      part1 = part;
      step1 = step;
    }
    if (part2 > part1) {
      const part = part1;
      const step = step1;
      part1 = part2;
      step1 = step2;
      part2 = part;
      step2 = step;
    }
    if (part1 > part0) {
      const part = part0;
      const step = step0;
      part0 = part1;
      step0 = step1;
      part1 = part;
      step1 = step;
    }
    const first = atC * stepC + atM * stepM + atY * stepY + atK * stepK;
    const second = first + step0;
    const third = second + step1;
    const fourth = third + step2;
    const weight0 = 1 - part0;
    const weight1 = part0 - part1;
    const weight2 = part1 - part2;
    for (let i = 0; i < 3; i++) {
      const near =
        weight0 * (values[first + i] as number) +
        weight1 * (values[second + i] as number) +
        weight2 * (values[third + i] as number) +
        part2 * (values[fourth + i] as number);
      const far =
        weight0 * (values[first + stepC + i] as number) +
        weight1 * (values[second + stepC + i] as number) +
        weight2 * (values[third + stepC + i] as number) +
        part2 * (values[fourth + stepC + i] as number);
      out[i] = near + (far - near) * partC;
    }
  };
}

/** Node below a value. The last one begins no cell: the one before does, with a fraction of 1. */
function nodeBelow(value: number, points: number): number {
  return Math.min(points - 2, Math.floor(value * (points - 1)));
}
