import { FileError } from '../../../core/errors';
import { fileUnreadable } from '../../../core/file-errors';

/** The largest file that a page can hold in one piece, bytes. */
const MAX_BYTES = 2 ** 31 - 1;

/** Types that the file dialog offers first. */
export const ACCEPTED_TYPES =
  '.psd,.psb,.png,.jpg,.jpeg,.webp,image/png,image/jpeg,image/webp,image/vnd.adobe.photoshop';

/**
 * Reads a file whole.
 * @throws FileError `file-too-long`, `file-unreadable`
 */
export async function readBytes(file: Blob, name: string): Promise<ArrayBuffer> {
  if (file.size > MAX_BYTES) {
    throw new FileError({
      code: 'file-too-long',
      message: `${name} is larger than 2 GB.`,
      hint: 'Crop or flatten the picture in another program first.',
      details: { name, bytes: file.size },
    });
  }
  try {
    return await file.arrayBuffer();
  } catch (cause) {
    throw fileUnreadable(name, cause);
  }
}

/** The first file that is dragged or pasted; null when there is none. */
export function fileOf(transfer: DataTransfer | null): File | null {
  return transfer?.files[0] ?? null;
}

export function carriesFiles(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes('Files') ?? false;
}
