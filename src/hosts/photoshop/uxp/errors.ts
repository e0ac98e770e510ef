import { DocumentError, FileError, HostError, PanelError } from '../../../core/errors';

export function documentGone(): DocumentError {
  return new DocumentError({
    code: 'document-gone',
    message: 'The document is no longer open in Photoshop.',
    hint: 'Open the document again, or save the result as a file.',
  });
}

export function documentChanged(before: string, after: string): DocumentError {
  return new DocumentError({
    code: 'document-changed',
    message: 'The document was resized, cropped or rotated since its pixels were read.',
    hint: 'Undo that change and insert the result again, or save the result as a file.',
    details: { before, after },
  });
}

export function layerGone(): DocumentError {
  return new DocumentError({
    code: 'layer-gone',
    message: 'The layer is no longer in the document.',
    hint: 'Select a layer and insert the result again, or save it as a file.',
  });
}

/** Groups and adjustments; the picture of a group is not given out. */
export function layerHasNoPixels(name: string): DocumentError {
  return new DocumentError({
    code: 'layer-has-no-pixels',
    message: `The layer "${name}" has no pixels of its own.`,
    hint: 'Select a layer with pixels. For a group, select one of its layers, or merge a copy of it.',
    details: { name },
  });
}

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

export function fileUnreadable(name: string, cause: unknown): FileError {
  const reason = String((cause as { message?: unknown } | null)?.message ?? cause).slice(0, 300);
  return new FileError({
    code: 'file-unreadable',
    message: `"${name}" cannot be read by the plugin.`,
    hint: 'The file was moved or removed, or the plugin may not read there; choose it in the panel.',
    details: { name, reason },
    cause,
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
