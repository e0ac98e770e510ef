import { otherLength, refusedBy, brokenOff } from './errors';
import type { FileVersion } from './records';

/** What was asked for: the bytes of a file from `offset` on. */
export interface Asked {
  readonly file: string;
  readonly offset: number;
  /** Length of the file, bytes, as the catalog or an earlier answer told; null: nobody has. */
  readonly totalBytes: number | null;
  /** The version that the first `offset` bytes are of. */
  readonly version: FileVersion;
}

export type Answer = Pick<Response, 'status' | 'headers'>;

export type Judged =
  /** The bytes behind those that are there. */
  | { readonly kind: 'goes-on'; readonly totalBytes: number | null; readonly version: FileVersion }
  /** The whole file from its beginning; what is there has to go. */
  | { readonly kind: 'begins'; readonly totalBytes: number | null; readonly version: FileVersion }
  /** Not the rest of what is there, which may be of another version: ask for all of the file. */
  | { readonly kind: 'changed' }
  /** Every byte is there already. */
  | { readonly kind: 'complete'; readonly totalBytes: number }
  /** Worth another try; `afterMs` where the server says when. */
  | { readonly kind: 'later'; readonly error: Error; readonly afterMs: number | null };

/** Headers of the request for the bytes from `offset` on. */
export function rangeHeaders(
  { offset, version }: Pick<Asked, 'offset' | 'version'>,
  withCondition: boolean,
): Record<string, string> {
  if (offset === 0) return {};
  const condition = withCondition ? conditionOf(version) : null;
  return {
    Range: `bytes=${offset}-`,
    ...(condition !== null && { 'If-Range': condition }),
  };
}

/** Value for `If-Range`; a weak tag must not stand there (RFC 9110, 13.1.5). */
function conditionOf({ etag, lastModified }: FileVersion): string | null {
  return etag !== null && !isWeak(etag) ? etag : etag === null ? lastModified : null;
}

const isWeak = (etag: string): boolean => etag.startsWith('W/');

/**
 * What an answer is, by its head alone: nothing of its body may be kept before this has spoken.
 *
 * @throws ModelError `download-sign-in`, `download-forbidden`, `download-missing`,
 *   `download-server-failed`, `download-is-page` or `download-other-length`
 */
export function judgeAnswer(asked: Asked, answer: Answer, nowMs: number): Judged {
  const { file } = asked;
  const { status, headers } = answer;
  if (status === 429 || status === 503) {
    const code = status === 429 ? 'download-busy' : 'download-server-failed';
    return {
      kind: 'later',
      error: refusedBy(code, file, status),
      afterMs: retryAfterMs(headers.get('Retry-After'), nowMs),
    };
  }
  if (status === 416) return outside(asked, headers);
  if (status === 401) throw refusedBy('download-sign-in', file, status);
  if (status === 403) throw refusedBy('download-forbidden', file, status);
  if (status === 404 || status === 410) throw refusedBy('download-missing', file, status);
  if (status >= 500) {
    const error = refusedBy('download-server-failed', file, status);
    return { kind: 'later', error, afterMs: null };
  }
  if (status !== 200 && status !== 206) throw refusedBy('download-server-failed', file, status);
  if (/\b(html|xhtml)\b/i.test(headers.get('Content-Type') ?? '')) {
    throw brokenOff('download-is-page', file);
  }
  return status === 206 ? part(asked, headers) : whole(asked, headers);
}

function whole(asked: Asked, headers: Headers): Judged {
  const length = lengthOf(headers);
  if (asked.totalBytes !== null && length !== null && length !== asked.totalBytes) {
    // A file that has become another one has a new length; one that is asked for anew has not.
    if (asked.offset > 0) return { kind: 'changed' };
    throw otherLength(asked.file, length, asked.totalBytes);
  }
  const totalBytes = length ?? asked.totalBytes;
  return { kind: 'begins', totalBytes, version: versionOf(headers) };
}

function part(asked: Asked, headers: Headers): Judged {
  const told = versionOf(headers);
  if (!isSameVersion(asked.version, told)) return { kind: 'changed' };
  // Ranges with words between them, which nobody asked for: bytes of the file are not alone there.
  if (/^multipart\//i.test(headers.get('Content-Type') ?? '')) return { kind: 'changed' };
  // What this answer leaves out still holds for the next request.
  const version = {
    etag: told.etag ?? asked.version.etag,
    lastModified: told.lastModified ?? asked.version.lastModified,
  };
  const range = rangeOf(headers);
  // The header is hidden from pages of other sites, unless the server shows it to them.
  if (range === null) {
    return headers.has('Content-Range') ? { kind: 'changed' } : byLength(asked, headers, version);
  }
  if (range.start !== asked.offset) return { kind: 'changed' };
  if (asked.totalBytes !== null && range.total !== null && range.total !== asked.totalBytes) {
    return { kind: 'changed' };
  }
  return { kind: 'goes-on', totalBytes: asked.totalBytes ?? range.total, version };
}

/** Whether a part is the rest of the file can be told by its length where the whole one is known. */
function byLength(asked: Asked, headers: Headers, version: FileVersion): Judged {
  const length = lengthOf(headers);
  const isRest =
    asked.totalBytes !== null && length !== null && asked.offset + length === asked.totalBytes;
  return isRest ? { kind: 'goes-on', totalBytes: asked.totalBytes, version } : { kind: 'changed' };
}

/** The server has no byte at `offset`: all are there, or they are of another file. */
function outside({ offset, totalBytes }: Asked, headers: Headers): Judged {
  const told = /^bytes \*\/(\d+)$/i.exec(headers.get('Content-Range') ?? '')?.[1];
  const length = told === undefined ? totalBytes : Number(told);
  const fits = totalBytes === null || totalBytes === length;
  return offset > 0 && length === offset && fits
    ? { kind: 'complete', totalBytes: offset }
    : { kind: 'changed' };
}

function rangeOf(
  headers: Headers,
): { readonly start: number; readonly total: number | null } | null {
  const match = /^bytes (\d+)-\d+\/(\d+|\*)$/i.exec(headers.get('Content-Range') ?? '');
  if (match === null) return null;
  return { start: Number(match[1]), total: match[2] === '*' ? null : Number(match[2]) };
}

/** The body's length; null where none is told, or that of the packed body is. */
function lengthOf(headers: Headers): number | null {
  const packed = headers.get('Content-Encoding');
  const text = headers.get('Content-Length');
  if ((packed !== null && packed !== 'identity') || text === null) return null;
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function versionOf(headers: Headers): FileVersion {
  return { etag: headers.get('ETag'), lastModified: headers.get('Last-Modified') };
}

/** Whether nothing speaks against it: a tag, or the date where there is no tag. */
function isSameVersion(before: FileVersion, now: FileVersion): boolean {
  if (before.etag !== null && now.etag !== null) return opaque(before.etag) === opaque(now.etag);
  const { lastModified } = before;
  return lastModified === null || now.lastModified === null || lastModified === now.lastModified;
}

/** A tag without the mark of a weak one: caches on the way add it to the same bytes. */
function opaque(etag: string): string {
  return etag.replace(/^W\//, '');
}

/** Longest wait that a server can ask for; who asks for more is tried again by hand. */
export const MAX_WAIT_MS = 10 * 60_000;

/** A date of HTTP begins with a day's name; `Date.parse` makes a date of almost anything. */
const HTTP_DATE = /^[A-Z][a-z]{2,8},? /;

/**
 * A wait in seconds, or until a date (RFC 9110, 10.2.3). null: none is told, or none that lies ahead;
 * who takes that for "at once" asks a busy server without a pause.
 */
function retryAfterMs(value: string | null, nowMs: number): number | null {
  const text = value?.trim() ?? '';
  const untilMs = HTTP_DATE.test(text) ? Date.parse(text) : NaN;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : untilMs - nowMs;
  return ms > 0 ? ms : null;
}
