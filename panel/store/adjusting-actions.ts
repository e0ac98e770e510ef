import type { LayerRef } from '../../src/core/document';
import type { PackedError } from '../../src/core/errors';
import type { Adjustment } from '../../src/restore/adjust/adjustment';
import type { Step } from './actions';
import { adjustedAs, type Adjusting } from './adjusting';
import type { ShownAfter } from './pictures';

/** The result that is shown, which became `layer` or waits, can be adjusted from now on. */
export const adjustingBegan =
  (...shown: Parameters<typeof adjustedAs>): Step =>
  (state) =>
    state.outcome === null
      ? state
      : { ...state, outcome: { ...state.outcome, adjusting: adjustedAs(...shown) } };

/** The pictures of the result that is shown have been let go. */
export const adjustingEnded: Step = (state) =>
  state.outcome === null ? state : { ...state, outcome: { ...state.outcome, adjusting: null } };

export const adjustmentChosen = (adjustment: Adjustment): Step =>
  changed((adjusting) => ({ ...adjusting, adjustment, pending: true, error: null }));

/** The comparison cannot show what was chosen. */
export const previewFailed = (error: PackedError): Step =>
  changed((adjusting) => ({ ...adjusting, pending: false, error }));

/** The comparison, where there is one, shows this instead; whoever calls it closes what was before. */
export const adjustmentShown =
  (shown: ShownAfter, isNewest: boolean): Step =>
  (state) => {
    const { outcome } = state;
    if (outcome === null || outcome.adjusting === null) return state;
    const compare = outcome.compare && { ...outcome.compare, ...shown };
    const adjusting = { ...outcome.adjusting, pending: !isNewest };
    return { ...state, outcome: { ...outcome, compare, adjusting } };
  };

export const applyingBegan = changed((adjusting) => ({
  ...adjusting,
  applying: true,
  error: null,
}));

/** The adjusted result is in the document, as `layer`. */
export const adjustmentApplied = (applied: Adjustment, layer: LayerRef): Step =>
  changed((adjusting) => ({ ...adjusting, applied, layer, revision: null, applying: false }));

/** The layer in the document is as it was; `error`: null where that was called off. */
export const applyFailed = (error: PackedError | null): Step =>
  changed((adjusting) => ({ ...adjusting, applying: false, error }));

function changed(change: (adjusting: Adjusting) => Adjusting): Step {
  return (state) => {
    const { outcome } = state;
    if (outcome === null || outcome.adjusting === null) return state;
    return { ...state, outcome: { ...outcome, adjusting: change(outcome.adjusting) } };
  };
}
