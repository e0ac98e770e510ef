import { ModelError } from '../../../src/core/errors';
import { isAbort } from '../../../src/core/abort';

const GO_ON = 'What was received is kept: go on with it later, or download the file from its page.';
const BY_HAND = 'Open the page, download the file there, and choose it here.';

/** Why a server does not send a file. */
const REFUSALS = {
  'download-sign-in': ['wants you to sign in first', BY_HAND],
  'download-forbidden': [
    'does not give the file to everyone',
    `${BY_HAND} Its terms may have to be accepted there first.`,
  ],
  'download-missing': [
    'no longer has the file',
    'Open the page to see whether the file has moved, and choose it here once you have it.',
  ],
  'download-busy': ['has had too many requests', GO_ON],
  'download-server-failed': ['answers with an error', GO_ON],
} as const;

/** A server's refusal; `status` is its code of HTTP. */
export function refusedBy(code: keyof typeof REFUSALS, file: string, status: number): ModelError {
  const [what, hint] = REFUSALS[code];
  return new ModelError({
    code,
    message: `The server of “${file}” ${what} (${status}).`,
    hint,
    details: { file, status },
  });
}

/** Why a download did not come to its end. */
const BREAKS = {
  'download-is-page': ['The server sent a web page instead of “{file}”.', BY_HAND],
  'download-unreachable': [
    'The server of “{file}” cannot be reached.',
    `Check the network. ${GO_ON}`,
  ],
  'download-stalled': ['The server of “{file}” has stopped sending.', GO_ON],
  'download-cut': ['The connection for “{file}” was cut again and again.', GO_ON],
  'download-changed': [
    '“{file}” changes on its server while it is sent.',
    'Try again later, or download the file from its page.',
  ],
  'download-damaged': [
    'What was received is not “{file}”: its hash is another one.',
    'Nothing of it was kept. Download it again, or from its page.',
  ],
} as const;

export function brokenOff(code: keyof typeof BREAKS, file: string, cause?: unknown): ModelError {
  const [message, hint] = BREAKS[code];
  return new ModelError({
    code,
    message: message.replace('{file}', file),
    hint,
    details: { file },
    cause,
  });
}

/** The server announces, or sends, another number of bytes than the file has. */
export function otherLength(file: string, bytes: number, expected: number): ModelError {
  return new ModelError({
    code: 'download-other-length',
    message: `The server has ${bytes} bytes under the name “${file}”, which has ${expected}.`,
    hint: BY_HAND,
    details: { file, bytes, expected },
  });
}

export interface RoomNeeded {
  readonly neededBytes: number;
  /** null where the browser does not say. */
  readonly freeBytes: number | null;
}

/** The browser has no room for a file. */
export function libraryFull(
  file: string,
  { neededBytes, freeBytes }: RoomNeeded,
  cause?: unknown,
): ModelError {
  const needed = gigabytes(neededBytes);
  const free = freeBytes === null ? '?' : gigabytes(freeBytes);
  return new ModelError({
    code: 'library-full',
    message: `“${file}” needs ${needed} GB more in this browser, which has ${free} GB left for it.`,
    hint: 'Free space on the disk, or remove a kept file below; or choose the file where it lies instead.',
    details: { file, needed, free },
    cause,
  });
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(bytes < 1e8 ? 3 : 1);
}

/** Another tab works on the same file. */
export function libraryBusy(file: string): ModelError {
  return new ModelError({
    code: 'library-busy',
    message: `Another tab is writing “${file}”.`,
    hint: 'Let it finish there, or stop it there and go on here.',
    details: { file },
  });
}

/** A kept file that the browser has deleted, or a part of it. */
export function keptFileGone(file: string): ModelError {
  return new ModelError({
    code: 'kept-file-gone',
    message: `The browser has removed “${file}” from what this page keeps.`,
    hint: 'Browsers do so where the disk is full. Choose the file again, or download it again.',
    details: { file },
  });
}

/** The browser does not let this page keep files. */
function libraryRefused(file: string, cause: unknown): ModelError {
  return new ModelError({
    code: 'library-refused',
    message: `The browser does not keep “${file}”.`,
    hint: 'Private windows and blocked site data prevent it. Choose the file where it lies instead.',
    details: { file },
    cause,
  });
}

/** The person’s own file cannot be written. */
export function saveFailed(file: string, cause: unknown): ModelError {
  return new ModelError({
    code: 'model-save-failed',
    message: `“${file}” could not be written where you wanted it.`,
    hint: 'It is whole, and kept in this browser. Check the disk, and take “Save as a file…” below.',
    details: { file },
    cause,
  });
}

/**
 * What storage throws, as an error that says what can be done. `isCalledOff`: the person has cancelled;
 * a database that fails has errors of the same name.
 */
export function storageError(
  file: string,
  needed: RoomNeeded,
  error: unknown,
  isCalledOff: boolean,
): unknown {
  if (error instanceof ModelError || (isCalledOff && isAbort(error))) return error;
  const name = (error as Partial<Error> | null)?.name;
  if (name === 'QuotaExceededError') return libraryFull(file, needed, error);
  // An access handle of another tab, which the browser gives to one at a time.
  if (name === 'NoModificationAllowedError') return libraryBusy(file);
  return error instanceof DOMException ? libraryRefused(file, error) : error;
}
