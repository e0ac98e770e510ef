/** Which weights a run uses: the set's own, or the same rounded or quantised. */
export const WEIGHTS = ['f32', 'f16', 'q8', 'q4'] as const;
export type Weights = (typeof WEIGHTS)[number];

/** Largest max|error| ÷ std, by stage (README of supir-tiny: suggested limits, and the f16 column). */
const LIMITS: Readonly<Record<string, Readonly<Record<'f32' | 'f16', number>>>> = {
  schedule: { f32: 1e-6, f16: 1e-6 },
  embeddings: { f32: 1e-6, f16: 1e-6 },
  tokenizer: { f32: 0, f16: 0 },
  text: { f32: 2e-5, f16: 2e-5 },
  vae: { f32: 2e-4, f16: 2e-2 },
  vae_tiled: { f32: 2e-4, f16: 8e-3 },
  unet: { f32: 2e-4, f16: 8e-3 },
  denoiser: { f32: 5e-4, f16: 3e-3 },
  edm: { f32: 5e-4, f16: 3e-3 },
  dpmpp: { f32: 5e-4, f16: 3e-3 },
  tiled: { f32: 5e-4, f16: 3e-3 },
  colorfix: { f32: 1e-5, f16: 1e-5 },
  resize: { f32: 0, f16: 0 },
  e2e: { f32: 1e-3, f16: 7e-2 },
};

export const STAGES = Object.keys(LIMITS);

/** What quantised weights may do is measured, not limited: null. 8 bits: twice the f16 column. */
export function limitFor(stage: string, weights: Weights): number {
  const limits = LIMITS[stage];
  if (limits === undefined) throw new RangeError(`no limit is known for stage ${stage}`);
  switch (weights) {
    case 'f32':
    case 'f16':
      return limits[weights];
    case 'q8':
      return 2 * limits.f16;
    case 'q4':
      return Infinity;
  }
}

/** Images that a set stores in F16 are that much off themselves (README of supir-tiny). */
export const STORED_F16 = 1e-3;
