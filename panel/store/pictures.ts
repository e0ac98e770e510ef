import type { ImageColors, LayerResult } from '../../src/core/document';
import type { Rect, Size } from '../../src/core/geometry';
import type { Image } from '../../src/core/image';
import type { Mask } from '../../src/core/mask';
import type { OnStrip } from '../../src/restore/adjust/adjust-colours';
import type { Adjustment } from '../../src/restore/adjust/adjustment';

/** The result in a comparison. */
export interface ShownAfter {
  /** All that is kept of it; its mask is its alpha, so it is drawn over `before`. */
  readonly after: ImageBitmap;
  /** The part that is looked at, in the result's own pixels: around what the mask shows nothing changes. */
  readonly focus: Rect;
}

/** Two views of the restored rectangle, ready to be drawn. */
export interface ComparePair extends ShownAfter {
  /** The region before the run, scaled to cover the same rectangle as `after`. */
  readonly before: ImageBitmap;
  /** Size of the result in its own pixels; the bitmaps may be smaller. */
  readonly size: Size;
}

export interface CompareSource {
  readonly before: Image;
  readonly after: Image;
  /** Covers the same area as `after`, and may have fewer pixels. */
  readonly mask: Mask;
  /** Longer side of the bitmaps at most, pixels; left out: what a canvas can hold. */
  readonly longestSide?: number;
}

/** Pixel work of the page that would take longer than a frame; done in a worker. */
export interface Pictures {
  compare(source: CompareSource): Promise<ComparePair>;
  /**
   * A PNG of the size and depth of `image`, with `mask` multiplied into its alpha; it covers the same
   * area and may have fewer pixels. It says what `colors` are.
   */
  png(image: Image, mask: Mask, colors: ImageColors): Promise<Blob>;
  /**
   * What a result's mask shows of it (`shownOnly`); `opaque`: fully opaque everywhere. Takes over the
   * result: its buffers may be detached.
   */
  shown(result: LayerResult, opaque: boolean): Promise<LayerResult>;
  /** Digest of a picture's size and values, by which another one like it is recognised. */
  digest(image: Image): Promise<string>;
  readonly adjuster: ResultAdjuster;
}

/**
 * Adjusts one finished result at a time (`createAdjuster`). An aborted call rejects with its signal's reason.
 */
export interface ResultAdjuster {
  /**
   * Reads a kept result, and shows it as it is adjusted; the one before is let go. null: it is gone, or
   * was kept without its source.
   *
   * @throws FileError `kept-result-damaged`
   */
  open(id: string): Promise<ComparePair | null>;
  /** About what `preview` gives, of a large result, sooner; null where that does not take long. */
  rough(adjustment: Adjustment, signal: AbortSignal): Promise<ShownAfter | null>;
  /** What the comparison shows instead. */
  preview(adjustment: Adjustment, signal: AbortSignal): Promise<ShownAfter>;
  /** `onStrip` counts the strips that are done. */
  result(adjustment: Adjustment, signal: AbortSignal, onStrip: OnStrip): Promise<LayerResult>;
  close(): Promise<void>;
}

export function closePair(pair: ComparePair | null): void {
  pair?.before.close();
  pair?.after.close();
}
