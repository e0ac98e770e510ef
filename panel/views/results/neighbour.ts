/**
 * Index of what a key chooses among `count` in rows of `columns`; null where the key means nothing.
 * What lies beyond the last one, or the first, is out of reach.
 */
export function neighbour(key: string, at: number, count: number, columns: number): number | null {
  const next = {
    ArrowLeft: at - 1,
    ArrowUp: at - columns,
    ArrowRight: at + 1,
    ArrowDown: at + columns,
    Home: 0,
    End: count - 1,
  }[key];
  if (next === undefined) return null;
  return next < 0 || next >= count ? at : next;
}
