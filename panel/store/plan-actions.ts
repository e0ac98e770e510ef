import type { Step } from './actions';
import { deviceName } from './device-name';
import { withoutFailure, type Measurements } from './measurements';
import type { PlanState } from './plan';

export const planned =
  (plan: PlanState): Step =>
  (state) =>
    state.plan.state === 'none' && plan.state === 'none' ? state : { ...state, plan };

/** Changes what runs have shown. */
export const measuredMore =
  (change: (before: Measurements) => Measurements): Step =>
  (state) => {
    const measurements = change(state.measurements);
    return measurements === state.measurements ? state : { ...state, measurements };
  };

/** As if the graphics adapter had never run out of memory. */
export const failureForgotten: Step = (state) => {
  const { engine } = state;
  if (engine === null) return state;
  const device = deviceName(engine, 'webgpu');
  return measuredMore((before) => withoutFailure(before, device))(state);
};
