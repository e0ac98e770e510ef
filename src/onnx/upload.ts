/** Numbers of a weight, as they are sent to a graphics adapter: in slices, read ahead. */
export interface StoredNumbers {
  /** Equal for equal numbers: what is made of them on the adapter is kept under it. */
  readonly key: string;
  readonly dtype: 'float16' | 'float32';
  readonly byteLength: number;
  /** The bytes belong to the caller. Rejects with what keeps them from being read. */
  readonly readAsync: (offset: number, length: number) => Promise<Uint8Array<ArrayBuffer>>;
}

/** Blocks of 32 numbers of 8 or 4 bits with a shared scale, made on the adapter. */
export interface Quantisation {
  readonly bits: 8 | 4;
  /** Numbers of a row: the last block of each may be shorter. */
  readonly inputs: number;
  readonly scales: 'float16' | 'float32';
}

/** What a graphics adapter makes of stored numbers for a parameter of a graph. */
export type Upload = { readonly from: StoredNumbers } & (
  | { readonly by: 'copy' }
  /** 16 bits to 32. */
  | { readonly by: 'widen' }
  | { readonly by: 'quantise'; readonly how: Quantisation; readonly part: 'packed' | 'scales' }
);

/** Equal for all parameters that are made together, and for equal ones. */
export function uploadKey(upload: Upload): string {
  const { key } = upload.from;
  if (upload.by !== 'quantise') return `${upload.by} ${key}`;
  const { bits, scales } = upload.how;
  return `q${bits} ${scales} ${key}`;
}

/** Inputs of one block of a quantised weight: they share a scale. */
export const QUANT_BLOCK = 32;

/** Blocks of a row of so many inputs; the last one may be shorter. */
export function blocksOfRow(inputs: number): number {
  return Math.ceil(inputs / QUANT_BLOCK);
}

/** Whatever the runtime binds has a multiple of this many bytes. */
const ALIGNMENT = 16;

/** Size of a buffer for the runtime that holds so many bytes. */
export function bufferBytes(byteLength: number): number {
  return Math.ceil(byteLength / ALIGNMENT) * ALIGNMENT;
}

/** Told while weights are read, and asked whether to go on. */
export interface LoadObserver {
  readonly signal: AbortSignal;
  readonly onLoad: (doneBytes: number, totalBytes: number) => void;
}

export const UNOBSERVED: LoadObserver = {
  signal: new AbortController().signal,
  onLoad: () => undefined,
};
