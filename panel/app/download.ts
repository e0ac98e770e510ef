/** How long a download's URL stays valid, so that the browser has time to read it, milliseconds. */
const RELEASE_AFTER_MS = 60_000;

export function download(file: { readonly name: string; readonly blob: Blob }): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file.blob);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), RELEASE_AFTER_MS);
}
