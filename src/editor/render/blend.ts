import type { BlendMode } from '../../core/blend-mode';
import { NON_SEPARABLE, type ColorBlend } from './non-separable';
import { SEPARABLE } from './separable';
import type { Tile } from './tile';

/** `over`: source over backdrop. `atop`: the same, but the backdrop keeps its alpha. */
export type BlendShape = 'over' | 'atop';

/**
 * Blends `source` (its alpha times `opacity`) into `backdrop`, both of the same rectangle. Pixels
 * where the source is transparent are not touched.
 */
export function blendTile(
  backdrop: Tile,
  source: Tile,
  mode: BlendMode,
  opacity: number,
  shape: BlendShape,
): void {
  const b = backdrop.data;
  const s = source.data;
  const mix = mode === 'normal' ? null : colorBlend(mode);
  const from = new Float64Array(3);
  const to = new Float64Array(3);
  const mixed = new Float64Array(3);
  for (let i = 0; i < b.length; i += 4) {
    const alpha = (s[i + 3] as number) * opacity;
    const under = b[i + 3] as number;
    if (alpha <= 0 || (shape === 'atop' && under <= 0)) continue;
    if (mix === null || under <= 0) {
      mixed[0] = s[i] as number;
      mixed[1] = s[i + 1] as number;
      mixed[2] = s[i + 2] as number;
    } else {
      for (let c = 0; c < 3; c++) {
        from[c] = b[i + c] as number;
        to[c] = s[i + c] as number;
      }
      mix(from, to, mixed);
    }
    if (shape === 'atop' || under >= 1) {
      for (let c = 0; c < 3; c++) {
        const below = b[i + c] as number;
        // Not a + 1 × (b − a), which may miss b by a rounding.
        b[i + c] =
          alpha >= 1 ? (mixed[c] as number) : below + alpha * ((mixed[c] as number) - below);
      }
      continue;
    }
    const total = under + alpha - under * alpha;
    for (let c = 0; c < 3; c++) {
      const sum =
        under * (1 - alpha) * (b[i + c] as number) +
        alpha * ((1 - under) * (s[i + c] as number) + under * (mixed[c] as number));
      b[i + c] = under <= 0 ? (s[i + c] as number) : sum / total;
    }
    b[i + 3] = total;
  }
}

/** A mode's formula. Dissolve shows as normal (see `Simplified`), as does a pass-through group. */
function colorBlend(mode: BlendMode): ColorBlend {
  const whole = NON_SEPARABLE[mode];
  if (whole !== undefined) return whole;
  const channel = SEPARABLE[mode] ?? ((_: number, source: number) => source);
  return (b, s, out) => {
    for (let c = 0; c < 3; c++) out[c] = channel(b[c] as number, s[c] as number);
  };
}

/** Moves each pixel of `backdrop` towards `changed` by its share, weighted by alpha. */
export function mixTile(backdrop: Tile, changed: Tile, share: Float32Array): void {
  const a = backdrop.data;
  const b = changed.data;
  for (let p = 0, i = 0; p < share.length; p++, i += 4) {
    const t = share[p] as number;
    if (t <= 0) continue;
    const keep = (1 - t) * (a[i + 3] as number);
    const take = t * (b[i + 3] as number);
    const alpha = keep + take;
    for (let c = 0; c < 3 && alpha > 0; c++) {
      a[i + c] =
        t >= 1
          ? (b[i + c] as number)
          : (keep * (a[i + c] as number) + take * (b[i + c] as number)) / alpha;
    }
    a[i + 3] = alpha;
  }
}
