import type { ImageColors } from '../core/document';
import { greyColors, rgbColors } from '../pixels/icc/image-colors';
import type { EditorDocument } from './document/editor-document';

/** What the RGB values mean in which a document's layers are read; its own profile is not given away. */
export function documentColors({
  mode,
  iccProfile,
}: Pick<EditorDocument, 'mode' | 'iccProfile'>): ImageColors {
  return mode === 'grayscale' ? greyColors(iccProfile) : rgbColors(iccProfile);
}
