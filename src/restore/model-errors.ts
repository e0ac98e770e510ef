import { ModelError } from '../core/errors';

/**
 * Error for files of other than published sizes whose description is missing.
 * @param reason the first size that differs from the published one, where it is known
 */
export function modelConfigNeeded(reason?: string): ModelError {
  return new ModelError({
    code: 'model-config-needed',
    message: `These model files are not of the published sizes${reason === undefined ? '' : `: ${reason}`}.`,
    hint: 'Choose the config.json that belongs to them: under Model files with ?developer in the address, or with --config on the command line.',
    details: reason === undefined ? {} : { reason },
  });
}
