/** WebP files put together by hand (RFC 9649). */
export function webpChunk(type: string, body: Uint8Array): Uint8Array {
  const out = Buffer.alloc(8 + body.length + (body.length % 2));
  out.write(type, 0, 'latin1');
  out.writeUInt32LE(body.length, 4);
  out.set(body, 8);
  return new Uint8Array(out);
}

/** The file of these chunks; `off` is how wrong its length is. */
export function riff(chunks: readonly Uint8Array[], off = 0): Uint8Array {
  const body = Buffer.concat(chunks);
  const head = Buffer.from('RIFF....WEBP', 'latin1');
  head.writeUInt32LE(body.length + 4 + off, 4);
  return new Uint8Array(Buffer.concat([head, body]));
}

/** The chunks of a well-formed file. */
export function webpChunks(
  file: Uint8Array,
): readonly (readonly [type: string, body: Uint8Array])[] {
  const bytes = Buffer.from(file);
  const found: [string, Uint8Array][] = [];
  for (let at = 12; at + 8 <= bytes.length;) {
    const length = bytes.readUInt32LE(at + 4);
    found.push([bytes.toString('latin1', at, at + 4), file.slice(at + 8, at + 8 + length)]);
    at += 8 + length + (length % 2);
  }
  return found;
}
