import type { Breathe } from '../../core/breathe';
import { createImage, type Image } from '../../core/image';
import { createBuffers } from '../../pixels/buffers';
import { adjustStrip, grainOfStrip, STRIP_REACH, type StripWork } from './adjust-strip';
import { keepsColours, type ColourAdjustment } from './adjustment';
import { halvedShares, levelShares } from './bands';
import { coarseShare } from './coarse';
import type { ColourPair } from './colour-pair';
import { stripsOf, type Strip } from './strips';

/** Counts strips. */
export type OnStrip = (done: number, total: number) => void;

/**
 * The result with its colours adjusted: R′ = R fixed in colour, + what the original has in the bands that
 * it takes over; then S + strength · (R′ + grain − S) with the original S, enlarged where the result is.
 * Alpha stays. The result itself where nothing is to be done. Works strip by strip, so that the memory needed beside the
 * pictures and what is kept does not grow with their height.
 *
 * @param breathe awaited between the strips; what it throws ends the work
 * @param onStrip told before the first strip and after each
 */
export async function adjustColours(
  pair: ColourPair,
  adjustment: ColourAdjustment,
  breathe: Breathe,
  onStrip: OnStrip = () => undefined,
): Promise<Image> {
  const { result } = pair;
  if (keepsColours(adjustment)) return result;
  const { unblurred, shares } = halvedShares(levelShares(adjustment), pair.halvings);
  // Its whole is of use to many strips and to later changes.
  if (adjustment.strength !== 1 || unblurred + (shares[0] ?? 0) > 0)
    await pair.plain.prepare(breathe);
  const work: StripWork = {
    ...adjustment,
    pair,
    unblurred,
    shares,
    coarse: coarseShare(shares) === 0 ? null : await pair.coarse(breathe),
    tones: adjustment.colorFix === 'adain' ? await pair.tones(breathe) : null,
    grainLevels: adjustment.grain > 0 ? await pair.grainLevels(breathe) : null,
  };
  const out = createImage(result, result.depth);
  out.data.set(result.data);
  const buffers = createBuffers();
  const strips = [...workStrips(pair)];
  onStrip(0, strips.length);
  for (const [done, { core }] of strips.entries()) {
    await breathe();
    adjustStrip(work, core, out, buffers);
    onStrip(done + 1, strips.length);
  }
  return out;
}

/** Computes ahead what any adjustment needs and there is room for. */
export async function prepareColours(pair: ColourPair, breathe: Breathe): Promise<void> {
  await pair.coarse(breathe);
  await pair.plain.prepare(breathe);
  await pair.tones(breathe);
  const levels = await pair.grainLevels(breathe);
  const buffers = createBuffers();
  for (const { core } of workStrips(pair)) {
    if (pair.keptGrain.of(core.y) !== null) continue;
    await breathe();
    grainOfStrip(pair, levels, core, buffers);
    // There is no room for more.
    if (pair.keptGrain.of(core.y) === null) return;
  }
}

/** The same whatever the adjustment, so that what is kept of them fits the next one. */
function workStrips({ original, factor }: ColourPair): Iterable<Strip> {
  return stripsOf(original, STRIP_REACH, factor);
}
