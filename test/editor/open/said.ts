import type { Metadata } from '../../../src/editor/document/metadata';
import { openFile } from '../../../src/editor/open/open-file';
import type { DocumentNotice } from '../../../src/editor/document/document-notice';
import { decodeWithJpegJs, png, type TiffEntry } from '../../support/picture-files';
import type { Chunk } from './colored';

export async function read(
  bytes: Uint8Array,
): Promise<Metadata & { readonly notices: readonly DocumentNotice[] }> {
  const { document } = await openFile(bytes, 'd', 'p', decodeWithJpegJs);
  return { ...document.metadata, notices: document.notices };
}

/** Tags of EXIF. */
export const TAG = {
  ...{ description: 0x010e, make: 0x010f, orientation: 0x0112, x: 0x011a, y: 0x011b },
  ...{ unit: 0x0128, author: 0x013b, copyright: 0x8298, exif: 0x8769, gps: 0x8825 },
};
/** Resolution fields; `unit` 2: inches, 3: centimetres. */
export const ppi = (x: [number, number], y: [number, number], unit: number | null): TiffEntry[] => [
  { tag: TAG.x, type: 5, value: x },
  { tag: TAG.y, type: 5, value: y },
  ...(unit === null ? [] : [{ tag: TAG.unit, type: 3 as const, value: [unit] }]),
];
/** Two grey pixels. */
export const picture = (...before: Chunk[]): Uint8Array =>
  png({ width: 2, height: 1, depth: 8, colorType: 0, rows: [Uint8Array.of(1, 2)], before });
