import { isAbort } from '../../../core/abort';
import type { SavedFile } from '../../save/save-document';
import type { SaveFormat } from '../../editor';

/** Target of a file; chosen before that is made, while the user's click still counts as one. */
export interface Destination {
  write(file: SavedFile): Promise<string>;
}

const TYPES = {
  psd: { mime: 'image/vnd.adobe.photoshop', extension: '.psd' },
  png: { mime: 'image/png', extension: '.png' },
} as const;

interface SavePicker {
  showSaveFilePicker(options: {
    suggestedName: string;
    types: readonly { description: string; accept: Readonly<Record<string, readonly string[]>> }[];
  }): Promise<FileSystemFileHandle>;
}

function hasSavePicker(scope: object): scope is SavePicker {
  return 'showSaveFilePicker' in scope && typeof scope.showSaveFilePicker === 'function';
}

/** Name for a saved file: `holiday.photo.psd` for `holiday.photo.jpg`. */
export function suggestedName(documentName: string, format: SaveFormat): string {
  const stem = documentName.replace(/\.(psd|psb|png|jpe?g|webp)$/i, '');
  return `${stem === '' ? 'picture' : stem}${TYPES[format].extension}`;
}

/** Asks where to save, or takes the browser's downloads; null when the user cancels. */
export async function chooseDestination(
  documentName: string,
  format: SaveFormat,
  description: string,
): Promise<Destination | null> {
  const scope: object = window;
  if (!hasSavePicker(scope)) return { write: download };
  const { mime, extension } = TYPES[format];
  try {
    const handle = await scope.showSaveFilePicker({
      suggestedName: suggestedName(documentName, format),
      types: [{ description, accept: { [mime]: [extension] } }],
    });
    return { write: (file) => writeTo(handle, file) };
  } catch (error) {
    if (isAbort(error)) return null;
    // A page inside another site's frame has the function but may not use it.
    if (error instanceof DOMException && error.name === 'SecurityError') return { write: download };
    throw error;
  }
}

async function writeTo(handle: FileSystemFileHandle, file: SavedFile): Promise<string> {
  const stream = await handle.createWritable();
  try {
    await stream.write(file.bytes);
  } catch (error) {
    await stream.abort();
    throw error;
  }
  await stream.close();
  return handle.name;
}

/** How long a browser may take to start reading a download, milliseconds. */
const DOWNLOAD_GRACE_MS = 60_000;

function download(file: SavedFile): Promise<string> {
  const url = URL.createObjectURL(new Blob([file.bytes], { type: file.type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), DOWNLOAD_GRACE_MS);
  return Promise.resolve(file.name);
}
