import { type Rect, intersect, isEmpty } from '../../core/geometry';
import { cropImage, maxValue, type Depth, type Image } from '../../core/image';
import type { EditorDocument } from '../document/editor-document';
import type { Layer } from '../document/layer';
import { shownAsIs } from '../document/tree';
import { changesBetween, simplifiedIn } from './changes';
import { composeLayers } from './compose';
import type { PixelStore } from './pixel-store';
import { createTile, tileImage } from './tile';

export interface Renderer {
  /** The visible layers on a small rectangle of a level, inside the canvas. Coarse levels: 8 bit. */
  tile(rect: Rect, level: number): Image;
}

/**
 * Renders a document. Where nothing changed since the file was written its own composite is shown,
 * bit for bit. Elsewhere the layers are composed; where some cannot be (adjustments, effects) and
 * layers were only added, the difference they make is put onto the file's composite.
 */
export function createRenderer(document: EditorDocument, store: PixelStore): Renderer {
  const { baseline, layers, depth } = document;
  const simplified = simplifiedIn(layers);
  const compose = (of: readonly Layer[], rect: Rect, level: number): Image => {
    const tile = createTile(rect);
    composeLayers(of, tile, { store, level });
    return tileImage(tile, depthAt(depth, level));
  };
  if (baseline === null) {
    const [lone] = layers;
    const only = layers.length === 1 && lone !== undefined && shownAsIs(lone) ? lone.raster : null;
    return {
      tile: (rect, level) => {
        if (only === null) return compose(layers, rect, level);
        const pixels = store.pixels(only, level);
        return cropImage(pixels.image, relative(rect, pixels.rect));
      },
    };
  }
  const changes = changesBetween(baseline.layers, layers);
  const exact = simplified.size === 0 && simplifiedIn(baseline.layers).size === 0;
  return {
    tile: (rect, level) => {
      const pixels = store.pixels(baseline.composite, level);
      const file = cropImage(pixels.image, relative(rect, pixels.rect));
      if (changes.area === null || !touches(changes.area, rect, level)) return file;
      const after = compose(layers, rect, level);
      if (!exact && !changes.onlyAdded) return after;
      const before = compose(baseline.layers, rect, level);
      return exact ? pickChanged(file, before, after) : addDifference(file, before, after);
    },
  };
}

function depthAt(depth: Depth, level: number): Depth {
  return level === 0 ? depth : 8;
}

function relative(rect: Rect, to: Rect): Rect {
  return { ...rect, x: rect.x - to.x, y: rect.y - to.y };
}

function touches(area: Rect, rect: Rect, level: number): boolean {
  const cell = 2 ** level;
  const onCanvas = {
    x: rect.x * cell,
    y: rect.y * cell,
    width: rect.width * cell,
    height: rect.height * cell,
  };
  return !isEmpty(intersect(area, onCanvas));
}

/** Takes `file` and overwrites the pixels that differ between `before` and `after` by the latter. */
function pickChanged(file: Image, before: Image, after: Image): Image {
  const { data } = file;
  for (let i = 0; i < data.length; i += 4) {
    if (
      before.data[i] === after.data[i] &&
      before.data[i + 1] === after.data[i + 1] &&
      before.data[i + 2] === after.data[i + 2] &&
      before.data[i + 3] === after.data[i + 3]
    ) {
      continue;
    }
    for (let c = i; c < i + 4; c++) data[c] = after.data[c] as number;
  }
  return file;
}

function addDifference(file: Image, before: Image, after: Image): Image {
  const { data } = file;
  const max = maxValue(file.depth);
  for (let i = 0; i < data.length; i++) {
    const value = (data[i] as number) + (after.data[i] as number) - (before.data[i] as number);
    data[i] = Math.max(0, Math.min(max, value));
  }
  return file;
}
