import type { PackedError } from '../../src/core/errors';
import type { Step } from './actions';
import type { Comparison } from './results';

export const resultChosen =
  (chosen: string): Step =>
  (state) => ({ ...state, results: { ...state.results, chosen } });

/** null: nothing is compared. */
export const comparisonShown =
  (comparison: Comparison | null): Step =>
  (state) => ({ ...state, results: { ...state.results, comparison, failure: null } });

export const comparisonFailed =
  (failure: PackedError): Step =>
  (state) => ({ ...state, results: { ...state.results, failure } });
