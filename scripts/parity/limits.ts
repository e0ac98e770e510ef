/** Which weights a run uses: the set's own, or the same rounded or quantised. */
export const WEIGHTS = ['f32', 'f16', 'q8', 'q4'] as const;
export type Weights = (typeof WEIGHTS)[number];

/** In what text towers, UNet and control branch compute; the autoencoder always in f32. */
export const ACTIVATIONS = ['f32', 'mixed'] as const;
export type Activations = (typeof ACTIVATIONS)[number];

export interface Precision {
  readonly weights: Weights;
  readonly activations: Activations;
}

interface Columns {
  /** A suggested limit. */
  readonly f32: number;
  /** Measured with weights in 16 bits. */
  readonly f16: number;
  /** Measured with activations in 16 bits, which is more than the mixed ones have. */
  readonly activations: number;
}

const EXACT: Columns = { f32: 0, f16: 0, activations: 0 };
const SAMPLED: Columns = { f32: 5e-4, f16: 3e-3, activations: 5e-2 };

/**
 * Largest max|error| ÷ std, by stage, from the tolerances in supir-tiny's README; where it has no
 * number the stage cannot change, and the one for 32 bits stands. It has none for text towers with
 * 16-bit activations: theirs is the UNet's.
 */
const COLUMNS: Readonly<Record<string, Columns>> = {
  schedule: { f32: 1e-6, f16: 1e-6, activations: 1e-6 },
  embeddings: { f32: 1e-6, f16: 1e-6, activations: 1e-6 },
  tokenizer: EXACT,
  text: { f32: 2e-5, f16: 2e-5, activations: 2e-2 },
  vae: { f32: 2e-4, f16: 2e-2, activations: 2e-4 },
  vae_tiled: { f32: 2e-4, f16: 8e-3, activations: 2e-4 },
  unet: { f32: 2e-4, f16: 8e-3, activations: 2e-2 },
  denoiser: { f32: 5e-4, f16: 3e-3, activations: 7e-2 },
  edm: SAMPLED,
  dpmpp: SAMPLED,
  tiled: SAMPLED,
  colorfix: { f32: 1e-5, f16: 1e-5, activations: 1e-5 },
  resize: EXACT,
  e2e: { f32: 1e-3, f16: 7e-2, activations: 6e-2 },
};

export const STAGES = Object.keys(COLUMNS);

/** 8 bits may be that much worse than 16-bit weights. */
const EIGHT_BITS = 2;

/** What 4-bit weights do is measured, not limited: Infinity. */
export function limitFor(stage: string, { weights, activations }: Precision): number {
  const columns = COLUMNS[stage];
  if (columns === undefined) throw new RangeError(`no limit is known for stage ${stage}`);
  const measured = columns.f16 > columns.f32;
  const byWeights: Readonly<Record<Weights, number>> = {
    f32: columns.f32,
    f16: covered(columns, 'f16'),
    q8: measured ? EIGHT_BITS * covered(columns, 'f16') : columns.f32,
    q4: measured ? Infinity : columns.f32,
  };
  if (activations === 'f32') return byWeights[weights];
  return Math.max(byWeights[weights], covered(columns, 'activations'));
}

/**
 * A measured maximum is printed with one digit, so it stands for everything that rounds to it: 3e-3
 * for what is below 3.5e-3. A limit that is not larger than that for 32 bits was not measured.
 */
function covered(columns: Columns, measured: 'f16' | 'activations'): number {
  const value = columns[measured];
  return value > columns.f32 ? value + 10 ** Math.floor(Math.log10(value)) / 2 : value;
}

/** How many bytes of a finished picture may differ, and by how much; 4 bits: any. */
export function byteLimitFor({ weights, activations }: Precision): {
  readonly share: number;
  readonly worst: number;
} {
  const byWeights = {
    f32: { share: 1e-3, worst: 1 },
    f16: { share: 2.5e-2, worst: 1 },
    q8: { share: EIGHT_BITS * 2.5e-2, worst: EIGHT_BITS },
    q4: { share: 1, worst: 255 },
  }[weights];
  if (activations === 'f32') return byWeights;
  return { share: Math.max(byWeights.share, 0.165), worst: Math.max(byWeights.worst, 2) };
}

/** Images that a set stores in F16 are that much off themselves (README of supir-tiny). */
export const STORED_F16 = 1e-3;
