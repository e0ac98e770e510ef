import { type Rect, type Size, intersect } from '../../core/geometry';

/** One part of the picture that the network sees at once; both in pixels of the context. */
export interface GridTile {
  /** Part that the network gets. All tiles of a grid have the same size. */
  readonly tileRect: Rect;
  /** Part of the result that is kept. The cores of a grid cover the region once, without gaps. */
  readonly coreRect: Rect;
}

export interface TileGrid {
  readonly columns: number;
  readonly rows: number;
  readonly tileSize: Size;
  readonly tiles: readonly GridTile[];
}

export interface TileProblem {
  /** Size of the picture that there is. */
  readonly context: Size;
  /** The wanted part of it. */
  readonly region: Rect;
  /** Least distance of a core pixel from a tile edge that is not the picture's own. */
  readonly margin: number;
  readonly maxTilePixels: number;
}

interface Axis {
  readonly count: number;
  readonly extent: number;
}

/** Widths are rounded up to this if the picture is wide enough: the GPU reads four at a time. */
const ALIGNMENT = 4;

/**
 * The grid of equal tiles that computes the fewest pixels: as `margin` covers the network's whole
 * reach, cutting the tiles at their cores gives the picture of one big tile, without a seam.
 *
 * @returns null when not even the smallest useful tile keeps under `maxTilePixels`
 */
export function solveTiles(problem: TileProblem): TileGrid | null {
  const { context, region, margin, maxTilePixels } = problem;
  const xs = span(region.x, region.width, context.width, margin);
  const ys = span(region.y, region.height, context.height, margin);
  let best: { readonly x: Axis; readonly y: Axis; readonly pixels: number } | null = null;
  for (let columns = 1; columns <= xs.length; columns++) {
    const x = { count: columns, extent: extentFor(xs.length, columns, margin) };
    const y = fewestWithin(ys.length, margin, Math.floor(maxTilePixels / x.extent));
    if (y !== null) {
      const pixels = columns * x.extent * y.count * y.extent;
      const tiles = columns * y.count;
      if (
        best === null ||
        pixels < best.pixels ||
        (pixels === best.pixels && tiles < best.x.count * best.y.count)
      ) {
        best = { x, y, pixels };
      }
    }
    if (x.extent <= 2 * margin + ALIGNMENT) break;
  }
  if (best === null) return null;
  const columns = cut(xs, best.x, region.x, region.width);
  const rows = cut(ys, best.y, region.y, region.height);
  const tiles = rows.flatMap((row) =>
    columns.map((column) => ({
      tileRect: rectOf(column.tile, row.tile),
      coreRect: intersect(rectOf(column.core, row.core), region),
    })),
  );
  return {
    columns: best.x.count,
    rows: best.y.count,
    tileSize: { width: best.x.extent, height: best.y.extent },
    tiles,
  };
}

interface Span {
  readonly start: number;
  readonly length: number;
}

/** Extent that has to be seen along one axis. */
function span(start: number, length: number, limit: number, margin: number): Span {
  const from = Math.max(0, start - margin);
  const to = Math.min(limit, start + length + margin);
  return { start: from, length: to - from };
}

/** Extent with which `count` tiles cover `length`, neighbours sharing two margins. */
function extentFor(length: number, count: number, margin: number): number {
  const exact = Math.ceil((length + (count - 1) * 2 * margin) / count);
  return Math.min(length, count === 1 ? exact : Math.ceil(exact / ALIGNMENT) * ALIGNMENT);
}

function fewestWithin(length: number, margin: number, maxExtent: number): Axis | null {
  if (length <= maxExtent) return { count: 1, extent: length };
  const usable = maxExtent - (maxExtent % ALIGNMENT) - 2 * margin;
  if (usable <= 0) return null;
  const count = Math.ceil((length - 2 * margin) / usable);
  return { count, extent: extentFor(length, count, margin) };
}

interface Cut {
  readonly tile: Span;
  readonly core: Span;
}

/** Spreads the tiles evenly; the cut between two cores is in the middle of their overlap. */
function cut(whole: Span, axis: Axis, regionStart: number, regionLength: number): readonly Cut[] {
  const starts = Array.from({ length: axis.count }, (_, i) =>
    axis.count === 1
      ? whole.start
      : whole.start + Math.round((i * (whole.length - axis.extent)) / (axis.count - 1)),
  );
  const cuts = starts.slice(1).map((start, i) => {
    const previousEnd = (starts[i] ?? 0) + axis.extent;
    return Math.floor((previousEnd + start) / 2);
  });
  const edges = [regionStart, ...cuts, regionStart + regionLength];
  return starts.map((start, i) => {
    const from = edges[i] ?? 0;
    return {
      tile: { start, length: axis.extent },
      core: { start: from, length: (edges[i + 1] ?? 0) - from },
    };
  });
}

function rectOf(x: Span, y: Span): Rect {
  return { x: x.start, y: y.start, width: x.length, height: y.length };
}
