import type { PngFile } from '../../pixels/png/read-png';
import { readPngMetadata, type PngMetadata } from './png-metadata';
import { isTiff } from './tiff';

/** Facts that a PNG states beside its pixels. */
export interface PngInfo {
  readonly animated: boolean;
  /** Whether the colour type has no colours. */
  readonly grey: boolean;
  readonly metadata: PngMetadata;
  /** Parts that were left out, by the names of `droppedNotice`. */
  readonly dropped: readonly string[];
}

export function pngInfo({ header, ancillary, iccProfile, dropped, trailing }: PngFile): PngInfo {
  const parts = [...dropped];
  if (ancillary.some(({ type, data }) => type === 'eXIf' && !isTiff(data))) parts.push('eXIf');
  if (trailing > 0) parts.push('trailing');
  return {
    animated: ancillary.some(({ type }) => type === 'acTL'),
    grey: header.color === 'grey' || header.color === 'grey-alpha',
    metadata: readPngMetadata(ancillary, iccProfile),
    dropped: parts,
  };
}
