import type { ReadBytes } from '../../core/tensor';

/** Bytes of a file that a parser wants next. */
export interface WantedRange {
  readonly offset: number;
  readonly length: number;
}

/**
 * A parser that says which bytes it wants and gets them, so that one and the same works in a worker,
 * which reads at once, and on a page, which waits. What it gets is borrowed until it wants more.
 */
export type Reading<T> = Generator<WantedRange, T, Uint8Array>;

export function readNow<T>(reading: Reading<T>, read: ReadBytes): T {
  let step = reading.next();
  while (step.done !== true) step = reading.next(read(step.value.offset, step.value.length));
  return step.value;
}

export async function readLater<T>(
  reading: Reading<T>,
  read: (offset: number, length: number) => Promise<Uint8Array>,
): Promise<T> {
  let step = reading.next();
  while (step.done !== true) {
    step = reading.next(await read(step.value.offset, step.value.length));
  }
  return step.value;
}
