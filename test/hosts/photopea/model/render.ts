import { intersect, isEmpty, type Rect } from '../../../../src/core/geometry';
import type { Depth } from '../../../../src/core/image';
import { blendOf } from './blend';
import type { Layer, Layers } from './layer';
import { coverageAt, newSamples, type Raster } from './raster';

/** What the renderer must know about the editor. */
export interface Look {
  readonly effects: boolean;
  /** false: text layers have no pixels yet. */
  readonly fontsLoaded: boolean;
  readonly clips: boolean;
  readonly adjustmentsEmpty: boolean;
}

/** Straight RGBA on `rect`; colours 0…255, alpha 0…1. */
interface Sheet {
  readonly rect: Rect;
  readonly data: Float32Array;
}

function blank(rect: Rect): Sheet {
  return { rect, data: new Float32Array(rect.width * rect.height * 4) };
}

type Rgb = Readonly<Record<'r' | 'g' | 'b', number>>;

/** The colour overlay, the one effect that is drawn here. */
function overlayOf(layer: Layer): { readonly rgb: Rgb; readonly opacity: number } | null {
  const fill = layer.rest.effects?.solidFill?.find((effect) => effect.enabled !== false);
  if (!fill?.color || !('r' in fill.color)) return null;
  return { rgb: fill.color, opacity: fill.opacity ?? 1 };
}

function maskFactor(layer: Layer, x: number, y: number): number {
  return layer.mask && !layer.mask.disabled ? coverageAt(layer.mask, x, y) / 255 : 1;
}

function eachPixel(area: Rect, visit: (x: number, y: number) => void): void {
  for (let y = area.y; y < area.y + area.height; y++) {
    for (let x = area.x; x < area.x + area.width; x++) visit(x, y);
  }
}

function at(rect: Rect, x: number, y: number): number {
  return ((y - rect.y) * rect.width + x - rect.x) * 4;
}

function ownSheet(layer: Layer, rect: Rect, look: Look): Sheet {
  const sheet = blank(rect);
  const { raster } = layer;
  const hidden = layer.rest.text !== undefined && !look.fontsLoaded;
  if (layer.rest.adjustment !== undefined) {
    return look.adjustmentsEmpty ? sheet : { rect, data: sheet.data.fill(1) };
  }
  if (raster === null || hidden) return sheet;
  const scale = raster.depth === 8 ? 1 : 1 / 257;
  const overlay = look.effects ? overlayOf(layer) : null;
  const area = intersect(rect, raster.rect);
  eachPixel(area, (x, y) => {
    const from = at(raster.rect, x, y);
    const to = at(rect, x, y);
    const values = [0, 1, 2].map((c) => (raster.data[from + c] ?? 0) * scale);
    const shown = overlay
      ? [overlay.rgb.r, overlay.rgb.g, overlay.rgb.b].map(
          (v, c) => v * overlay.opacity + (values[c] ?? 0) * (1 - overlay.opacity),
        )
      : values;
    sheet.data.set(shown, to);
    sheet.data[to + 3] = ((raster.data[from + 3] ?? 0) * scale) / 255;
  });
  return sheet;
}

/** Draws `above` on `below`; `keepsShape`: only where there is something already. */
function draw(
  below: Sheet,
  above: Sheet,
  mode: string,
  opacity: (x: number, y: number) => number,
  keepsShape = false,
): void {
  const blend = blendOf(mode);
  const b = below.data;
  const a = above.data;
  eachPixel(below.rect, (x, y) => {
    const i = at(below.rect, x, y);
    const alpha = (a[i + 3] ?? 0) * opacity(x, y);
    if (alpha === 0) return;
    const beneath = b[i + 3] ?? 0;
    if (keepsShape && beneath === 0) return;
    const base = keepsShape ? 1 : beneath;
    const out = alpha + base * (1 - alpha);
    for (let c = i; c < i + 3; c++) {
      const cb = b[c] ?? 0;
      const ca = a[c] ?? 0;
      const mixed = blend === null ? ca : (1 - base) * ca + base * blend(cb, ca);
      b[c] = (alpha * mixed + (1 - alpha) * base * cb) / out;
    }
    b[i + 3] = keepsShape ? beneath : out;
  });
}

function passesThrough(layer: Layer): boolean {
  return layer.blend === 'pass through' && layer.opacity === 100 && layer.mask === null;
}

function drawRun(base: Layer, clipped: Layers, onto: Sheet, look: Look): void {
  if (!base.visible) return;
  if (base.children && clipped.length === 0 && passesThrough(base)) {
    drawAll(base.children, onto, look);
    return;
  }
  const sheet = base.children ? blank(onto.rect) : ownSheet(base, onto.rect, look);
  if (base.children) drawAll(base.children, sheet, look);
  const shape = (x: number, y: number): number => maskFactor(base, x, y);
  const masked = blank(onto.rect);
  draw(masked, sheet, 'normal', shape);
  for (const layer of clipped.filter((l) => l.visible)) {
    const inner = blank(onto.rect);
    drawRun(
      { ...layer, clipped: false, opacity: 100, fillOpacity: 100, blend: 'normal' },
      [],
      inner,
      look,
    );
    const strength = (layer.opacity / 100) * (layer.fillOpacity / 100);
    draw(masked, inner, layer.blend, () => strength, true);
  }
  const strength = (base.opacity / 100) * (base.fillOpacity / 100);
  draw(onto, masked, base.blend, () => strength);
}

function drawAll(layers: Layers, onto: Sheet, look: Look): void {
  for (let i = 0; i < layers.length;) {
    const base = layers[i];
    if (base === undefined) return;
    let end = i + 1;
    while (look.clips && layers[end]?.clipped === true) end++;
    drawRun(base, layers.slice(i + 1, end), onto, look);
    i = end;
  }
}

/** How the layers look together on `rect`. */
export function renderLayers(layers: Layers, rect: Rect, depth: Depth, look: Look): Raster {
  const sheet = blank(rect);
  if (!isEmpty(rect)) drawAll(layers, sheet, look);
  const scale = depth === 8 ? 1 : 257;
  const data = newSamples(sheet.data.length, depth);
  for (let i = 0; i < data.length; i += 4) {
    const alpha = Math.round((sheet.data[i + 3] ?? 0) * 255 * scale);
    if (alpha === 0) continue;
    for (let c = i; c < i + 3; c++) data[c] = Math.round((sheet.data[c] ?? 0) * scale);
    data[i + 3] = alpha;
  }
  return { rect, depth, data };
}
