import { throwIfAborted } from '../../core/abort';
import type { DecodeImage } from './decode-image';
import { emptyFile, unknownType } from './errors';
import { flatDocument } from './flat-document';
import type { Opened } from '../document/editor-document';
import { readPicture } from './read-picture';
import { openPsd } from './open-psd';
import { fileType, otherType } from './signature';

/**
 * Opens a file in the format that its first bytes announce; takes `bytes`.
 *
 * @throws FileError
 */
export async function openFile(
  bytes: Uint8Array,
  id: string,
  name: string,
  decode: DecodeImage,
  signal?: AbortSignal,
): Promise<Opened> {
  throwIfAborted(signal);
  if (bytes.length === 0) throw emptyFile(name);
  const type = fileType(bytes);
  if (type === null) throw unknownType(name, otherType(bytes));
  if (type === 'psd') return openPsd(bytes, id, name);
  const picture = await readPicture(bytes, type, name, decode, signal);
  throwIfAborted(signal);
  return flatDocument(picture, id, name);
}
