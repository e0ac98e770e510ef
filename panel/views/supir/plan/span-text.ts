import type { Range } from '../../../store/expected-time';
import type { View } from '../../view-input';

/** A range of milliseconds in words. */
export function spanText({ f }: Pick<View, 'f'>, { least, most }: Range): string {
  return f.span(least, most);
}
