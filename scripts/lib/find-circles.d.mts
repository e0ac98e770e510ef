export interface Circle {
  readonly folder: string;
  readonly members: readonly string[];
  readonly imports: readonly (readonly [from: string, to: string])[];
}

export function findCircles(
  imports: readonly (readonly [from: string, to: string])[],
): readonly Circle[];
