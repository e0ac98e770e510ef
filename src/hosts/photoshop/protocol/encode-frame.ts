import { crcOfText } from '../../../pixels/crc32';
import { PROTOCOL, VERSION, type Frame } from './frame';

export function encodeFrame(frame: Frame): string {
  const signed = { p: PROTOCOL, v: VERSION, ...frame };
  return JSON.stringify({ ...signed, c: checksum(signed) });
}

/** Checksum of the frame's text without `c`; the bytes of a chunk have a checksum of their own. */
export function checksum(fields: object): number {
  return crcOfText(JSON.stringify('d' in fields ? { ...fields, d: '' } : fields));
}
