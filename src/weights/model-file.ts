/**
 * A model file of the user: picked (or kept in the browser's own storage), or served over http by a
 * server that answers range requests. Crosses into a worker without a copy.
 */
export type ModelFile =
  | { readonly kind: 'blob'; readonly name: string; readonly blob: Blob }
  | {
      readonly kind: 'http';
      readonly name: string;
      readonly url: string;
      readonly byteLength: number;
    };

export function modelFileBytes(file: ModelFile): number {
  return file.kind === 'blob' ? file.blob.size : file.byteLength;
}
