import type { Size } from '../../core/geometry';
import { joined } from '../../pixels/joined';
import { damagedFile, truncatedFile, unsupportedFile } from './errors';
import { exifBlocks, isExifSegment, readJpegMetadata, type JpegMetadata } from './jpeg-metadata';
import { assembleProfile, isProfilePart } from './jpeg-profile';
import { readSegments, type JpegSegment } from './jpeg-segments';
import { isTiff } from './tiff';

export interface JpegInfo extends Size {
  /** Values a pixel: 1 grey, 3 colour, 4 CMYK. */
  readonly components: number;
  readonly metadata: JpegMetadata;
  readonly iccProfile: Uint8Array | null;
  /** The file without profile, EXIF and stray bytes, so that no decoder applies or trips over them. */
  readonly plain: Uint8Array<ArrayBuffer>;
  /** Parts that were left out, by the names of `droppedNotice`. */
  readonly dropped: readonly string[];
}

const START = Uint8Array.of(0xff, 0xd8);
/** Frame headers are C0 to CF but for these three. */
const NOT_FRAMES = [0xc4, 0xc8, 0xcc];

/**
 * Takes a JPEG apart; what carries no pixels may be damaged.
 * @throws FileError
 */
export function readJpegInfo(bytes: Uint8Array, name: string): JpegInfo {
  const { segments, scans, stray } = readSegments(bytes, name);
  const frame = readFrame(segments, name);
  if (!hasEnd(scans)) throw truncatedFile(name);
  const dropped: string[] = stray ? ['stray-bytes'] : [];
  if (!exifBlocks(segments).every(isTiff)) dropped.push('exif');
  const profile = assembleProfile(segments);
  if (profile === 'damaged') dropped.push('profile');
  const kept = segments.filter((segment) => !isExifSegment(segment) && !isProfilePart(segment));
  return {
    ...frame,
    metadata: readJpegMetadata(segments),
    iccProfile: profile === 'damaged' ? null : profile,
    plain: joined([START, ...kept.map((segment) => segment.bytes), scans]),
    dropped,
  };
}

function readFrame(
  segments: readonly JpegSegment[],
  name: string,
): Pick<JpegInfo, 'width' | 'height' | 'components'> {
  const frame = segments.find(
    ({ marker }) => marker >= 0xc0 && marker <= 0xcf && !NOT_FRAMES.includes(marker),
  );
  if (frame === undefined) throw damagedFile(name, 'the JPEG frame header is missing');
  const { body } = frame;
  if (body.length < 6) throw damagedFile(name, 'the JPEG frame header is too short');
  if (body[0] !== 8) throw unsupportedFile(name, `JPEG with ${body[0] as number} bits a sample`);
  const height = ((body[1] as number) << 8) | (body[2] as number);
  const width = ((body[3] as number) << 8) | (body[4] as number);
  if (width === 0 || height === 0) throw damagedFile(name, 'the picture has no pixels');
  return { width, height, components: body[5] as number };
}

/** Whether the end marker is there: decoders fill up missing parts with grey. */
function hasEnd(scans: Uint8Array): boolean {
  for (let i = scans.length - 2; i >= 0; i--) {
    if (scans[i] === 0xff && scans[i + 1] === 0xd9) return true;
  }
  return false;
}
