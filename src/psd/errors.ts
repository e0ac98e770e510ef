import { FileError } from '../core/errors';

const RESAVE = 'Open it in the program that made it, save it again, and try with the new file.';

export function notAPsd(): FileError {
  return new FileError({
    code: 'not-a-psd',
    message: 'This is not a PSD file.',
    hint: 'Choose a PSD, PNG, JPEG or WebP file.',
  });
}

/** Error for a file that ends before the length that it announces. */
export function truncated(what: string): FileError {
  return new FileError({
    code: 'psd-truncated',
    message: `The PSD file is incomplete: it ends inside ${what}.`,
    hint: 'Copy or download the file again.',
    details: { what },
  });
}

export function damaged(what: string): FileError {
  return new FileError({
    code: 'psd-damaged',
    message: `The PSD file is damaged: ${what}.`,
    hint: RESAVE,
    details: { what },
  });
}

export function tooLarge(what: string): FileError {
  return new FileError({
    code: 'psd-too-large',
    message: `The PSD file is too large: ${what}.`,
    hint: 'Make the picture smaller, or crop it to the part you work on.',
    details: { what },
  });
}

export function unsupportedMode(mode: string): FileError {
  return new FileError({
    code: 'psd-unsupported-mode',
    message: `PSD files in ${mode} mode cannot be opened.`,
    hint: 'Convert the document to RGB (Image > Mode > RGB Color) and save it again.',
    details: { mode },
  });
}

export function unsupportedDepth(depth: number): FileError {
  return new FileError({
    code: 'psd-unsupported-depth',
    message: `PSD files with ${depth} bits per channel cannot be opened.`,
    hint: 'Convert the document to 8 or 16 bits per channel and save it again.',
    details: { depth },
  });
}
