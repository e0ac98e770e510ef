/** How long the URL of a file stays valid, so that the browser has time to read it, milliseconds. */
const RELEASE_AFTER_MS = 60_000;

/** Puts a file where the person finds it. */
export type SaveFile = (file: { readonly name: string; readonly blob: Blob }) => Promise<void>;

/** Hands a file to the browser's downloads. */
export function saveFile({ name, blob }: { readonly name: string; readonly blob: Blob }): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), RELEASE_AFTER_MS);
}
