import type { PackedError } from '../../src/core/errors';
import type { SupirForecast } from '../../src/restore/forecast';

/** What is known of the next run of SUPIR. */
export type PlanState =
  /** There is none: another restorer, files or a document that are missing. */
  | { readonly state: 'none' }
  /** `last`: the newest answer, perhaps to an older question; null: none yet. */
  | { readonly state: 'asking'; readonly last: SupirForecast | null }
  | { readonly state: 'known'; readonly forecast: SupirForecast }
  /** It could not be run as it is. */
  | { readonly state: 'failed'; readonly error: PackedError };

export const NO_PLAN: PlanState = { state: 'none' };

/** The newest forecast, also while a newer one is asked for; null: none. */
export function newestForecast(plan: PlanState): SupirForecast | null {
  switch (plan.state) {
    case 'known':
      return plan.forecast;
    case 'asking':
      return plan.last;
    case 'none':
    case 'failed':
      return null;
  }
}
