/** A model file that the user picked on this machine. Crosses into a worker without a copy. */
export interface ModelFile {
  readonly name: string;
  readonly blob: Blob;
}
