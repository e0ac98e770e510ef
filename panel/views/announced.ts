/** Every how much of a whole a screen reader hears about it. */
const STEP = 0.25;

/** The share of a whole that is said aloud, so that a person is informed and not flooded; 0…1. */
export function announcedShare(share: number): number {
  return Math.floor(share / STEP) * STEP;
}
