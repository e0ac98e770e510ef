import { createImage, type Image } from '../../core/image';
import { createBuffers } from '../../pixels/buffers';
import { adjustStrip, grainOfStrip, STRIP_REACH, type StripWork } from './adjust-strip';
import { keepsColours, type ColourAdjustment } from './adjustment';
import { levelShares } from './bands';
import { coarseShare } from './coarse';
import type { ColourPair } from './colour-pair';
import { stripsOf, type Strip } from './strips';

/**
 * The result with its colours adjusted: R′ = R fixed in colour, + what the original has in the bands that
 * it takes over; then S + strength · (R′ + grain − S) with the original S, enlarged where the result is.
 * Alpha stays. The result itself where nothing is to be done. Works strip by strip, so that the memory needed beside the
 * pictures and what is kept does not grow with their height.
 *
 * @param breathe awaited between the strips; what it throws ends the work
 */
export async function adjustColours(
  pair: ColourPair,
  adjustment: ColourAdjustment,
  breathe: () => Promise<void>,
): Promise<Image> {
  const { result } = pair;
  if (keepsColours(adjustment)) return result;
  const shares = levelShares(adjustment);
  const isFine = shares[0] !== 0;
  // Its whole is of use to many strips and to later changes.
  if (adjustment.strength !== 1 || isFine) await pair.plain.prepare(breathe);
  const work: StripWork = {
    ...adjustment,
    pair,
    shares,
    coarse: coarseShare(shares) === 0 ? null : await pair.coarse(breathe),
    tones: adjustment.colorFix === 'adain' ? await pair.tones(breathe) : null,
    grainLevels: adjustment.grain > 0 ? await pair.grainLevels(breathe) : null,
  };
  const out = createImage(result, result.depth);
  out.data.set(result.data);
  const buffers = createBuffers();
  for (const { core } of workStrips(pair)) {
    await breathe();
    adjustStrip(work, core, out, buffers);
  }
  return out;
}

/** Computes ahead what any adjustment needs and there is room for. */
export async function prepareColours(
  pair: ColourPair,
  breathe: () => Promise<void>,
): Promise<void> {
  await pair.coarse(breathe);
  await pair.tones(breathe);
  const levels = await pair.grainLevels(breathe);
  const buffers = createBuffers();
  for (const { core } of workStrips(pair)) {
    await breathe();
    grainOfStrip(pair, levels, core, buffers);
  }
}

/** The same whatever the adjustment, so that what is kept of them fits the next one. */
function workStrips({ original, factor }: ColourPair): Iterable<Strip> {
  return stripsOf(original, STRIP_REACH, factor);
}
