import { readPsd, type Layer as PsdLayer, type PixelData } from 'ag-psd';
import { convertIndexedToRgb, decode as decodePng } from 'fast-png';
import { prepareAgPsd } from '../files/psd-read';
import { hasWholeRows } from './whole-rows';

/** 8-bit samples; `channels` of them a pixel. */
export interface DecodedPicture {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: ArrayLike<number>;
}

interface Placed {
  readonly left: number;
  readonly top: number;
}

export interface DecodedMask extends DecodedPicture, Placed {
  readonly outside: number;
  readonly disabled: boolean;
}

/** What a reader of a PSD sees of one layer. Opacities are bytes, as the file has them. */
export interface DecodedLayer extends Placed {
  readonly name: string;
  readonly id: number | undefined;
  readonly mode: string;
  readonly opacity: number;
  readonly fill: number;
  readonly visible: boolean;
  readonly clipped: boolean;
  readonly pixels: DecodedPicture | null;
  readonly mask: DecodedMask | null;
  /** Corners of a smart object, and the picture in it. */
  readonly placed: { readonly corners: readonly number[]; readonly content: Uint8Array } | null;
  readonly adjustment: string | null;
  readonly children: readonly DecodedLayer[] | null;
}

export interface DecodedDocument {
  readonly width: number;
  readonly height: number;
  readonly merged: DecodedPicture | null;
  readonly layers: readonly DecodedLayer[];
}

export type Decoded = { readonly png: DecodedPicture } | { readonly psd: DecodedDocument };

function picture({ width, height, data }: PixelData): DecodedPicture {
  return { width, height, channels: 4, data };
}

function mask({ mask: source }: PsdLayer): DecodedMask | null {
  if (source === undefined) return null;
  const { imageData, left = 0, top = 0, defaultColor = 0, disabled = false } = source;
  const { width = 0, height = 0 } = imageData ?? {};
  const data = Uint8Array.from({ length: width * height }, (_, i) => imageData?.data[i * 4] ?? 0);
  return { width, height, channels: 1, data, left, top, outside: defaultColor, disabled };
}

type Files = ReadonlyMap<string, Uint8Array>;

function layer(source: PsdLayer, files: Files): DecodedLayer {
  const { placedLayer, imageData, children } = source;
  const pixels = imageData && imageData.width * imageData.height > 0 ? picture(imageData) : null;
  return {
    name: source.name ?? '',
    id: source.id,
    left: pixels ? (source.left ?? 0) : 0,
    top: pixels ? (source.top ?? 0) : 0,
    mode: source.blendMode ?? 'normal',
    opacity: Math.round((source.opacity ?? 1) * 255),
    fill: Math.round((source.fillOpacity ?? 1) * 255),
    visible: source.hidden !== true,
    clipped: source.clipping ?? false,
    pixels,
    mask: mask(source),
    placed: placedLayer
      ? { corners: placedLayer.transform, content: files.get(placedLayer.id) ?? new Uint8Array() }
      : null,
    adjustment: source.adjustment?.type ?? null,
    children: children?.map((child) => layer(child, files)) ?? null,
  };
}

function decodePsd(bytes: Uint8Array): DecodedDocument {
  prepareAgPsd();
  const psd = readPsd(bytes, { useImageData: true, skipThumbnail: true });
  const files = new Map(psd.linkedFiles?.map(({ id, data }) => [id, data ?? new Uint8Array()]));
  const { width, height, imageData, children = [] } = psd;
  const merged = imageData && hasWholeRows(bytes) ? picture(imageData) : null;
  return { width, height, merged, layers: children.map((child) => layer(child, files)) };
}

function decodedPng(bytes: Uint8Array): DecodedPicture {
  const png = decodePng(bytes);
  const source = png.palette ? convertIndexedToRgb(png) : png.data;
  const channels = png.palette ? (png.palette[0]?.length ?? 3) : png.channels;
  const pixels = png.width * png.height;
  const data = new Uint8Array(pixels * 4).fill(255);
  for (let i = 0; i < pixels; i++) {
    for (let c = 0; c < 4; c++) {
      if (c < 3 || channels % 2 === 0) {
        data[i * 4 + c] =
          source[i * channels + (channels < 3 && c < 3 ? 0 : Math.min(c, channels - 1))] ?? 0;
      }
    }
  }
  return { width: png.width, height: png.height, channels: 4, data };
}

/** A PSD read with ag-psd, or a PNG read with fast-png. */
export function decodeFile(bytes: Uint8Array): Decoded {
  return bytes[0] === 0x38 ? { psd: decodePsd(bytes) } : { png: decodedPng(bytes) };
}
