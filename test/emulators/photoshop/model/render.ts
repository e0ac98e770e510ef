import { type Rect, intersect, isEmpty } from '../../../../src/core/geometry';
import { channelOf } from './blend';
import { coverageOn } from './coverage';
import { canvasOf, colorsOf, type DocumentState } from './document';
import type { Layer, LayerMask, Layers } from './layer';
import { emptyRaster, held, onArea, WHITE, type Raster } from './raster';

/** Straight alpha, 0…1. */
interface Picture {
  readonly rect: Rect;
  readonly colors: 1 | 3;
  readonly data: Float64Array;
}

function blank(rect: Rect, colors: 1 | 3): Picture {
  return { rect, colors, data: new Float64Array(rect.width * rect.height * (colors + 1)) };
}

/** Laid over the backdrop; `atop` keeps the backdrop's alpha. */
function blendOver(below: Picture, above: Picture, layer: Layer, atop: boolean): void {
  const { data, colors } = below;
  const source = above.data;
  const n = colors + 1;
  const mix = channelOf(layer.blend);
  const opacity = (layer.opacity * layer.fillOpacity) / (255 * 255);
  for (let i = 0; i < data.length; i += n) {
    const alpha = (source[i + colors] as number) * opacity;
    const under = data[i + colors] as number;
    if (alpha <= 0 || (atop && under <= 0)) continue;
    const total = atop ? under : under + alpha - under * alpha;
    for (let c = i; c < i + colors; c++) {
      const b = data[c] as number;
      const s = source[c] as number;
      const mixed = mix === undefined ? s : (1 - under) * s + under * mix(b, s);
      data[c] = atop ? b + alpha * (mixed - b) : ((1 - alpha) * under * b + alpha * mixed) / total;
    }
    data[i + colors] = total;
  }
}

function masked(picture: Picture, { mask, vectorMask }: Layer): Picture {
  return under(under(picture, mask), vectorMask);
}

function under(picture: Picture, mask: LayerMask | null): Picture {
  if (mask === null || mask.disabled) return picture;
  const { density } = mask;
  const cover = coverageOn(mask, picture.rect).data;
  const data = picture.data.slice();
  const n = picture.colors + 1;
  cover.forEach((value, i) => {
    const share = 1 - density * (1 - value / 255);
    data[i * n + picture.colors] = (data[i * n + picture.colors] ?? 0) * share;
  });
  return { ...picture, data };
}

function pictureOf(layer: Layer, area: Rect, colors: 1 | 3): Picture | null {
  if (layer.children) return masked(stack(layer.children, area, colors), layer);
  if (layer.raster === null || isEmpty(intersect(layer.raster.rect, area))) return null;
  const { data, depth } = onArea(layer.raster, area);
  const shares = new Float64Array(data.length);
  const white = WHITE[depth];
  for (let i = 0; i < data.length; i++) shares[i] = (data[i] as number) / white;
  return masked({ rect: area, colors, data: shares }, layer);
}

function stack(layers: Layers, area: Rect, colors: 1 | 3): Picture {
  const out = blank(area, colors);
  layers.forEach((layer, i) => {
    if (layer.clipped && i > 0) return;
    if (!layer.visible) return;
    const base = pictureOf(layer, area, colors);
    if (base === null) return;
    for (const above of layers.slice(i + 1)) {
      if (!above.clipped) break;
      const clip = above.visible ? pictureOf(above, area, colors) : null;
      if (clip) blendOver(base, clip, above, true);
    }
    blendOver(out, base, layer, false);
  });
  return out;
}

/** Rows that are worked on at once: sums take eight bytes a value. */
const BAND = 64;

/** How the document looks on its canvas; effects and adjustments are not drawn. */
export function renderDocument(state: DocumentState): Raster {
  const area = canvasOf(state);
  const out = emptyRaster(area, state.depth, colorsOf(state));
  const n = out.colors + 1;
  for (let y = 0; y < area.height; y += BAND) {
    const band = { ...area, y, height: Math.min(BAND, area.height - y) };
    const { data } = stack(state.layers, band, out.colors);
    const from = y * area.width * n;
    const white = WHITE[state.depth];
    for (let i = 0; i < data.length; i++) {
      out.data[from + i] = held((data[i] as number) * white, state.depth);
    }
  }
  return out;
}
