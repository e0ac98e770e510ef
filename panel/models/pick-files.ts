import { isAbort } from '../../src/core/abort';

export interface PickedFile {
  readonly file: File;
  /** null where the browser gives no handles; the file is then not remembered. */
  readonly handle: FileSystemFileHandle | null;
  /** Id of the copy that the browser keeps; absent where there is none. */
  readonly kept?: string | null;
}

/** What a person picked. */
export interface Picked {
  readonly files: readonly PickedFile[];
  /** Files that went away between the click and the look at them, as one does whose download ends. */
  readonly lost: readonly { readonly name: string; readonly cause: unknown }[];
}

interface OpenPicker {
  showOpenFilePicker(options: {
    multiple: boolean;
    types: readonly { description: string; accept: Readonly<Record<string, readonly string[]>> }[];
  }): Promise<readonly FileSystemFileHandle[]>;
}

function hasOpenPicker(scope: object): scope is OpenPicker {
  return 'showOpenFilePicker' in scope && typeof scope.showOpenFilePicker === 'function';
}

/**
 * Asks for model files. `input`: this page has no picker of its own (a browser without one, or a
 * page inside another site's frame); an `<input type=file>` does it then.
 */
export async function pickModelFiles(scope: object): Promise<Picked | 'input'> {
  if (!hasOpenPicker(scope)) return 'input';
  try {
    const handles = await scope.showOpenFilePicker({
      multiple: true,
      types: [
        {
          description: 'Safetensors, PyTorch',
          accept: { 'application/octet-stream': ['.safetensors', '.ckpt'] },
        },
      ],
    });
    const looks = await Promise.all(
      handles.map(async (handle) => {
        const { name } = handle;
        return handle.getFile().then(
          (file) => ({ picked: { file, handle } }),
          (cause: unknown) => ({ lost: { name, cause } }),
        );
      }),
    );
    return {
      files: looks.flatMap((look) => ('picked' in look ? [look.picked] : [])),
      lost: looks.flatMap((look) => ('lost' in look ? [look.lost] : [])),
    };
  } catch (error) {
    if (isAbort(error)) return { files: [], lost: [] };
    if (error instanceof DOMException && error.name === 'SecurityError') return 'input';
    throw error;
  }
}

type HandedItem = DataTransferItem & {
  /** Chromium: a dropped file's handle, to be asked for while the event lasts. */
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
};

/** The files of a drop. Has to be called while the event lasts. */
export async function droppedFiles(data: DataTransfer): Promise<readonly PickedFile[]> {
  const asked = [...data.items]
    .filter((item) => item.kind === 'file')
    .map((item: HandedItem) => ({
      file: item.getAsFile(),
      handle: item.getAsFileSystemHandle?.().catch(() => null) ?? Promise.resolve(null),
    }));
  const picked = await Promise.all(
    asked.map(async ({ file, handle }) => ({ file, handle: await handle })),
  );
  return picked.flatMap(({ file, handle }) =>
    file === null ? [] : [{ file, handle: handle instanceof FileSystemFileHandle ? handle : null }],
  );
}
