import { createBreather, type Breathe } from '../../core/breathe';
import type { LayerResult } from '../../core/document';
import { area, scaleRect, type Size } from '../../core/geometry';
import { createImage, type Image } from '../../core/image';
import type { Mask } from '../../core/mask';
import { createBuffers } from '../../pixels/buffers';
import { fillTransparent } from '../../pixels/fill';
import { readColours, writePlanes } from '../../pixels/planes';
import { resizeTo } from '../../pixels/resize';
import { adjustColours, prepareColours, type OnStrip } from './adjust-colours';
import { adjustMask, openSides } from './adjust-mask';
import type { Adjustment, ColourAdjustment } from './adjustment';
import { createDrawOnce } from './drawn-once';
import { createColourPair, factorBetween, type ColourPair, type KeptBytes } from './colour-pair';
import type { MaskEdge } from '../request';
import { stripsOf } from './strips';

/** What an adjuster starts from. */
export interface AdjustSource {
  /** As it is kept: all that was restored, also beyond what its mask shows. */
  readonly result: LayerResult;
  /** The source's pixels in the region of the result, at the document's own size. */
  readonly original: Image;
  /** The document's canvas before the result was inserted. */
  readonly canvas: Size;
}

export interface Adjuster {
  /**
   * Computes ahead what any adjustment of colours needs and there is room for.
   *
   * @throws the signal's reason; what was done until then stays
   */
  prepare(signal: AbortSignal): Promise<void>;
  /**
   * The adjusted result; its pictures and its mask are the very same where nothing changes them.
   *
   * @throws the signal's reason
   */
  adjust(adjustment: Adjustment, signal?: AbortSignal, onStrip?: OnStrip): Promise<LayerResult>;
  /** As `adjust`, but the caller's own, to be moved: nothing of it is kept here or shared with the source. */
  take(adjustment: Adjustment, signal: AbortSignal, onStrip?: OnStrip): Promise<LayerResult>;
}

/**
 * Adjusts one finished result again and again, always from what it was at first. Borrows its source
 * as long as it lives. What does not depend on the adjustment is computed once and kept, as far as
 * there is room for it, and so are the newest colours and the newest mask: whoever moves one slider
 * waits for what that changes alone.
 *
 * @throws RangeError when the pictures' sizes do not belong together
 */
export function createAdjuster({ result, original, canvas }: AdjustSource): Adjuster {
  const { mask } = result;
  const picture = pictureOf(result);
  const open = openSides(result, canvas);
  const enlarged = factorBetween(original, result.image);
  const shrunk = factorBetween(result.image, picture);
  let made: ColourPair | null = null;
  const pair = async (breathe: Breathe): Promise<ColourPair> => {
    if (made !== null) return made;
    const { image } = await fillTransparent(original, breathe);
    return (made ??= createColourPair(picture, image, KEPT_BYTES));
  };

  const isKept = area(picture) <= KEPT_PIXELS;
  const pictures = isKept ? newest<Pictures>() : none<Pictures>();
  const masks = newest<Mask>();
  const drawOnce = createDrawOnce(result);
  const edged = async (edge: MaskEdge, breathe: Breathe): Promise<Mask> =>
    drawOnce(await adjustMask(mask, edge, open, breathe), mask, result.image, breathe);
  const adjustPictures = async (
    colours: ColourAdjustment,
    breathe: Breathe,
    onStrip?: OnStrip,
  ): Promise<Pictures> => {
    const adjusted = await adjustColours(await pair(breathe), colours, breathe, onStrip);
    if (result.mode !== 'smart-object') return { image: adjusted };
    const image =
      adjusted === picture ? result.image : await reduced(adjusted, result.image, shrunk, breathe);
    return { image, content: adjusted };
  };

  const adjust: Adjuster['adjust'] = async ({ maskEdge, ...colours }, signal, onStrip) => {
    const breathe = createBreather(signal);
    await breathe();
    const { grow, feather } = maskEdge;
    const edge = { grow: grow * enlarged, feather: feather * enlarged };
    return {
      ...result,
      ...(await pictures(colours, () => adjustPictures(colours, breathe, onStrip))),
      mask: await masks(edge, () => edged(edge, breathe)),
    };
  };

  return {
    async prepare(signal) {
      const breathe = createBreather(signal);
      await prepareColours(await pair(breathe), breathe);
    },
    adjust,
    async take(adjustment, signal, onStrip) {
      const adjusted = await adjust(adjustment, signal, onStrip);
      // One picture stands for itself in both places, as what is cloned at once does.
      if (isKept || pictureOf(adjusted) === picture) return structuredClone(adjusted);
      return { ...adjusted, mask: structuredClone(adjusted.mask) };
    },
  };
}

/** The newest adjusted picture of a result of at most so many is kept; larger ones are made again. */
const KEPT_PIXELS = 2 ** 23;

/**
 * What is kept beside the pictures and their coarse levels: the grain of 8 megapixels of a result, and 16
 * of its original. What is beyond is computed each time.
 */
const KEPT_BYTES: KeptBytes = { grain: 48 * 2 ** 20, plain: 64 * 2 ** 20 };

/** The pixels that a run restored: a smart object's `image` is only how they look at the document's size. */
export function pictureOf(result: LayerResult): Image {
  return result.mode === 'smart-object' ? result.content : result.image;
}

/** Of a result; `content` where it is a smart object. */
interface Pictures {
  readonly image: Image;
  readonly content?: Image;
}

/** Keeps the last value that was made, for as long as the same one is asked for. */
function newest<Value>(): (key: object, make: () => Promise<Value>) => Promise<Value> {
  let last: { readonly key: string; readonly value: Value } | null = null;
  return async (of, make) => {
    const key = JSON.stringify(of);
    if (last?.key !== key) last = { key, value: await make() };
    return last.value;
  };
}

/** Keeps nothing. */
function none<Value>(): (key: object, make: () => Promise<Value>) => Promise<Value> {
  return (_, make) => make();
}

/**
 * Pixels that the filter which makes a picture smaller reaches over one of its own, to each side, and
 * one to spare.
 */
const REDUCING_REACH = 3;

/**
 * `like` with the colours of `picture`, which is `factor` times as large, made smaller as a run makes a
 * smart object's image of its content.
 */
async function reduced(
  picture: Image,
  like: Image,
  factor: number,
  breathe: Breathe,
): Promise<Image> {
  const buffers = createBuffers();
  const out = createImage(like, like.depth);
  out.data.set(like.data);
  for (const { seen, inner, core } of stripsOf(like, REDUCING_REACH, factor)) {
    await breathe();
    const large = readColours(picture, scaleRect(seen, factor), buffers);
    const small = resizeTo(large, seen, buffers);
    writePlanes(small, inner, out, core);
    buffers.give(large.data);
    if (small !== large) buffers.give(small.data);
  }
  return out;
}
