import type { IncomingMessage } from 'node:http';

export type ReadBody =
  { readonly bytes: Uint8Array } | { readonly tooLarge: number } | { readonly cut: true };

/** `cutAfter`: the connection ends when so many bytes have come. */
export async function readBody(
  request: IncomingMessage,
  limit: number,
  cutAfter = Infinity,
): Promise<ReadBody> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    // What has not been read stays: the answer goes out over the same connection.
    const body: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
    for await (const part of body) {
      parts.push(part);
      size += part.length;
      if (size >= cutAfter) {
        request.socket.destroy();
        return { cut: true };
      }
      if (size > limit) return { tooLarge: size };
    }
  } catch {
    return { cut: true };
  }
  return { bytes: new Uint8Array(Buffer.concat(parts)) };
}
