import { DocumentError, FileError, HostError, PanelError } from '../../../core/errors';

export function groupLocked(name: string): DocumentError {
  return new DocumentError({
    code: 'group-locked',
    message: `The group "${name}" is locked, so no layer can be added to it.`,
    hint: 'Unlock the group and insert the result again.',
    details: { name },
  });
}

export function modeUnsupported(mode: string): DocumentError {
  return new DocumentError({
    code: 'document-mode',
    message: 'Photoshop gives out pixels of RGB, grayscale and Lab documents only.',
    hint: 'Convert the document with Image > Mode > RGB Color.',
    details: { mode },
  });
}

export function quickMaskOn(): DocumentError {
  return new DocumentError({
    code: 'quick-mask',
    message: 'The document is in Quick Mask mode, where there is no selection.',
    hint: 'Leave Quick Mask mode (Q) and try again.',
  });
}

export function photoshopBusy(): HostError {
  return new HostError({
    code: 'photoshop-busy',
    message: 'Photoshop is busy: a dialog is open, or another plugin is at work.',
    hint: 'Close the dialog or wait until Photoshop has finished, and try again.',
  });
}

export function photoshopCancelled(): HostError {
  return new HostError({
    code: 'photoshop-cancelled',
    message: 'It was cancelled in Photoshop; the document is unchanged.',
    hint: 'The result is kept: insert it again, or save it as a file.',
  });
}

export function photoshopFailed(what: string, cause: unknown): HostError {
  const reason = String((cause as { message?: unknown } | null)?.message ?? cause).slice(0, 300);
  return new HostError({
    code: 'photoshop-failed',
    message: `Photoshop could not do it (${what}).`,
    hint: 'Try again. If it happens again, copy the diagnostics.',
    details: { what, reason },
    cause,
  });
}

export function fileUnknown(): FileError {
  return new FileError({
    code: 'file-unknown',
    message: 'Photoshop no longer gives access to this file.',
    hint: 'Choose the file again.',
  });
}

export function nothingOnClipboard(): HostError {
  return new HostError({
    code: 'clipboard-empty',
    message: 'There is no text on the clipboard.',
    hint: 'Copy some text first.',
  });
}

/**
 * The error itself if it is meant for the user or an abort, else `photoshop-failed` with it as the
 * cause.
 */
export function asPanelError(what: string, error: unknown): Error {
  if (error instanceof PanelError) return error;
  if (error instanceof Error && error.name === 'AbortError') return error;
  return photoshopFailed(what, error);
}
