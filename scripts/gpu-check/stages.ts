/** Something that can be measured by itself, in a process of its own. */
export interface Stage {
  readonly name: StageName;
  readonly what: string;
  /** What it is expected to take on a graphics card of the middle class; nobody has measured it. */
  readonly seconds: number;
  /** When it is ended at the latest, seconds. */
  readonly limit: number;
}

export type StageName = (typeof STAGES)[number]['name'];

/** In the order of their worth. */
export const STAGES = [
  { name: 'info', what: 'adapter, features, limits', seconds: 5, limit: 30 },
  { name: 'q8', what: 'guided step with 8-bit weights', seconds: 60, limit: 180 },
  { name: 'deviations', what: '16 bits against 32, quantiser', seconds: 45, limit: 120 },
  { name: 'decode', what: "the autoencoder's decoder", seconds: 60, limit: 180 },
  { name: 'encode', what: "the autoencoder's encoder", seconds: 40, limit: 120 },
  { name: 'micro', what: 'each kernel at our shapes, alone', seconds: 60, limit: 180 },
  { name: 'f16', what: 'guided step with 16-bit weights', seconds: 60, limit: 180 },
  { name: 'lazy-release', what: 'q8, buffers freed at once', seconds: 45, limit: 120 },
  { name: 'nchw', what: 'q8, channels before rows', seconds: 45, limit: 120 },
  {
    name: 'one-prompt',
    what: 'q8, buffers freed at once, one prompt: half a step',
    seconds: 40,
    limit: 120,
  },
  { name: 'torch', what: 'the same shapes in PyTorch, 16 bits', seconds: 60, limit: 120 },
  { name: 'no-f16', what: 'q8 without 16-bit floats', seconds: 60, limit: 180 },
  { name: 'tiered', what: "q8, the runtime's wasm optimised", seconds: 120, limit: 240 },
] as const;

/** A machine without PyTorch has nothing to compare with, which is no failure of the check. */
export function mayFail(stage: string): boolean {
  return stage === ('torch' satisfies StageName);
}

/** The chosen stages in the order of their worth; all where none is named. The first one always runs. */
export function chooseStages(names: readonly string[]): readonly Stage[] {
  return STAGES.filter(({ name }) => name === 'info' || names.length === 0 || names.includes(name));
}

/** The worthiest stage that is expected to end in time; null: none is. */
export function nextStage(waiting: readonly Stage[], secondsLeft: number): Stage | null {
  return waiting.find(({ seconds }) => seconds <= secondsLeft) ?? null;
}

/** A software adapter takes this many times as long. */
const SOFTWARE_PATIENCE = 10;

/** How long a stage may take when so much time is left, seconds. */
export function limitOf({ limit }: Stage, secondsLeft: number, isSoftware: boolean): number {
  return Math.min(isSoftware ? SOFTWARE_PATIENCE * limit : limit, secondsLeft);
}
