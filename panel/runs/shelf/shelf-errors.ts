import { FileError } from '../../../src/core/errors';

/** A kept result of which a part is missing, or is not what was stored. */
export function keptResultDamaged(name: string): FileError {
  return new FileError({
    code: 'kept-result-damaged',
    message: `The kept result “${name}” can no longer be read.`,
    hint: 'The browser has removed a part of it, or the disk has damaged it. Delete it, and make it again with the same settings.',
    details: { name },
  });
}
