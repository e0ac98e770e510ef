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

/**
 * What quantised weights do to a stage is measured, not limited: Infinity. With one scale for 32
 * numbers they are many times as coarse as 16 bits; 8 bits are held to the finished picture.
 */
export function limitFor(stage: string, { weights, activations }: Precision): number {
  const columns = COLUMNS[stage];
  if (columns === undefined) throw new RangeError(`no limit is known for stage ${stage}`);
  const measured = columns.f16 > columns.f32;
  const byWeights: Readonly<Record<Weights, number>> = {
    f32: columns.f32,
    f16: covered(columns, 'f16'),
    q8: measured ? Infinity : columns.f32,
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

/** How far the bytes of a finished picture may be off. */
export interface ByteLimit {
  /** Share of them that may differ. */
  readonly share: number;
  readonly worst: number;
  /** Peak signal-to-noise ratio that they have at least, dB. */
  readonly psnr?: number;
}

/** The limit for a finished picture; 8 bits may differ anywhere, but by 2 at most; 4 bits: any. */
export function byteLimitFor({ weights, activations }: Precision): ByteLimit {
  const byWeights: ByteLimit = {
    f32: { share: 1e-3, worst: 1 },
    f16: { share: 2.5e-2, worst: 1 },
    q8: { share: 1, worst: 2, psnr: 40 },
    q4: { share: 1, worst: 255 },
  }[weights];
  if (activations === 'f32') return byWeights;
  const { share, worst } = byWeights;
  return { ...byWeights, share: Math.max(share, 0.165), worst: Math.max(worst, 2) };
}

/** Images that a set stores in F16 are that much off themselves (README of supir-tiny). */
export const STORED_F16 = 1e-3;
