import type { Mask } from '../core/mask';

/** Columns from `from` up to `to`, which is not one of them. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Side of the cells that a mask is looked at in, pixels: as far as anything may look from a busy one. */
export const CELL = 32;

/** Of a cell whose values differ. */
const MIXED = -1;

/** The parts of rows where a mask is not the same all around. */
export interface BusySpans {
  /** Where a row has other values than its own within `CELL` pixels; all other parts are flat. */
  readonly of: (y: number) => readonly Span[];
  /** Where a row is looked at from such a part. */
  readonly near: (y: number) => readonly Span[];
}

/** Looks at a mask once, in cells: what is busy is never left out, flat cells beside it are taken along. */
export function busySpans(mask: Mask): BusySpans {
  const columns = Math.ceil(mask.width / CELL);
  const bands = Math.ceil(mask.height / CELL);
  const levels = Array.from({ length: bands }, (_, band) => levelsOf(mask, band, columns));
  const neighbours = (band: number): number[] =>
    [band - 1, band, band + 1].filter((at) => at >= 0 && at < bands);
  const isBusy = (band: number, column: number): boolean => {
    const level = levels[band]?.[column];
    const [first, last] = [Math.max(0, column - 1), Math.min(columns - 1, column + 1)];
    return neighbours(band).some((at) => {
      for (let c = first; c <= last; c++) {
        const other = levels[at]?.[c];
        if (other === MIXED || other !== level) return true;
      }
      return false;
    });
  };
  const busy = levels.map((_, band) =>
    Array.from({ length: columns }, (_each, column) => isBusy(band, column)),
  );
  const own = busy.map((flags) => spansOf(flags, mask.width));
  const near = busy.map((flags, band) =>
    spansOf(
      flags.map((_, column) => neighbours(band).some((at) => busy[at]?.[column] === true)),
      mask.width,
    ),
  );
  return {
    of: (y) => own[Math.floor(y / CELL)] ?? [],
    near: (y) => near[Math.floor(y / CELL)] ?? [],
  };
}

/** The value of each cell of a band of rows. */
function levelsOf({ width, height, data }: Mask, band: number, columns: number): Int16Array {
  const levels = new Int16Array(columns);
  const top = band * CELL;
  for (let c = 0; c < columns; c++) levels[c] = data[top * width + c * CELL] as number;
  for (let y = top; y < Math.min(height, top + CELL); y++) {
    for (let c = 0; c < columns; c++) {
      const level = levels[c];
      if (level === MIXED) continue;
      const end = y * width + Math.min(width, (c + 1) * CELL);
      for (let i = y * width + c * CELL; i < end; i++) {
        if (data[i] === level) continue;
        levels[c] = MIXED;
        break;
      }
    }
  }
  return levels;
}

function spansOf(flags: readonly boolean[], width: number): readonly Span[] {
  const spans: { from: number; to: number }[] = [];
  flags.forEach((isBusy, column) => {
    if (!isBusy) return;
    const from = column * CELL;
    const to = Math.min(width, from + CELL);
    const last = spans.at(-1);
    if (last?.to === from) last.to = to;
    else spans.push({ from, to });
  });
  return spans;
}
