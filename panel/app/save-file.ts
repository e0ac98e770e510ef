interface NamedFile {
  readonly name: string;
  readonly blob: Blob;
}

/** How long the URL of a file stays valid, so that the browser has time to read it, milliseconds. */
const RELEASE_AFTER_MS = 60_000;

/** Puts a file where the person finds it. */
export type SaveFile = (file: NamedFile) => Promise<void>;

/** Hands a file to the browser's downloads. */
export function saveAsDownload({ name, blob }: NamedFile): Promise<void> {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), RELEASE_AFTER_MS);
  return Promise.resolve();
}
