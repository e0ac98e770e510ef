import { FileError } from './errors';

/** Error for a file that the system does not read; its own words go into `details.reason`. */
export function fileUnreadable(name: string, cause: unknown): FileError {
  const reason = String((cause as { message?: unknown } | null)?.message ?? cause).slice(0, 300);
  return new FileError({
    code: 'file-unreadable',
    message: `"${name}" cannot be read.`,
    hint: 'It may have been moved or removed, or it is a folder. Choose the file again.',
    details: { name, reason },
    cause,
  });
}
