/** Seconds that `work` takes, with what it gives. */
export async function timed<T>(work: () => Promise<T>): Promise<readonly [seconds: number, T]> {
  const started = performance.now();
  const result = await work();
  return [(performance.now() - started) / 1e3, result];
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}

export function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
