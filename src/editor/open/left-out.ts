import type { DocumentNotice } from '../document/document-notice';
import type { Exif } from './exif';

/**
 * Metadata of a picture that are not put into saved files. The place where it was taken is among
 * them on purpose: a person who passes on a restored picture has not asked to reveal that, too.
 */
export type LeftOut = 'exif' | 'position' | 'xmp' | 'iptc' | 'texts';

/** All kinds, in the order in which they are named. */
const ALL: readonly LeftOut[] = ['exif', 'position', 'xmp', 'iptc', 'texts'];

export function leftOutNotices(found: Iterable<LeftOut>): readonly DocumentNotice[] {
  const present = new Set(found);
  if (present.size === 0) return [];
  const detail = ALL.filter((what) => present.has(what)).join(', ');
  return [{ code: 'metadata-left-out', detail }];
}

export function exifLeftOut({ hasMore, hasPosition }: Exif): readonly LeftOut[] {
  const found: LeftOut[] = [];
  if (hasMore) found.push('exif');
  if (hasPosition) found.push('position');
  return found;
}
