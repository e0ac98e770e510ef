/** A mistake on the command line; the message says which. */
export class UsageError extends Error {}

export function number(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < min || value > max) {
    throw new UsageError(`${name} ${text}: expected a number from ${min} to ${max}`);
  }
  return value;
}

/** @throws UsageError */
export function wholeNumber(name: string, text: string, min: number, max: number): number {
  const value = number(name, text, min, max);
  if (Number.isInteger(value)) return value;
  throw new UsageError(`${name} takes a whole number, not ${text}`);
}

/** @throws UsageError */
export function oneOf<T extends string>(name: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((value) => value === text);
  if (found === undefined) throw new UsageError(`${name} ${text}: expected ${allowed.join(', ')}`);
  return found;
}
