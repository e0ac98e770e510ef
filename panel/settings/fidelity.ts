import type { Settings } from './settings';

/** Details that the fidelity dial sets. */
export interface FidelityValues {
  readonly restoreCfg: number;
  readonly controlStart: number;
  readonly controlEnd: number;
}

/** Names of the details that the dial sets. */
export const FIDELITY_DRIVES = ['restoreCfg', 'controlStart', 'controlEnd'] as const;

/** The middle of the dial: exactly what the preset says. */
export const BALANCED = 0.5;

/** Control at the left end. The official advice is 1 for faithful and 0.93 for prettier pictures. */
const LEAST_CONTROL = 0.8;
/** `restoreCfg` just right of the middle: the weakest pull that the official demo offers. */
const WEAKEST_PULL = 6;
/** `restoreCfg` at the right end: the strongest pull that leaves the sampler something to do. */
const STRONGEST_PULL = 1;

/**
 * One dial, 0…1, over control and restoration guidance. Left of the middle the preset's control
 * falls to 80 % of itself and nothing pulls back. Right of it control stays and the pull to the
 * stage-1 picture sets in. `restoreCfg` runs backwards: −1 is off, 6 hardly pulls, 1 pulls hard.
 */
export function fidelityValues(dial: number, preset: FidelityValues): FidelityValues {
  if (dial === BALANCED) return preset;
  if (dial < BALANCED) {
    const share = LEAST_CONTROL + (1 - LEAST_CONTROL) * (dial / BALANCED);
    return {
      restoreCfg: preset.restoreCfg,
      controlStart: hundredth(preset.controlStart * share),
      controlEnd: hundredth(preset.controlEnd * share),
    };
  }
  const way = (dial - BALANCED) / (1 - BALANCED);
  return { ...preset, restoreCfg: hundredth(WEAKEST_PULL + (STRONGEST_PULL - WEAKEST_PULL) * way) };
}

function hundredth(value: number): number {
  return Math.round(value * 100) / 100;
}

/** True while a detail that the dial sets has a value set by hand, so that the dial does not apply to it. */
export function isFidelityCustom(choices: Settings): boolean {
  return FIDELITY_DRIVES.some((name) => choices[name] !== null);
}

/** Settings with the dial at `fidelity` and no hand-set value for the details that it sets. */
export function turnFidelity(fidelity: number): Partial<Settings> {
  return { fidelity, restoreCfg: null, controlStart: null, controlEnd: null };
}
