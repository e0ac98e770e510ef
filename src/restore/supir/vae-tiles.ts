import { rect, type Rect } from '../../core/geometry';

export interface VaeTile {
  /** Part that the network is given, in its input's pixels or cells. */
  readonly input: Rect;
  /** Part of its answer that is kept, in the output's. */
  readonly output: Rect;
}

export interface VaeTiling {
  /** Largest side of a tile's core, in the input's pixels or cells. */
  readonly tile: number;
  /** Width of the surroundings that a tile sees around its core. */
  readonly padding: number;
}

/** Tiles of the encoders, pixels (docs/supir.md, section 11). */
export const ENCODER_TILING: VaeTiling = { tile: 512, padding: 32 };
/** Tiles of the decoder, latent cells. */
export const DECODER_TILING: VaeTiling = { tile: 64, padding: 11 };

/** As `vaeTiles`; null: the picture goes through in one piece, as it always does where tiling is null. */
export function tilesOf(
  height: number,
  width: number,
  tiling: VaeTiling | null,
  toOutput: number,
): readonly VaeTile[] | null {
  const isWhole = tiling === null || Math.max(height, width) <= 2 * tiling.padding + tiling.tile;
  return isWhole ? null : vaeTiles(height, width, tiling, toOutput);
}

/**
 * Tiles of a picture in reading order. `toOutput`: 8 for the decoder, 1/8 for an encoder
 * (docs/supir.md, section 11).
 */
export function vaeTiles(
  height: number,
  width: number,
  tiling: VaeTiling,
  toOutput: number,
): readonly VaeTile[] {
  const rows = axis(height, tiling);
  const columns = axis(width, tiling);
  const out = (value: number): number => Math.floor(value * toOutput);
  return rows.flatMap((row) =>
    columns.map((column) => ({
      input: rect(column.from, row.from, column.to - column.from, row.to - row.from),
      output: rect(
        out(column.keepFrom),
        out(row.keepFrom),
        out(column.keepTo) - out(column.keepFrom),
        out(row.keepTo) - out(row.keepFrom),
      ),
    })),
  );
}

/**
 * The smallest tiling, in steps of 8, that needs no more tiles for these sides than this one: the
 * last tile of a row would else be small and the others larger than they need be.
 */
export function evenTiling(sides: readonly number[], tiling: VaeTiling): VaeTiling {
  const sizes = sides.map((length) => {
    const inner = length - 2 * tiling.padding;
    const count = Math.max(1, Math.ceil(inner / tiling.tile));
    return Math.ceil(inner / count / 8) * 8;
  });
  return { ...tiling, tile: Math.min(tiling.tile, Math.max(8, ...sizes)) };
}

interface Span {
  readonly from: number;
  readonly to: number;
  readonly keepFrom: number;
  readonly keepTo: number;
}

function axis(length: number, { tile, padding }: VaeTiling): readonly Span[] {
  const inner = length - 2 * padding;
  const count = Math.max(1, Math.ceil(inner / tile));
  const size = roundedSize(Math.ceil(inner / count), tile);
  return Array.from({ length: count }, (_, j) => {
    const start = padding + j * size;
    const end = Math.min(padding + (j + 1) * size, length);
    return {
      from: Math.max(0, start - padding),
      to: Math.min(length, end + padding),
      keepFrom: start <= padding ? 0 : start,
      keepTo: end >= length - padding ? length : end,
    };
  });
}

/** The smallest multiple of 32, 16, 8, 4 or 2 that holds `size` and stays within the tile. */
function roundedSize(size: number, tile: number): number {
  for (const divisor of [32, 16, 8, 4, 2]) {
    const rounded = Math.ceil(size / divisor) * divisor;
    if (rounded <= tile) return rounded;
  }
  return size;
}
