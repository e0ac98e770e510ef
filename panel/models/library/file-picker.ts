import { isAbort } from '../../../src/core/abort';

interface SavePicker {
  showSaveFilePicker(options: {
    suggestedName: string;
    types: readonly { description: string; accept: Readonly<Record<string, readonly string[]>> }[];
  }): Promise<FileSystemFileHandle>;
}

export function hasSavePicker(scope: object): scope is SavePicker {
  return 'showSaveFilePicker' in scope && typeof scope.showSaveFilePicker === 'function';
}

/** Asks where a file should go; null: nowhere. Works right after a click alone. */
export async function pickSaveFile(
  scope: SavePicker,
  suggestedName: string,
): Promise<FileSystemFileHandle | null> {
  try {
    return await scope.showSaveFilePicker({
      suggestedName,
      types: [
        { description: 'Safetensors', accept: { 'application/octet-stream': ['.safetensors'] } },
      ],
    });
  } catch (error) {
    if (isAbort(error)) return null;
    throw error;
  }
}

/** Chromium's permission call, which the standard types do not have. */
type Guarded = FileSystemFileHandle & {
  requestPermission?(wanted: { readonly mode: 'readwrite' }): Promise<PermissionState>;
};

/** Asks to write a file of an earlier visit; works right after a click alone. */
export async function askToWrite(handle: FileSystemFileHandle): Promise<boolean> {
  const guarded: Guarded = handle;
  if (guarded.requestPermission === undefined) return true;
  return (await guarded.requestPermission({ mode: 'readwrite' })) === 'granted';
}
