import type { PackedError } from '../../src/core/errors';
import type { LayerRef } from '../../src/core/document';
import type { Step } from './actions';
import type { Comparison, ResultSearch } from './results';

export const resultChosen =
  (chosen: string): Step =>
  (state) => ({ ...state, results: { ...state.results, chosen, failure: null } });

export const otherChosen =
  (chosenOther: string): Step =>
  (state) => ({ ...state, results: { ...state.results, chosenOther } });

/** null: what was found does not matter any more. */
export const resultSearch =
  (search: ResultSearch | null): Step =>
  (state) => ({ ...state, results: { ...state.results, search, failure: null } });

/** Notes the layer that a result is now; `instead`: of another result, which is none any more. */
export const resultBecame =
  (id: string, layer: LayerRef, instead?: string): Step =>
  (state) => {
    const others = [...state.results.layers].filter(([other]) => other !== instead);
    return { ...state, results: { ...state.results, layers: new Map([...others, [id, layer]]) } };
  };

/** The layer of a result is gone; where the result is shown, it waits to be inserted again. */
export const resultLayerGone =
  (id: string): Step =>
  (state) => {
    const layers = new Map([...state.results.layers].filter(([other]) => other !== id));
    const { outcome } = state;
    const isShown = outcome?.adjusting?.id === id;
    return {
      ...state,
      results: { ...state.results, layers },
      outcome: isShown ? { ...outcome, adjusting: { ...outcome.adjusting, layer: null } } : outcome,
    };
  };

/** null: nothing is compared. */
export const comparisonShown =
  (comparison: Comparison | null): Step =>
  (state) => ({ ...state, results: { ...state.results, comparison, failure: null } });

export const comparisonFailed =
  (failure: PackedError): Step =>
  (state) => ({ ...state, results: { ...state.results, failure } });
