import type { Size } from '../../../src/core/geometry';

/** RGBA pixels in a file beside the page. */
export interface PictureFile extends Size {
  readonly file: string;
}

export async function fetchPixels({ file }: PictureFile): Promise<Uint8ClampedArray> {
  const response = await fetch(file);
  if (!response.ok) throw new Error(`${file}: HTTP ${response.status}`);
  return new Uint8ClampedArray(await response.arrayBuffer());
}

/** Bytes as base64. */
export function textOf(bytes: Uint8ClampedArray): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(text);
}

/** A picture that came out, with its time. */
export interface Enlarged extends Size {
  readonly ms: number;
  /** 8-bit values, base64. */
  readonly pixels: string;
  readonly channels: 3 | 4;
}
