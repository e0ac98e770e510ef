/** Index of what a key chooses in a row of `count`; null where the key means nothing. */
export function neighbour(key: string, at: number, count: number): number | null {
  const next = {
    ArrowLeft: at - 1,
    ArrowUp: at - 1,
    ArrowRight: at + 1,
    ArrowDown: at + 1,
    Home: 0,
    End: count - 1,
  }[key];
  return next === undefined ? null : Math.min(count - 1, Math.max(0, next));
}
