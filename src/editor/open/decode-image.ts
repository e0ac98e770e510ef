import type { Image8 } from '../../core/image';

/** A JPEG or WebP file that carries no colour profile and no orientation any more. */
export interface EncodedImage {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: 'image/jpeg' | 'image/webp';
  readonly hasAlpha: boolean;
}

export interface DecodedImage {
  readonly image: Image8;
  /** False where colours under partial transparency may have been rounded. */
  readonly exactAlpha: boolean;
}

/**
 * Decodes with the platform's own decoder.
 *
 * @throws any error for bytes that it cannot decode
 */
export type DecodeImage = (encoded: EncodedImage, signal?: AbortSignal) => Promise<DecodedImage>;
