import { type Rect, intersect, isEmpty } from '../../../../src/core/geometry';
import type { Depth } from '../../../../src/core/image';
import { adjusted } from './adjustments';
import { byteOf, type Layer, type Layers } from './layer';
import { coverageAt, type Raster } from './raster';
import {
  blankSheet,
  copySheet,
  draw,
  fadeTo,
  placeOf,
  rasterOf,
  topOf,
  type Shape,
  type Sheet,
} from './sheet';
import { vectorCoverage } from './vector-mask';

/** What the renderer must know about the editor. */
export interface Look {
  readonly effects: boolean;
  /** false: text layers have no pixels yet. */
  readonly fontsLoaded: boolean;
  readonly clips: boolean;
  readonly adjustmentsEmpty: boolean;
}

type Rgb = Readonly<Record<'r' | 'g' | 'b', number>>;

interface Overlay {
  readonly rgb: Rgb;
  readonly opacity: number;
}

/** The colour overlay, the one effect that is drawn here. */
function overlayOf(layer: Layer): Overlay | null {
  const fill = layer.rest.effects?.solidFill?.find((effect) => effect.enabled !== false);
  if (!fill?.color || !('r' in fill.color)) return null;
  return { rgb: fill.color, opacity: fill.opacity ?? 1 };
}

function tint({ data, depth }: Sheet, { rgb, opacity }: Overlay): void {
  const color = [rgb.r, rgb.g, rgb.b].map((value) => (value / 255) * topOf(depth));
  for (let i = 0; i < data.length; i++) {
    const over = color[i % 4];
    if (over !== undefined) data[i] = Math.round(over * opacity + (data[i] ?? 0) * (1 - opacity));
  }
}

/** The layer's own pixels, in the depth of what they are drawn on. */
function ownSheet(layer: Layer, { rect, depth }: Sheet, look: Look): Sheet {
  const sheet = blankSheet(rect, depth);
  const { raster } = layer;
  if (raster === null || (layer.rest.text !== undefined && !look.fontsLoaded)) return sheet;
  const scale = topOf(depth) / topOf(raster.depth);
  const area = intersect(rect, raster.rect);
  for (let y = area.y; y < area.y + area.height; y++) {
    const from = placeOf(raster.rect, area.x, y);
    const to = placeOf(rect, area.x, y);
    for (let i = 0; i < area.width * 4; i++) {
      sheet.data[to + i] = Math.round((raster.data[from + i] ?? 0) * scale);
    }
  }
  const overlay = look.effects ? overlayOf(layer) : null;
  if (overlay) tint(sheet, overlay);
  return sheet;
}

/** How strongly the layer and what is clipped to it shows, but for its mask. */
function strengthOf({ opacity, fillOpacity }: Layer): number {
  return (byteOf(opacity) / 255) * (byteOf(fillOpacity) / 255);
}

/** How much of the layer its masks let through, 0…1; null: it has none. */
function maskOf(layer: Layer, rect: Rect): ((x: number, y: number) => number) | null {
  const masks = [
    layer.mask?.disabled === false ? layer.mask : null,
    vectorCoverage(layer.rest.vectorMask, rect),
  ].filter((mask) => mask !== null);
  if (masks.length === 0) return null;
  return (x, y) => masks.reduce((share, mask) => (share * coverageAt(mask, x, y)) / 255, 1);
}

/** The picture of a layer without its mask, mode and opacity; `below`: what an adjustment works on. */
function pictureOf(layer: Layer, below: Sheet, look: Look): Sheet {
  const { adjustment } = layer.rest;
  if (adjustment !== undefined) {
    if (look.adjustmentsEmpty) return adjusted(below, adjustment);
    const full = blankSheet(below.rect, below.depth);
    return { ...full, data: full.data.fill(topOf(below.depth)) };
  }
  if (layer.children === null) return ownSheet(layer, below, look);
  const group = blankSheet(below.rect, below.depth);
  drawAll(layer.children, group, look);
  return group;
}

/** A group that is no picture of its own: its members lie on what is below it. */
function passesThrough(layer: Layer): layer is Layer & { readonly children: Layers } {
  return layer.children !== null && layer.blend === 'pass through';
}

/** A layer with those that are clipped to it: these take its alpha, mask, mode and opacity. */
function drawRun(base: Layer, clipped: Layers, onto: Sheet, look: Look, shape: Shape): void {
  if (!base.visible) return;
  const mask = maskOf(base, onto.rect);
  const strength = strengthOf(base);
  if (passesThrough(base) && clipped.length === 0 && shape === 'grows') {
    const before = mask || strength < 1 ? copySheet(onto) : onto;
    drawAll(base.children, onto, look);
    if (strength < 1) fadeTo(before, onto, () => strength);
    if (mask) fadeTo(before, onto, mask);
    return;
  }
  const before = mask ? copySheet(onto) : onto;
  const picture = pictureOf(base, onto, look);
  for (const layer of clipped) drawRun(layer, [], picture, look, 'kept');
  const adjusts = base.rest.adjustment !== undefined && look.adjustmentsEmpty;
  draw(onto, picture, base.blend, strength, adjusts ? 'kept' : shape);
  if (mask) fadeTo(before, onto, mask);
}

function drawAll(layers: Layers, onto: Sheet, look: Look): void {
  for (let i = 0; i < layers.length;) {
    const base = layers[i];
    if (base === undefined) return;
    let end = i + 1;
    while (look.clips && layers[end]?.clipped === true) end++;
    drawRun(base, layers.slice(i + 1, end), onto, look, 'grows');
    i = end;
  }
}

/** How the layers look together on `rect`. */
export function renderLayers(layers: Layers, rect: Rect, depth: Depth, look: Look): Raster {
  const sheet = blankSheet(rect, depth);
  if (!isEmpty(rect)) drawAll(layers, sheet, look);
  return rasterOf(sheet);
}
