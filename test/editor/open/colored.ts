import { deflateSync } from 'node:zlib';
import type { Image } from '../../../src/core/image';
import type { EditorDocument } from '../../../src/editor/document/editor-document';
import { openFile } from '../../../src/editor/open/open-file';
import { decodeWithJpegJs, png } from '../../support/picture-files';

export async function openDocument(bytes: Uint8Array): Promise<EditorDocument> {
  return (await openFile(bytes, 'd', 'p', decodeWithJpegJs)).document;
}

/** The one layer of a picture. */
export function imageOf({ layers: [layer] }: EditorDocument): Image {
  if (layer?.children !== null) throw new Error('one layer expected');
  return layer.raster!.load();
}

export type Chunk = readonly [type: string, data: Uint8Array];

export function u32(...values: number[]): Uint8Array {
  const out = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => out.writeUInt32BE(value, i * 4));
  return new Uint8Array(out);
}

export function gAMA(value: number): Chunk {
  return ['gAMA', u32(value)];
}

/** White, red, green, blue: x and y of each. */
export function cHRM(...xy: number[]): Chunk {
  return ['cHRM', u32(...xy.map((v) => Math.round(v * 100_000)))];
}

export function iCCP(profile: Uint8Array): Chunk {
  return ['iCCP', Buffer.concat([Buffer.from('x\0\0', 'latin1'), deflateSync(profile)])];
}

/** Two RGB pixels, (255, 255, 30) and (9, 8, 7). */
export function coloredPng(...before: Chunk[]): Uint8Array {
  const rows = [Uint8Array.of(255, 255, 30, 9, 8, 7)];
  return png({ width: 2, height: 1, depth: 8, colorType: 2, rows, before });
}

export const ADOBE_CHRM = cHRM(0.3127, 0.329, 0.64, 0.33, 0.21, 0.71, 0.15, 0.06);
