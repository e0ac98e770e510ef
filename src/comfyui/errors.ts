import { ServerError } from '../core/errors';

/** Error for an address that is none. What was typed is not repeated: it may hold a password. */
export function addressInvalid(): ServerError {
  return new ServerError({
    code: 'comfy-address-invalid',
    message: 'This is not the address of a server.',
    hint: 'Write it as http://127.0.0.1:8188, or as https:// with a host name.',
  });
}

export function addressHasCredentials(): ServerError {
  return new ServerError({
    code: 'comfy-address-credentials',
    message: 'The address holds a user name or a password.',
    hint: 'Take it out of the address and write a header line instead, such as “Authorization: Basic …”.',
  });
}

const HEADER_HINT =
  'Write each as “Name: value”, at most 8 of them, none twice, and none that the browser itself sets.';

/** Error for one of several lines. @param line counted from 1 */
export function headersInvalid(line: number): ServerError {
  return new ServerError({
    code: 'comfy-headers-invalid',
    message: `Header line ${line} cannot be sent.`,
    hint: HEADER_HINT,
    details: { line },
  });
}

/** Error for a line that is typed by itself, so that it has no number. */
export function headerInvalid(): ServerError {
  return new ServerError({
    code: 'comfy-header-invalid',
    message: 'This header line cannot be sent.',
    hint: HEADER_HINT,
  });
}

export function secretInTheOpen(origin: string): ServerError {
  return new ServerError({
    code: 'comfy-secret-in-the-open',
    message: `The header lines would go to ${origin} without encryption.`,
    hint: 'Use an https address, or confirm that everybody on the way may read them.',
    details: { origin },
  });
}

export function unreachable(origin: string, cause: unknown): ServerError {
  return new ServerError({
    code: 'comfy-unreachable',
    message: `${origin} does not answer, or not to this page.`,
    hint: 'Check that ComfyUI is running there, then click Test connection: it says what stands in the way.',
    details: { origin },
    cause,
  });
}

/**
 * Error for a call without an answer of a server that answers others: ComfyUI sends its own failures
 * without the header that lets pages read them.
 */
export function answerHidden(path: string, cause: unknown): ServerError {
  return new ServerError({
    code: 'comfy-answer-hidden',
    message: `The server answers, but what it says to ${path} is kept from this page.`,
    hint: 'It may have failed, or what was sent may be too large for it or for what stands before it. Look at the output of ComfyUI.',
    details: { path },
    cause,
  });
}

export function redirected(origin: string): ServerError {
  return new ServerError({
    code: 'comfy-redirected',
    message: `${origin} sends on to another address.`,
    hint: 'That is mostly a page to sign in. Write the address where ComfyUI itself answers, or the header line that lets you in.',
    details: { origin },
  });
}

export function answerTooLarge(limit: number): ServerError {
  return new ServerError({
    code: 'comfy-answer-too-large',
    message: 'The server answers with more than such an answer can be.',
    hint: 'Check the address: something else than ComfyUI may answer there.',
    details: { limit },
  });
}

export function serverTimeout(path: string, timeoutMs: number): ServerError {
  const seconds = Math.round(timeoutMs / 1000);
  return new ServerError({
    code: 'comfy-timeout',
    message: `The server did not answer within ${seconds} s.`,
    hint: 'It may be busy, or the connection slow. Try again.',
    details: { path, seconds },
  });
}

/** Error for 403: ComfyUI refuses calls from pages of other origins. */
export function refused(origin: string): ServerError {
  return new ServerError({
    code: 'comfy-refused',
    message: `${origin} refuses this page.`,
    hint: 'Click Test connection: it says how ComfyUI has to be started.',
    details: { origin },
  });
}

export function signInNeeded(origin: string, status: number): ServerError {
  return new ServerError({
    code: 'comfy-sign-in',
    message: `${origin} wants to know who asks.`,
    hint: 'Write the header line that it takes, such as “Authorization: Bearer …”.',
    details: { origin, status },
  });
}

export function notComfy(origin: string, status: number): ServerError {
  return new ServerError({
    code: 'comfy-not-comfy',
    message: `What answers at ${origin} is not ComfyUI.`,
    hint: 'Check address and port. A page to sign in or of a tunnel may stand before it.',
    details: { origin, status },
  });
}

export function proxyFailed(origin: string, status: number): ServerError {
  return new ServerError({
    code: 'comfy-proxy-failed',
    message: `What stands before ComfyUI at ${origin} got no answer from it (${status}).`,
    hint: 'ComfyUI may be starting or have stopped. Try again in a minute.',
    details: { origin, status },
  });
}

/** Error for the server of the page, which was to pass calls on. */
export function relayGone(cause?: unknown): ServerError {
  return new ServerError({
    code: 'comfy-relay-gone',
    message: 'The panel’s own server, which passes calls on to ComfyUI, does not answer.',
    hint: 'Start it again with npm start, or click Connect directly under ComfyUI server.',
    cause,
  });
}

export function relayTaken(): ServerError {
  return new ServerError({
    code: 'comfy-relay-taken',
    message: 'Another page of the panel uses another ComfyUI server.',
    hint: 'npm start passes calls on to one server at a time. Finish there, then try again here.',
  });
}

/** @param field the part of the answer that is not as it should be */
export function badAnswer(path: string, field: string, cause?: unknown): ServerError {
  return new ServerError({
    code: 'comfy-bad-answer',
    message: `The server's answer to ${path} makes no sense (${field}).`,
    hint: 'ComfyUI may be older or newer than the panel knows. Update both and try again.',
    details: { path, field },
    cause,
  });
}

export function serverFailed(path: string, status: number): ServerError {
  return new ServerError({
    code: 'comfy-server-failed',
    message: `The server failed at ${path} (${status}).`,
    hint: 'Look at the output of ComfyUI for the reason, then try again.',
    details: { path, status },
  });
}

export function uploadTooLarge(bytes: number, limit: number): ServerError {
  return new ServerError({
    code: 'comfy-upload-too-large',
    message: 'The picture is larger than the server takes.',
    hint: 'Choose smaller tiles, or start ComfyUI with a larger --max-upload-size.',
    details: { bytes, limit },
  });
}
