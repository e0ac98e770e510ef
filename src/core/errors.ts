/** Values that a translated message may name: file names, sizes, limits. */
export type ErrorDetails = Readonly<Record<string, string | number>>;

export interface PanelErrorInit {
  /** Stable and kebab-case; translations and tests match on it. */
  readonly code: string;
  /** What happened, in English, one sentence. */
  readonly message: string;
  /** What the user can do about it, in English. */
  readonly hint: string;
  readonly details?: ErrorDetails;
  readonly cause?: unknown;
}

/**
 * An error that is meant for the user. Everything else that is thrown is a bug and shown as
 * "unexpected". Class and code survive the way across a worker or a bridge (`packError`).
 */
export class PanelError extends Error {
  readonly code: string;
  readonly hint: string;
  readonly details: ErrorDetails;

  constructor(init: PanelErrorInit) {
    super(init.message, init.cause === undefined ? undefined : { cause: init.cause });
    this.name = nameOf(new.target);
    this.code = init.code;
    this.hint = init.hint;
    this.details = init.details ?? {};
  }
}

/** The document, layer or selection is not what the action needs. */
export class DocumentError extends PanelError {}

/** A file cannot be read, or is not what it says. */
export class FileError extends PanelError {}

/** The GPU or the wasm runtime cannot do the job, or went away. */
export class DeviceError extends PanelError {}

/** The editor refused, did not answer, or answered what it should not. */
export class HostError extends PanelError {}

/** A model file is missing, damaged or of the wrong kind. */
export class ModelError extends PanelError {}

/** A server that restores for the person refused, failed, did not answer, or answered nonsense. */
export class ServerError extends PanelError {}

const CLASSES = {
  PanelError,
  DocumentError,
  FileError,
  DeviceError,
  HostError,
  ModelError,
  ServerError,
};

/** Name of a class, from a list, since builds shorten the names of classes. */
function nameOf(target: unknown): string {
  const known = Object.entries(CLASSES).find(([, Class]) => Class === target);
  return known?.[0] ?? 'PanelError';
}

/** The same error with more details. */
export function withDetails<E extends PanelError>(error: E, more: ErrorDetails): E {
  const { code, message, hint, cause } = error;
  const init: PanelErrorInit = {
    code,
    message,
    hint,
    details: { ...error.details, ...more },
    cause,
  };
  const Same = error.constructor as new (init: PanelErrorInit) => E;
  return new Same(init);
}

/** An error as plain data, for a message between threads or realms. */
export interface PackedError {
  readonly name: string;
  readonly message: string;
  readonly code: string | null;
  readonly hint: string | null;
  readonly details: ErrorDetails;
  readonly stack: string | null;
  readonly cause: PackedError | null;
}

const MAX_CAUSES = 4;

/** Whether it looks like an error; also one of another realm, which `instanceof` does not know. */
function isErrorLike(value: unknown): value is Error {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Partial<Error>).name === 'string' &&
    typeof (value as Partial<Error>).message === 'string'
  );
}

/** An error of any kind as data, with the chain of its causes; `depth`: causes above it. */
export function packError(error: unknown, depth = 0): PackedError {
  const e = isErrorLike(error) ? error : new Error(String(error));
  const panel = e instanceof PanelError ? e : null;
  return {
    name: e.name,
    message: e.message,
    code: panel?.code ?? null,
    hint: panel?.hint ?? null,
    details: panel?.details ?? {},
    stack: e.stack ?? null,
    cause: e.cause === undefined || depth >= MAX_CAUSES ? null : packError(e.cause, depth + 1),
  };
}

/** The error that was packed: a `PanelError` with its class and code, an abort as `DOMException`. */
export function unpackError(packed: PackedError): Error {
  const cause = packed.cause === null ? undefined : unpackError(packed.cause);
  if (packed.name === 'AbortError') return new DOMException(packed.message, 'AbortError');
  if (packed.code === null) {
    const plain = new Error(packed.message, cause === undefined ? undefined : { cause });
    plain.name = packed.name;
    if (packed.stack !== null) plain.stack = packed.stack;
    return plain;
  }
  const Class = (CLASSES as Record<string, typeof PanelError>)[packed.name] ?? PanelError;
  const error = new Class({
    code: packed.code,
    message: packed.message,
    hint: packed.hint ?? '',
    details: packed.details,
    cause,
  });
  if (packed.stack !== null) error.stack = packed.stack;
  return error;
}
