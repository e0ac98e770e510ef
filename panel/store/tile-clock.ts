/** Completion times of a run's tiles, for estimating the time that is left. */
export interface TileClock {
  readonly startedAtMs: number;
  readonly done: number;
  readonly total: number;
  /** When the first tile, which also warms the device up, was done; null until then. */
  readonly firstTileAtMs: number | null;
  readonly lastTileAtMs: number;
}

export function startTileClock(nowMs: number): TileClock {
  return { startedAtMs: nowMs, done: 0, total: 0, firstTileAtMs: null, lastTileAtMs: nowMs };
}

/** The clock once `done` of `total` tiles are; 0 restarts it. */
export function tileDone(clock: TileClock, done: number, total: number, nowMs: number): TileClock {
  // Preparation ends here; it is not part of a tile's time.
  if (done === 0) return { ...startTileClock(nowMs), total };
  if (done === clock.done) return { ...clock, total };
  const firstTileAtMs = clock.firstTileAtMs ?? nowMs;
  return { ...clock, done, total, firstTileAtMs, lastTileAtMs: nowMs };
}

/**
 * Measured milliseconds of a tile (without the first, as soon as there are others); null while
 * nothing is measured.
 */
export function msPerTile(clock: TileClock): number | null {
  if (clock.firstTileAtMs === null || clock.done === 0) return null;
  return clock.done === 1
    ? clock.firstTileAtMs - clock.startedAtMs
    : (clock.lastTileAtMs - clock.firstTileAtMs) / (clock.done - 1);
}

/** Estimated milliseconds until the last tile is done; null while nothing is measured. */
export function remainingMs(clock: TileClock, nowMs: number): number | null {
  const each = msPerTile(clock);
  if (each === null) return null;
  return Math.max(0, each * (clock.total - clock.done) - (nowMs - clock.lastTileAtMs));
}
