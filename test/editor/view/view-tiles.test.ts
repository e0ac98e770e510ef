import { contains, rectOfSize } from '../../../src/core/geometry';
import { deviceBox } from '../../../src/editor/view/canvas/paint-picture';
import { levelFor, TILE, tileKey, tilesFor } from '../../../src/editor/view/canvas/view-tiles';

describe('tiles', () => {
  it.each([
    [8, 0],
    [1, 0],
    [0.75, 0],
    [0.5, 1],
    [0.49, 1],
    [0.25, 2],
    [1 / 3, 1],
    [0.01, 6],
  ])('at zoom %d are taken from level %d: never coarser than the screen', (zoom, level) => {
    expect(levelFor(zoom)).toBe(level);
    expect(2 ** -levelFor(zoom)).toBeGreaterThanOrEqual(Math.min(1, zoom));
  });

  it('cover what is visible exactly once and stay inside the document', () => {
    const document = { width: 3001, height: 1999 };
    const visible = { x: 700, y: 300, width: 1900, height: 1699 };
    for (const level of [0, 1, 2]) {
      const tiles = tilesFor(visible, level, document);
      expect(new Set(tiles.map(tileKey)).size).toBe(tiles.length);
      expect(tiles.every((tile) => contains(rectOfSize(document), tile.docRect))).toBe(true);
      expect(tiles.every((tile) => tile.size.width <= TILE && tile.size.height <= TILE)).toBe(true);
      for (const [x, y] of [
        [700, 300],
        [2599, 1998],
        [1500, 1000],
        [1024, 512],
      ] as const) {
        const hits = tiles.filter(
          ({ docRect: r }) => x >= r.x && x < r.x + r.width && y >= r.y && y < r.y + r.height,
        );
        expect(hits).toHaveLength(1);
      }
    }
  });

  it('come with the middle first', () => {
    const [first] = tilesFor({ x: 0, y: 0, width: 2560, height: 2560 }, 0, {
      width: 2560,
      height: 2560,
    });
    expect([first?.column, first?.row]).toEqual([2, 2]);
  });

  it('are none where nothing is visible', () => {
    expect(tilesFor({ x: 50, y: 0, width: 0, height: 9 }, 0, { width: 99, height: 99 })).toEqual(
      [],
    );
  });

  it('meet on the screen without gap or overlap', () => {
    const view = { zoom: 0.7331, originX: 3.5, originY: -2.25 };
    const document = { width: 4096, height: 600 };
    const row = tilesFor(rectOfSize(document), 0, document)
      .filter((tile) => tile.row === 0)
      .sort((a, b) => a.column - b.column)
      .map((tile) => deviceBox(tile.docRect, view, 2));
    row.slice(1).forEach((box, i) => expect(box.x).toBe((row[i]?.x ?? 0) + (row[i]?.width ?? 0)));
  });
});
