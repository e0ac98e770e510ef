/** Seeds are whole numbers below this. */
const SEEDS = 2 ** 32;

/** The seed of the variant that comes `count` after the one of `seed`. */
export function seedAfter(seed: number, count: number): number {
  return (seed + count) % SEEDS;
}
