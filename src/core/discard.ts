/**
 * Gives the memory of an array back at once, where the browser can: large buffers otherwise wait for
 * the garbage collector, which does not see how much memory they hold. The array is empty after it.
 */
export function discard({ buffer }: { readonly buffer: ArrayBufferLike }): void {
  (buffer as { transfer?: (byteLength: number) => unknown }).transfer?.(0);
}
