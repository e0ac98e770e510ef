import { createBreather, type Breathe } from '../../core/breathe';
import { area, rectOfSize, type Size } from '../../core/geometry';
import type { Image } from '../../core/image';
import { createMask, type Mask } from '../../core/mask';
import { toDepth } from '../../pixels/depth';
import { fillTransparent } from '../../pixels/fill';
import { scaleView } from '../../pixels/scale-view';
import { adjustColours, prepareColours } from './adjust-colours';
import { adjustMask, openSides } from './adjust-mask';
import { pictureOf, type AdjustSource } from './adjuster';
import type { Adjustment } from './adjustment';
import { createColourPair, type ColourPair } from './colour-pair';
import { createDrawOnce } from './drawn-once';

/** Shows at once about how a large result is adjusted, before the result itself is. */
export interface RoughAdjuster {
  /**
   * Computes ahead what any adjustment needs.
   *
   * @throws the signal's reason
   */
  prepare(signal: AbortSignal): Promise<void>;
  /**
   * The adjusted result, smaller, and its mask. What is finer than its pixels is left out, so that there is less grain
   * in it than in the result.
   *
   * @throws the signal's reason
   */
  adjust(adjustment: Adjustment, signal: AbortSignal): Promise<RoughResult>;
}

export interface RoughResult {
  readonly image: Image;
  readonly mask: Mask;
}

interface Small {
  /** As it was made. */
  readonly image: Image;
  readonly pair: ColourPair;
  readonly mask: Mask;
}

/** What is adjusted in less time than somebody who moves a slider notices. */
const QUICK_PIXELS = 1_500_000;

/**
 * null: the result is small enough to be adjusted itself at once. Borrows its source.
 *
 * @param most pixels of what is adjusted in its place
 */
export function createRoughAdjuster(
  source: AdjustSource,
  most = QUICK_PIXELS,
): RoughAdjuster | null {
  const { result, original, canvas } = source;
  const picture = pictureOf(result);
  const halvings = halvingsOf(picture, most);
  if (halvings === 0) return null;
  const size = halvedSize(picture, halvings);
  const enlarged = size.width / original.width;
  const open = openSides(result, canvas);
  const drawOnce = createDrawOnce(result);
  let small: Small | null = null;

  const made = async (breathe: Breathe): Promise<Small> => {
    if (small !== null) return small;
    const plain = scaled((await fillTransparent(original, breathe)).image, size);
    await breathe();
    const image = scaled(picture, size);
    const pair = createColourPair(image, plain, KEPT_BYTES, halvings);
    return (small = { image, pair, mask: sampled(result.mask, size) });
  };

  return {
    async prepare(signal) {
      const breathe = createBreather(signal);
      await prepareColours((await made(breathe)).pair, breathe);
    },

    async adjust({ maskEdge: { grow, feather }, ...colours }, signal) {
      const breathe = createBreather(signal);
      await breathe();
      const { image, pair, mask } = await made(breathe);
      const edge = { grow: grow * enlarged, feather: feather * enlarged };
      const edged = await adjustMask(mask, edge, open, breathe);
      return {
        image: await adjustColours(pair, colours, breathe),
        mask: await drawOnce(edged, mask, image, breathe),
      };
    },
  };
}

/** All that a quick picture needs. */
const KEPT_BYTES = { grain: 6 * QUICK_PIXELS, plain: 4 * QUICK_PIXELS };

function halvingsOf(picture: Size, most: number): number {
  let halvings = 0;
  while (area(halvedSize(picture, halvings)) > most) halvings++;
  return halvings;
}

function halvedSize({ width, height }: Size, halvings: number): Size {
  const of = (length: number): number => Math.ceil(length / 2 ** halvings);
  return { width: of(width), height: of(height) };
}

function scaled(image: Image, size: Size): Image {
  const whole = rectOfSize(image);
  return scaleView(toDepth(image, 8), whole, whole, size);
}

/** The nearest values: what is between them is not missed where a picture is only looked at. */
function sampled(mask: Mask, size: Size): Mask {
  const out = createMask(size);
  for (let y = 0, at = 0; y < size.height; y++) {
    const from = nearest(y, mask.height, size.height) * mask.width;
    for (let x = 0; x < size.width; x++) {
      out.data[at++] = mask.data[from + nearest(x, mask.width, size.width)] as number;
    }
  }
  return out;
}

function nearest(at: number, from: number, to: number): number {
  return Math.floor(((at + 0.5) * from) / to);
}
