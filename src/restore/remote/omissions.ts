/** Settings that a server's nodes have no place for, or not for this value. */
export type OmissionName =
  /** Noise that is added again in every step. */
  | 'churn'
  | 'noise-scale'
  | 'steps'
  | 'eta'
  /** Guidance that moves with the noise: the server takes one value. */
  | 'guidance-line'
  | 'restore-guidance'
  /** Colours by the cleaned original, which stays on the server: those of the original are taken. */
  | 'color-style'
  | 'weights'
  | 'encoder-tiles'
  | 'decoder-tiles'
  /** Result of 8 bits for a document of 16. */
  | 'result-depth';

/** One thing that a run on the server does otherwise than asked, for the panel to say. */
export interface Omission {
  readonly name: OmissionName;
  readonly wanted: string;
  /** What is done instead; null: nothing in its place. */
  readonly used: string | null;
}

export function omission(
  name: OmissionName,
  wanted: string | number,
  used: string | number | null,
): Omission {
  return { name, wanted: String(wanted), used: used === null ? null : String(used) };
}

/** The omission of a number that a node takes only within its limits; none where it is the same. */
export function changedNumber(
  name: OmissionName,
  wanted: number,
  used: number,
): readonly Omission[] {
  return wanted === used ? [] : [omission(name, wanted, used)];
}
