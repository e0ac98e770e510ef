/** Why bytes cannot be read as a PNG; each host words it for its users. */
export class PngError extends Error {
  /** `truncated`: the file ends too early. `damaged`: its content makes no sense. */
  readonly reason: 'truncated' | 'damaged' | 'unsupported';

  constructor(reason: PngError['reason'], what: string, cause?: unknown) {
    super(what, cause === undefined ? undefined : { cause });
    this.name = 'PngError';
    this.reason = reason;
  }
}

export function damagedPng(what: string, cause?: unknown): PngError {
  return new PngError('damaged', what, cause);
}

export function unsupportedPng(what: string): PngError {
  return new PngError('unsupported', what);
}

export function truncatedPng(): PngError {
  return new PngError('truncated', 'the end of the PNG file is missing');
}
