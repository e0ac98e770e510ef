import { remainingMs, startTileClock, tileDone } from '../../../panel/store/tile-clock';

describe('the estimate of the remaining time', () => {
  it('is unknown until a tile is measured', () => {
    const clock = startTileClock(1000);
    expect(remainingMs(clock, 5000)).toBeNull();
    expect(remainingMs(tileDone(clock, 0, 8, 1500), 5000)).toBeNull();
  });

  it('leaves the slow first tile out as soon as it can', () => {
    let clock = tileDone(startTileClock(0), 1, 5, 10_000);
    expect(remainingMs(clock, 10_000)).toBe(40_000);
    clock = tileDone(clock, 2, 5, 11_000);
    expect(remainingMs(clock, 11_000)).toBe(3000);
    clock = tileDone(clock, 3, 5, 13_000);
    expect(remainingMs(clock, 13_000)).toBe(3000);
  });

  it('runs down between two tiles and never below zero', () => {
    let clock = tileDone(startTileClock(0), 1, 3, 1000);
    clock = tileDone(clock, 2, 3, 2000);
    expect(remainingMs(clock, 2400)).toBe(600);
    expect(remainingMs(clock, 9000)).toBe(0);
    expect(remainingMs(tileDone(clock, 3, 3, 3000), 3000)).toBe(0);
  });

  it('counts from where an earlier run stood', () => {
    let clock = tileDone(startTileClock(0, 30), 30, 50, 5000);
    expect(remainingMs(clock, 6000)).toBeNull();
    clock = tileDone(clock, 31, 50, 8000);
    expect(remainingMs(clock, 8000)).toBe(19 * 3000);
    clock = tileDone(clock, 32, 50, 9000);
    expect(remainingMs(clock, 9000)).toBe(18 * 1000);
  });

  it('begins where nothing is done yet', () => {
    const clock = tileDone(tileDone(startTileClock(0), 0, 4, 3000), 0, 16, 4000);
    expect(clock).toMatchObject({ done: 0, total: 16, firstTileAtMs: null, startedAtMs: 4000 });
  });
});
