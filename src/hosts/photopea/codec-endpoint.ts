import { transfer } from 'comlink';
import { packError, type PackedError } from '../../core/errors';
import type { DocRect, Size } from '../../core/geometry';
import type { Image } from '../../core/image';
import type { Mask } from '../../core/mask';
import type { DocumentTraits, LayerFile, ReadLayer, StoredLayer } from './codec';
import { codecFunctions as codec } from './codec-functions';

/** An error as a value: thrown ones lose class and code on their way out of a worker. */
export type Packed<T> = { readonly value: T } | { readonly error: PackedError };

function packed<T>(work: () => T, buffersOf: (value: T) => ArrayBufferLike[]): Packed<T> {
  try {
    const value = work();
    return transfer({ value }, buffersOf(value) as Transferable[]);
  } catch (error) {
    return { error: packError(error) };
  }
}

/** What the worker offers; the results are handed over, not copied. */
export const codecEndpoint = {
  blankPsd(size: Size, name: string, iccProfile: Uint8Array): Packed<ArrayBuffer> {
    return packed(
      () => codec.blankPsd(size, name, iccProfile),
      (file) => [file],
    );
  },
  layerPsd(layer: LayerFile): Packed<ArrayBuffer> {
    return packed(
      () => codec.layerPsd(layer),
      (file) => [file],
    );
  },
  readStored(psd: ArrayBuffer, canvasRect: DocRect, docRect: DocRect): Packed<StoredLayer> {
    return packed(
      () => codec.readStored(psd, canvasRect, docRect),
      ({ own }) => (own === null ? [] : [own.image.data.buffer]),
    );
  },
  readDrawn(png: ArrayBuffer, canvasRect: DocRect, docRect: DocRect): Packed<ReadLayer> {
    return packed(
      () => codec.readDrawn(png, canvasRect, docRect),
      (read) => [read.image.data.buffer],
    );
  },
  withAlpha(image: Image, png: ArrayBuffer, pngRect: DocRect, docRect: DocRect): Packed<Image> {
    return packed(
      () => codec.withAlpha(image, png, pngRect, docRect),
      (read) => [read.data.buffer],
    );
  },
  readAlpha(png: ArrayBuffer, pngRect: DocRect, docRect: DocRect): Packed<Mask> {
    return packed(
      () => codec.readAlpha(png, pngRect, docRect),
      (mask) => [mask.data.buffer],
    );
  },
  readTraits(file: ArrayBuffer): Packed<DocumentTraits> {
    return packed(
      () => codec.readTraits(file),
      () => [],
    );
  },
};
