import { scaleRect } from '../../core/geometry';
import { createImage, type Image } from '../../core/image';
import { createBuffers } from '../../pixels/buffers';
import { writePlanes } from '../../pixels/planes';
import { adjustStrip, stripReach } from './adjust-strip';
import { keepsColours, type ColourAdjustment } from './adjustment';
import { levelShares } from './bands';
import type { ColourPair } from './colour-pair';
import { stripsOf } from './strips';

/**
 * The result with its colours adjusted: R′ = R fixed in colour, + what the original has in the bands that
 * it takes over; then S + strength · (R′ + grain − S) with the original S, enlarged where the result is.
 * Alpha stays. The result itself where nothing is to be done. Works strip by strip, so that the memory needed beside the
 * pictures and what is kept does not grow with their height.
 *
 * @param breathe awaited between the strips; what it throws ends the work
 * @throws RangeError when the pictures' sizes do not belong together
 */
export async function adjustColours(
  pair: ColourPair,
  adjustment: ColourAdjustment,
  breathe: () => Promise<void>,
): Promise<Image> {
  const { result, original } = pair;
  if (keepsColours(adjustment)) return result;
  const factor = factorBetween(original, result);
  const work = {
    ...adjustment,
    pair,
    factor,
    shares: levelShares(adjustment),
    tones: adjustment.colorFix === 'adain' ? pair.tones() : null,
    grainLevels: adjustment.grain > 0 ? await pair.grainLevels(breathe) : null,
  };
  const out = createImage(result, result.depth);
  out.data.set(result.data);
  const buffers = createBuffers();
  // The same strips whatever the adjustment, so that what is kept of them fits the next one.
  for (const { core } of stripsOf(original, stripReach(factor), factor)) {
    await breathe();
    const { colours, inner } = adjustStrip(work, core, buffers);
    writePlanes(colours, inner, out, scaleRect(core, factor));
    buffers.give(colours.data);
  }
  return out;
}

/** @throws RangeError */
export function factorBetween(original: Image, result: Image): number {
  const factor = result.width / original.width;
  if (!Number.isInteger(factor) || original.height * factor !== result.height) {
    throw new RangeError('the result is not a whole multiple of its original');
  }
  return factor;
}
