import { crcOfBytes } from '../crc32';

/** A chunk as it is written: length and type, data, checksum. `type`: four letters. */
export function chunkParts(type: string, data: Uint8Array): readonly Uint8Array[] {
  const head = new Uint8Array(8);
  new DataView(head.buffer).setUint32(0, data.length);
  for (let i = 0; i < 4; i++) head[4 + i] = type.charCodeAt(i);
  const checksum = new Uint8Array(4);
  const crc = crcOfBytes(data, crcOfBytes(head.subarray(4)));
  new DataView(checksum.buffer).setUint32(0, crc);
  return [head, data, checksum];
}
