/** Length of one row that is packed by runs (PackBits), in samples. */
function unpackedLength(row: Uint8Array): number {
  let length = 0;
  for (let at = 0; at < row.length;) {
    const count = row[at] ?? 0;
    if (count > 128) {
      length += 257 - count;
      at += 2;
    } else if (count < 128) {
      length += count + 1;
      at += count + 2;
    } else at += 1;
  }
  return length;
}

/**
 * Whether every packed row of a PSD's merged picture has as many samples as the picture is wide. The real editor
 * loses the end of a channel when a file outgrows its buffer there (zeros from byte 32768 on), and then it has not.
 */
export function hasWholeRows(psd: Uint8Array): boolean {
  const view = new DataView(psd.buffer, psd.byteOffset, psd.byteLength);
  const [channels, height, width] = [view.getUint16(12), view.getUint32(14), view.getUint32(18)];
  let at = 26;
  for (let section = 0; section < 3; section++) at += 4 + view.getUint32(at);
  if (view.getUint16(at) !== 1) return true;
  const rows = channels * height;
  let start = at + 2 + rows * 2;
  for (let row = 0; row < rows; row++) {
    const end = start + view.getUint16(at + 2 + row * 2);
    if (unpackedLength(psd.subarray(start, end)) !== width) return false;
    start = end;
  }
  return true;
}
