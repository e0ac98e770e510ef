/**
 * Gives the memory of an array back at once; the array is empty after it. Large buffers otherwise
 * wait for the garbage collector. It has to leave the thread: of a buffer that the browser made, or
 * was shown, the browser keeps a hold of its own until it is moved away.
 */
export function discard({ buffer }: { readonly buffer: ArrayBufferLike }): void {
  if (!(buffer instanceof ArrayBuffer) || buffer.byteLength === 0) return;
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(null, [buffer]);
  port1.close();
  port2.close();
}
