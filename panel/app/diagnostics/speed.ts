/** Megabytes (10⁶) a second, with one decimal. */
export function megabytesPerSecond(bytes: number, ms: number): number {
  return Math.round(bytes / 100 / Math.max(0.1, ms)) / 10;
}
