import { type DocRect, type Size, intersect, isEmpty, rectOfSize } from '../../../core/geometry';

/** Width and height of a tile, in pixels of its level. */
export const TILE = 512;

/**
 * One square of the document at a level of detail: level 0 is the document's own pixels, each
 * further level half as many in both directions.
 */
export interface ViewTile {
  readonly level: number;
  readonly column: number;
  readonly row: number;
  readonly docRect: DocRect;
  /** Size of the picture to ask for, pixels. */
  readonly size: Size;
}

/** The coarsest level that is still at least as fine as the screen. */
export function levelFor(deviceZoom: number): number {
  return Math.max(0, Math.floor(Math.log2(1 / deviceZoom) + 1e-6));
}

export function tileKey(tile: Pick<ViewTile, 'level' | 'column' | 'row'>): string {
  return `${tile.level}:${tile.column}:${tile.row}`;
}

function tileAt(level: number, column: number, row: number, document: Size): ViewTile {
  const side = TILE * 2 ** level;
  const square = { x: column * side, y: row * side, width: side, height: side };
  const docRect = intersect(square, rectOfSize(document));
  const size = {
    width: Math.max(1, Math.ceil(docRect.width / 2 ** level)),
    height: Math.max(1, Math.ceil(docRect.height / 2 ** level)),
  };
  return { level, column, row, docRect, size };
}

/** The tiles of one level that cover `visible`, those nearest to its middle first. */
export function tilesFor(visible: DocRect, level: number, document: Size): readonly ViewTile[] {
  const part = intersect(visible, rectOfSize(document));
  if (isEmpty(part)) return [];
  const side = TILE * 2 ** level;
  const tiles: ViewTile[] = [];
  for (let row = Math.floor(part.y / side); row * side < part.y + part.height; row++) {
    for (let column = Math.floor(part.x / side); column * side < part.x + part.width; column++) {
      tiles.push(tileAt(level, column, row, document));
    }
  }
  const middle = { x: part.x + part.width / 2, y: part.y + part.height / 2 };
  const distance = ({ docRect: r }: ViewTile): number =>
    Math.hypot(r.x + r.width / 2 - middle.x, r.y + r.height / 2 - middle.y);
  return tiles.sort((a, b) => distance(a) - distance(b));
}
