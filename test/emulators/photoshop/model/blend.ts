import { CHANNELS, type Channel } from '../../photopea/model/blend';

/** Where Photoshop computes something else than the PDF formulas: a root in soft light, and 0 ÷ 0 is 0. */
const OWN: Readonly<Record<string, Channel>> = {
  'soft light': (b, a) =>
    a <= 0.5 ? 2 * b * a + b * b * (1 - 2 * a) : 2 * b * (1 - a) + Math.sqrt(b) * (2 * a - 1),
  divide: (b, a) => (a > 0 ? Math.min(1, b / a) : b > 0 ? 1 : 0),
};

/** What a mode such as `linear-burn` makes of a channel; undefined: the colour above. */
export function channelOf(mode: string): Channel | undefined {
  const name = mode.replaceAll('-', ' ');
  return OWN[name] ?? CHANNELS[name];
}
