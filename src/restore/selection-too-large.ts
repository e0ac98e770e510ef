import { DocumentError, type ErrorDetails } from '../core/errors';
import type { Size } from '../core/geometry';

/** Error for a working picture that is not restored. `why`: the limit in `limit`, pixels. */
export function selectionTooLarge({ width, height }: Size, why: ErrorDetails): DocumentError {
  return new DocumentError({
    code: 'selection-too-large',
    message: `SUPIR would have to work on ${width} × ${height} pixels at once.`,
    hint: 'Select a smaller part, or choose a smaller scale or smallest size.',
    details: { width, height, ...why },
  });
}
