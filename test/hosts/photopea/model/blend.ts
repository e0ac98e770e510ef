type Blend = (below: number, above: number) => number;

/** On 0…255. */
const BLENDS: Readonly<Record<string, Blend>> = {
  multiply: (b, a) => (b * a) / 255,
  screen: (b, a) => 255 - ((255 - b) * (255 - a)) / 255,
  darken: Math.min,
  lighten: Math.max,
  difference: (b, a) => Math.abs(b - a),
  overlay: (b, a) => (b <= 127.5 ? (2 * b * a) / 255 : 255 - (2 * (255 - b) * (255 - a)) / 255),
};

/** Modes that are not listed look like "normal" here. */
export function blendOf(mode: string): Blend | null {
  return BLENDS[mode] ?? null;
}
