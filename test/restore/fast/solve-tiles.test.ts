import { area, contains, rect, rectOfSize } from '../../../src/core/geometry';
import { solveTiles, type TileGrid, type TileProblem } from '../../../src/restore/fast/solve-tiles';

const MARGIN = 34;

function solve(change: Partial<TileProblem> & Pick<TileProblem, 'context'>): TileGrid {
  const grid = solveTiles({
    region: rectOfSize(change.context),
    margin: MARGIN,
    maxTilePixels: 300_000,
    ...change,
  });
  if (grid === null) throw new Error('no grid');
  return grid;
}

function computed(grid: TileGrid): number {
  return grid.tiles.length * area(grid.tileSize);
}

/** The cores are a partition, and each sees `MARGIN` pixels around it or the picture's own edge. */
function expectSound(grid: TileGrid, { context, region, maxTilePixels }: TileProblem): void {
  const covered = new Uint8Array(context.width * context.height);
  for (const { tileRect, coreRect } of grid.tiles) {
    expect(tileRect).toMatchObject(grid.tileSize);
    expect(contains(rectOfSize(context), tileRect)).toBe(true);
    const right = (r: typeof tileRect): number => r.x + r.width;
    const bottom = (r: typeof tileRect): number => r.y + r.height;
    expect(tileRect.x === 0 || coreRect.x - tileRect.x >= MARGIN).toBe(true);
    expect(tileRect.y === 0 || coreRect.y - tileRect.y >= MARGIN).toBe(true);
    const seen = (limit: number, tile: number, core: number): boolean =>
      tile === limit || tile - core >= MARGIN;
    expect(seen(context.width, right(tileRect), right(coreRect))).toBe(true);
    expect(seen(context.height, bottom(tileRect), bottom(coreRect))).toBe(true);
    for (let y = coreRect.y; y < bottom(coreRect); y++) {
      for (let x = coreRect.x; x < right(coreRect); x++) covered[y * context.width + x]! += 1;
    }
  }
  for (let y = 0; y < context.height; y++) {
    for (let x = 0; x < context.width; x++) {
      const inside = contains(region, rect(x, y, 1, 1)) ? 1 : 0;
      if (covered[y * context.width + x] !== inside) throw new Error(`${x}, ${y}`);
    }
  }
  expect(area(grid.tileSize)).toBeLessThanOrEqual(maxTilePixels);
}

test('what fits is one tile of its own size, without padding', () => {
  const grid = solve({ context: { width: 513, height: 301 } });
  expect(grid.tiles).toEqual([{ tileRect: rect(0, 0, 513, 301), coreRect: rect(0, 0, 513, 301) }]);
});

test('a region in a wide context is computed with its margins only', () => {
  const grid = solve({ context: { width: 2000, height: 2000 }, region: rect(500, 600, 100, 90) });
  expect(grid.tiles[0]!.tileRect).toEqual(rect(466, 566, 168, 158));
});

test.each([
  ['square', 1000, 1000, 300_000],
  ['wide', 3001, 211, 100_000],
  ['tall', 97, 4001, 50_000],
  ['odd', 777, 555, 65_536],
  ['tight', 300, 280, 12_000],
])('%s: sound for %i × %i under %i', (_, width, height, maxTilePixels) => {
  const context = { width, height };
  const problem = { context, region: rectOfSize(context), margin: MARGIN, maxTilePixels };
  expectSound(solve(problem), problem);
  const inner = { ...problem, region: rect(3, 50, width - 20, height - 90) };
  expectSound(solve(inner), inner);
});

test('no other number of columns computes fewer pixels', () => {
  const width = 2600;
  const height = 900;
  const maxTilePixels = 200_000;
  const found = computed(solve({ context: { width, height }, maxTilePixels }));
  for (let columns = 1; columns < 20; columns++) {
    for (let rows = 1; rows < 20; rows++) {
      const w = Math.ceil((width + (columns - 1) * 2 * MARGIN) / columns);
      const h = Math.ceil((height + (rows - 1) * 2 * MARGIN) / rows);
      // Rounding up to a multiple of four may cost up to three pixels a side.
      if ((w + 3) * (h + 3) <= maxTilePixels) {
        expect(found).toBeLessThanOrEqual(columns * rows * (w + 3) * (h + 3));
      }
    }
  }
});

test('a limit that no useful tile keeps has no solution', () => {
  const context = { width: 500, height: 500 };
  const problem = { context, region: rectOfSize(context), margin: MARGIN };
  expect(solveTiles({ ...problem, maxTilePixels: 68 * 68 })).toBeNull();
  expect(solveTiles({ ...problem, maxTilePixels: 72 * 72 })).not.toBeNull();
});
