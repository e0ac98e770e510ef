/** A file that was made and is held in memory. */
export interface SavedFile {
  /** Suggested file name with extension. */
  readonly name: string;
  readonly type: 'image/vnd.adobe.photoshop' | 'image/png';
  readonly bytes: Uint8Array<ArrayBuffer>;
}
