/** Completion times of a run's tiles, for estimating the time that is left. */
export interface TileClock {
  /** Tiles that an earlier run had done; 0 where it began anew. */
  readonly from: number;
  readonly startedAtMs: number;
  readonly done: number;
  readonly total: number;
  /** When the first tile, which also warms the device up, was done; null until then. */
  readonly firstTileAtMs: number | null;
  readonly lastTileAtMs: number;
}

export function startTileClock(nowMs: number, from = 0): TileClock {
  const at = { startedAtMs: nowMs, firstTileAtMs: null, lastTileAtMs: nowMs };
  return { from, done: from, total: 0, ...at };
}

/** The clock once `done` of `total` tiles are; as many as it began with restart it. */
export function tileDone(clock: TileClock, done: number, total: number, nowMs: number): TileClock {
  // Preparation ends here; it is not part of a tile's time.
  if (done <= clock.from) return { ...startTileClock(nowMs, done), total };
  if (done === clock.done) return { ...clock, total };
  const firstTileAtMs = clock.firstTileAtMs ?? nowMs;
  return { ...clock, done, total, firstTileAtMs, lastTileAtMs: nowMs };
}

/**
 * Measured milliseconds of a tile (without the first, as soon as there are others); null while
 * nothing is measured.
 */
export function msPerTile(clock: TileClock): number | null {
  const measured = clock.done - clock.from;
  if (clock.firstTileAtMs === null || measured === 0) return null;
  return measured === 1
    ? clock.firstTileAtMs - clock.startedAtMs
    : (clock.lastTileAtMs - clock.firstTileAtMs) / (measured - 1);
}

/** Estimated milliseconds until the last tile is done; null while nothing is measured. */
export function remainingMs(clock: TileClock, nowMs: number): number | null {
  const each = msPerTile(clock);
  if (each === null) return null;
  return Math.max(0, each * (clock.total - clock.done) - (nowMs - clock.lastTileAtMs));
}
