import { sha256 } from 'hash-wasm';
import * as v from 'valibot';
import { createBreather } from '../../../src/core/breathe';
import { fitsLimit } from '../../../src/core/document-limit';
import { area, sameSize } from '../../../src/core/geometry';
import type { Image } from '../../../src/core/image';
import type { Mask } from '../../../src/core/mask';
import { inflateAtMost } from '../../../src/pixels/inflate';
import { decodePngInTurns } from '../../../src/pixels/png/decode-png';
import { deflated, encodePng } from '../../../src/pixels/png/encode-png';
import { PngError } from '../../../src/pixels/png/errors';
import { readPngInTurns } from '../../../src/pixels/png/read-png';

/** The sides of a PSB file, and more pixels than the memory of a tab holds. */
export const LARGEST = { maxSide: 300_000, maxArea: 400_000_000 };

/** About how many bytes of a mask go to the compressor at once. */
const PIECE_BYTES = 1 << 20;

const SIDE = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
/** SHA-256 of stored bytes, hexadecimal. */
export const KEY = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const PICTURE = {
  /** Of the compressed bytes. */
  key: KEY,
  width: SIDE,
  height: SIDE,
};

/** What has to be known of a picture before it is unpacked: a PNG of this size. */
export const IMAGE_FORM = v.pipe(
  v.object({ ...PICTURE, depth: v.picklist([8, 16]) }),
  v.check((size) => fitsLimit(size, LARGEST)),
);
/** The bytes of a mask, as one zlib stream. */
export const MASK_FORM = v.pipe(
  v.object(PICTURE),
  v.check((size) => fitsLimit(size, LARGEST)),
);

export type ImageForm = v.InferOutput<typeof IMAGE_FORM>;
export type MaskForm = v.InferOutput<typeof MASK_FORM>;

export interface PackedPicture<Form> {
  readonly key: string;
  readonly bytes: Uint8Array;
  readonly form: Form;
}

/** Reads bytes by their key; undefined where there are none. */
export type ReadPicture = (key: string) => Promise<Uint8Array | undefined>;

/** As PNG: every value stays, those under full transparency too. */
export async function packImage(image: Image): Promise<PackedPicture<ImageForm>> {
  const { width, height, depth } = image;
  const bytes = await encodePng(image);
  const key = await sha256(bytes);
  return { key, bytes, form: { key, width, height, depth } };
}

export async function packMask({ width, height, data }: Mask): Promise<PackedPicture<MaskForm>> {
  const bytes = await deflated(piecesOf(data));
  const key = await sha256(bytes);
  return { key, bytes, form: { key, width, height } };
}

function* piecesOf(data: Uint8Array): Generator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at < data.length; at += PIECE_BYTES) {
    yield Uint8Array.from(data.subarray(at, at + PIECE_BYTES));
  }
}

/** null: what is stored is missing, damaged or of another size. Pauses: whoever else asks this thread for something waits for it. */
export async function unpackImage(form: ImageForm, read: ReadPicture): Promise<Image | null> {
  const bytes = await sound(form.key, read);
  if (bytes === null) return null;
  const breathe = createBreather(undefined);
  try {
    const file = await readPngInTurns(bytes, breathe);
    if (!sameSize(file.header, form)) return null;
    const image = await decodePngInTurns(file, breathe);
    return image.depth === form.depth ? image : null;
  } catch (error) {
    if (error instanceof PngError) return null;
    throw error;
  }
}

/** null: what is stored is missing, damaged or of another size. */
export async function unpackMask(form: MaskForm, read: ReadPicture): Promise<Mask | null> {
  const bytes = await sound(form.key, read);
  const data = bytes && inflateAtMost(bytes, area(form));
  if (data?.length !== area(form)) return null;
  return { width: form.width, height: form.height, data };
}

/** What is stored under a key; null: nothing, or something else. */
export async function sound(key: string, read: ReadPicture): Promise<Uint8Array | null> {
  const bytes = await read(key);
  // Anything may lie in a storage that other versions of this page write.
  if (!(bytes instanceof Uint8Array)) return null;
  return (await sha256(bytes)) === key ? bytes : null;
}
