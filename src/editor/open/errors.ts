import { FileError } from '../../core/errors';

export function emptyFile(name: string): FileError {
  return new FileError({
    code: 'file-empty',
    message: 'The file is empty.',
    hint: 'Copy or download the file again.',
    details: { name },
  });
}

export function unknownType(name: string, looksLike: string): FileError {
  return new FileError({
    code: 'file-type-unknown',
    message: 'The file is not a PSD, PNG, JPEG or WebP picture.',
    hint: 'Save the picture as PSD or PNG in the program that made it, and open that.',
    details: { name, looksLike },
  });
}

export function truncatedFile(name: string): FileError {
  return new FileError({
    code: 'file-truncated',
    message: 'The file is incomplete: its end is missing.',
    hint: 'Copy or download the file again.',
    details: { name },
  });
}

export function damagedFile(name: string, what: string, cause?: unknown): FileError {
  return new FileError({
    code: 'file-damaged',
    message: `The file is damaged: ${what}.`,
    hint: 'Open it in the program that made it, save it again, and try with the new file.',
    details: { name, what },
    cause,
  });
}

export function unsupportedFile(name: string, what: string): FileError {
  return new FileError({
    code: 'file-unsupported',
    message: `The file uses what cannot be read here: ${what}.`,
    hint: 'Save the picture as 8- or 16-bit PNG and open that.',
    details: { name, what },
  });
}
