import { documentGone, layerGone } from '../../core/document-errors';
import { DocumentError, HostError, type ErrorDetails } from '../../core/errors';
import { PURPOSES, type ScriptPurpose } from './purposes';

/** `refused`: Photopea said so, and nothing happened. `no-answer`: it may still do what was asked. */
export type BusyReason = 'refused' | 'no-answer';

/** @param late what did not come in time. */
export function busyError(reason: BusyReason, late: ErrorDetails = {}): HostError {
  return new HostError({
    code: 'photopea-busy',
    message: 'Photopea is busy: a dialog is open, or it is still working.',
    hint: 'Close the open dialog in Photopea, or wait until it has finished, and try again.',
    details: { reason, ...late },
  });
}

export function notAnsweringError(purpose: ScriptPurpose, waitedMs: number): HostError {
  const late = lateDetails(purpose, waitedMs);
  return new HostError({
    code: 'photopea-not-answering',
    message: `Photopea does not answer (${PURPOSES[purpose].words}, ${late['seconds']} s).`,
    hint: 'Wait a moment and try again. If Photopea is frozen, reload it; the result is kept.',
    details: late,
  });
}

/** Names a script that is late. */
export function lateDetails(purpose: ScriptPurpose, waitedMs: number): ErrorDetails {
  return { purpose, seconds: Math.round(waitedMs / 1000) };
}

/** The script started and did not reach its end; what it left behind has to be tidied up. */
export function scriptDiedError(purpose: ScriptPurpose): HostError {
  return new HostError({
    code: 'photopea-script-died',
    message: 'Photopea stopped in the middle of the request.',
    hint: 'Try again. If it happens again, reload Photopea.',
    details: { purpose },
  });
}

/** The script was not understood; nothing of it ran. */
export function scriptRefusedError(purpose: ScriptPurpose): HostError {
  return new HostError({
    code: 'photopea-script-refused',
    message: 'Photopea did not understand the request.',
    hint: 'This version of Photopea may be too old or too new for the panel.',
    details: { purpose },
  });
}

export function badAnswerError(what: string, cause?: unknown): HostError {
  return new HostError({
    code: 'photopea-bad-answer',
    message: `Photopea answered something unexpected (${what}).`,
    hint: 'Try again. If it happens again, reload Photopea.',
    details: { what },
    cause,
  });
}

export function closedError(): HostError {
  return new HostError({
    code: 'photopea-closed',
    message: 'The connection to Photopea has been closed.',
    hint: 'Open the panel again.',
  });
}

/** Documents and layers are found by name and size. */
export function documentGoneError(): DocumentError {
  return documentGone('was renamed or resized');
}

export function layerGoneError(): DocumentError {
  return layerGone('was renamed');
}

/** What is to be replaced is not the newest step of its document, or is not there any more. */
export function resultNotLastError(): DocumentError {
  return new DocumentError({
    code: 'result-not-last',
    message: 'The document was changed after the result came in, or that was taken back.',
    hint: 'In Photopea only the newest step can be replaced: undo what came after the result and apply again, or save it as a PNG.',
  });
}

export function resizeRefusedError(): HostError {
  return new HostError({
    code: 'photopea-resize-refused',
    message: 'Photopea did not enlarge the document.',
    hint: 'Choose a smaller scale, or put the result in place.',
  });
}

/** True when Photopea refused and nothing was done, so that asking again is safe. */
export function isRefusal(error: unknown): boolean {
  return isHostError(error, 'photopea-busy') && error.details['reason'] === 'refused';
}

/** True when nobody can tell whether what was asked has been done, or still will be. */
export function isUncertain(error: unknown): boolean {
  return (
    isHostError(error, 'photopea-not-answering') ||
    (isHostError(error, 'photopea-busy') && error.details['reason'] === 'no-answer')
  );
}

export function isHostError(error: unknown, code: string): error is HostError {
  return error instanceof HostError && error.code === code;
}
