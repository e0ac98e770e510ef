import { damagedFile, truncatedFile } from './errors';

export interface JpegSegment {
  readonly marker: number;
  /** Bytes after the length. */
  readonly body: Uint8Array;
  /** The whole segment, marker and length included. */
  readonly bytes: Uint8Array;
}

export interface JpegSegments {
  /** Segments up to the header of the first scan, that included. */
  readonly segments: readonly JpegSegment[];
  /** Bytes from the first scan's data to the end of the file. */
  readonly scans: Uint8Array;
  /** Whether there were bytes that belong to no segment. */
  readonly stray: boolean;
}

const MARKER = { stuffed: 0x00, start: 0xd8, end: 0xd9, scan: 0xda } as const;
/** Marks without a length that belong between pieces of a scan. */
const RESTARTS = { first: 0xd0, last: 0xd7 } as const;
/** 01 has no length, 02 to BF are reserved; F0 to FD are extensions that nobody reads. */
const RESERVED_END = 0xc0;
const EXTENSIONS = { first: 0xf0, last: 0xfd } as const;
const APPLICATION = { first: 0xe0, last: 0xef } as const;
const COMMENT = 0xfe;
/** Most segments that are read: a large profile, XMP and a preview together take some hundreds. */
const MAX_SEGMENTS = 20_000;

/**
 * The segments before the first scan's data. ITU-T T.81 annex B; as libjpeg has it, what stands between two
 * segments is skipped up to the next marker. A second start mark is a picture inside the picture, most
 * likely the preview of a damaged EXIF segment, and never taken for the picture itself.
 */
export function readSegments(bytes: Uint8Array, name: string): JpegSegments {
  const segments: JpegSegment[] = [];
  let stray = false;
  for (let at = 2; ;) {
    const found = nextMarker(bytes, at);
    if (found === null) throw truncatedFile(name);
    stray ||= found.skipped;
    const { marker, start } = found;
    at = start + 2;
    if (marker === MARKER.start) throw damagedFile(name, 'a second picture starts in its header');
    if (marker === MARKER.end) throw damagedFile(name, 'the picture has no pixel data');
    if (isNoSegment(marker)) {
      stray = true;
      continue;
    }
    const segment = segmentAt(bytes, start, marker, name);
    at = start + segment.bytes.length;
    if (marker >= EXTENSIONS.first && marker <= EXTENSIONS.last) stray = true;
    else segments.push(segment);
    if (segments.length > MAX_SEGMENTS) throw damagedFile(name, 'a JPEG with endless segments');
    if (marker === MARKER.scan) return { segments, scans: bytes.subarray(at), stray };
  }
}

interface FoundMarker {
  readonly marker: number;
  /** Offset of the marker's last FF; it may have several. */
  readonly start: number;
  readonly skipped: boolean;
}

function nextMarker(bytes: Uint8Array, from: number): FoundMarker | null {
  let skipped = false;
  for (let at = from; at + 1 < bytes.length; at++) {
    const marker = bytes[at + 1] as number;
    if (bytes[at] === 0xff && marker === 0xff) continue;
    if (bytes[at] === 0xff && marker !== MARKER.stuffed) return { marker, start: at, skipped };
    skipped = true;
  }
  return null;
}

function isNoSegment(marker: number): boolean {
  const restart = marker >= RESTARTS.first && marker <= RESTARTS.last;
  return marker < RESERVED_END || restart;
}

function segmentAt(bytes: Uint8Array, start: number, marker: number, name: string): JpegSegment {
  const bodyStart = start + 4;
  if (bodyStart > bytes.length) throw truncatedFile(name);
  const length = ((bytes[start + 2] as number) << 8) | (bytes[start + 3] as number);
  const end = Math.max(bodyStart, start + 2 + length);
  if (length < 2 && !carriesNoPixels(marker)) {
    throw damagedFile(name, 'a JPEG segment has no length');
  }
  if (end > bytes.length) throw truncatedFile(name);
  return { marker, body: bytes.subarray(bodyStart, end), bytes: bytes.subarray(start, end) };
}

function carriesNoPixels(marker: number): boolean {
  const application = marker >= APPLICATION.first && marker <= APPLICATION.last;
  return application || marker === COMMENT;
}
