import type { Layer } from '../model/layer';

const ADJUSTMENTS: Readonly<Record<string, number>> = {
  'brightness/contrast': 6,
  levels: 7,
  curves: 8,
  exposure: 9,
  vibrance: 10,
  'hue/saturation': 11,
  'color balance': 12,
  'black & white': 13,
  'photo filter': 14,
  'channel mixer': 15,
  'color lookup': 16,
  invert: 17,
  posterize: 18,
  threshold: 19,
  'gradient map': 20,
  'selective color': 21,
};

const FILLS: Readonly<Record<string, number>> = { color: 3, solid: 4, noise: 4, pattern: 5 };

/** 0 pixels (groups, empty), 1 smart object, 2 text, 3-5 fills, 6-21 adjustments. */
export function kindOf({ rest, children }: Layer): number {
  if (children) return 0;
  if (rest.placedLayer) return 1;
  if (rest.text) return 2;
  if (rest.adjustment) return ADJUSTMENTS[rest.adjustment.type] ?? 6;
  return rest.vectorFill ? (FILLS[rest.vectorFill.type] ?? 3) : 0;
}
