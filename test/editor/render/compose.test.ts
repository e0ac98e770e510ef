import { createImage, type Image } from '../../../src/core/image';
import type { GroupLayer, Layer, LeafLayer } from '../../../src/editor/document/layer';
import { heldMask, heldRaster } from '../../../src/editor/document/layer';
import { composeLayers } from '../../../src/editor/render/compose';
import { createPixelStore } from '../../../src/editor/render/pixel-store';
import { createTile, tileImage } from '../../../src/editor/render/tile';
import type { BlendMode } from '../../../src/core/blend-mode';

const ONE = { x: 0, y: 0, width: 1, height: 1 };
let count = 0;

function leaf(rgba: readonly number[], change: Partial<LeafLayer> = {}): LeafLayer {
  const image = createImage(ONE, 8);
  image.data.set(rgba);
  return {
    id: String(count++),
    key: null,
    name: '',
    kind: 'pixels',
    visible: true,
    locked: false,
    opacity: 1,
    fill: 1,
    blend: 'normal',
    clipped: false,
    mask: null,
    simplified: [],
    children: null,
    raster: heldRaster(ONE, image),
    content: null,
    ...change,
  };
}

function group(children: readonly Layer[], change: Partial<GroupLayer> = {}): GroupLayer {
  const base = leaf([0, 0, 0, 0]);
  return { ...base, kind: 'group', blend: 'pass-through', ...change, children };
}

const mask = (value: number) =>
  heldMask(ONE, { width: 1, height: 1, data: Uint8Array.of(value) }, 0);

function composed(layers: readonly Layer[], depth: Image['depth'] = 8): number[] {
  const tile = createTile(ONE);
  composeLayers(layers, tile, { store: createPixelStore(ONE, 1e6), level: 0 });
  return [...tileImage(tile, depth).data];
}

/** Grey 0.4 under grey 0.6, by the published formula of each mode, 0…255. */
const B = 102;
const S = 153;
const GREY: Record<BlendMode, number> = {
  normal: S,
  dissolve: S,
  'pass-through': S,
  darken: B,
  multiply: 61,
  'color-burn': 0,
  'linear-burn': 0,
  'darker-color': B,
  lighten: S,
  screen: 194,
  'color-dodge': 255,
  'linear-dodge': 255,
  'lighter-color': S,
  overlay: 122,
  'soft-light': 114,
  'hard-light': 133,
  'vivid-light': 128,
  'linear-light': 153,
  'pin-light': B,
  'hard-mix': 255,
  difference: 51,
  exclusion: 133,
  subtract: 0,
  divide: 170,
  hue: B,
  saturation: B,
  color: B,
  luminosity: S,
};

test.each(Object.entries(GREY))('%s of two greys', (mode, wanted) => {
  const layers = [leaf([B, B, B, 255]), leaf([S, S, S, 255], { blend: mode as BlendMode })];
  expect(composed(layers)).toEqual([wanted, wanted, wanted, 255]);
});

test.each([
  ['hue', [0, 0, 255], [191, 64, 64]],
  ['color', [0, 0, 255], [191, 64, 64]],
  ['luminosity', [255, 255, 255], [191, 64, 64]],
] as const)('%s keeps the luminosity that it has to keep', (mode, source, backdrop) => {
  const [r, g, b] = composed([leaf([...backdrop, 255]), leaf([...source, 255], { blend: mode })]);
  const luminosity = (c: readonly number[]) => 0.3 * c[0]! + 0.59 * c[1]! + 0.11 * c[2]!;
  const kept = mode === 'luminosity' ? source : backdrop;
  expect(Math.abs(luminosity([r!, g!, b!]) - luminosity(kept))).toBeLessThan(1);
});

test('opacity, fill and mask multiply', () => {
  const layers = [
    leaf([0, 0, 0, 255]),
    leaf([255, 255, 255, 255], { opacity: 0.5, fill: 0.5, mask: mask(128) }),
  ];
  expect(composed(layers)).toEqual([32, 32, 32, 255]);
});

test('two half-transparent layers on nothing', () => {
  expect(composed([leaf([255, 0, 0, 128]), leaf([0, 0, 255, 128])])).toEqual([85, 0, 170, 192]);
});

test('a mode has no effect where there is nothing below', () => {
  expect(composed([leaf([200, 100, 50, 128], { blend: 'multiply' })])).toEqual([200, 100, 50, 128]);
});

test('hidden layers and what is clipped to them are left out', () => {
  const base = leaf([10, 20, 30, 255]);
  const hidden = leaf([99, 99, 99, 255], { visible: false });
  expect(composed([base, hidden, leaf([1, 1, 1, 255], { clipped: true })])).toEqual([
    10, 20, 30, 255,
  ]);
});

test('a clipped layer shows only where its base does, and both blend as one', () => {
  const base = leaf([255, 0, 0, 128]);
  const clipped = leaf([0, 255, 0, 255], { clipped: true });
  expect(composed([base, clipped])).toEqual([0, 255, 0, 128]);
  const backdrop = leaf([255, 255, 255, 255]);
  const multiplied = { ...base, blend: 'multiply', raster: leaf([255, 0, 0, 255]).raster } as const;
  expect(composed([backdrop, multiplied, clipped])).toEqual([0, 255, 0, 255]);
});

test('a pass-through group blends its members with what lies below it, an isolated one does not', () => {
  const backdrop = leaf([100, 100, 100, 255]);
  const member = leaf([128, 128, 128, 255], { blend: 'multiply' });
  expect(composed([backdrop, group([member])])).toEqual([50, 50, 50, 255]);
  expect(composed([backdrop, group([member], { blend: 'normal' })])).toEqual([128, 128, 128, 255]);
});

test('a group mask and opacity hold for a pass-through group as well', () => {
  const backdrop = leaf([100, 100, 100, 255]);
  const member = leaf([0, 0, 0, 255], { blend: 'multiply' });
  expect(composed([backdrop, group([member], { opacity: 0.5 })])).toEqual([50, 50, 50, 255]);
  expect(composed([backdrop, group([member], { mask: mask(0) })])).toEqual([100, 100, 100, 255]);
});

test('16 bit stays 16 bit', () => {
  const image = createImage(ONE, 16);
  image.data.set([12345, 1, 65534, 65535]);
  const deep = leaf([0, 0, 0, 0], { raster: heldRaster(ONE, image) });
  expect(composed([leaf([9, 9, 9, 255]), deep], 16)).toEqual([12345, 1, 65534, 65535]);
});

test('every 8-bit and 16-bit value survives', () => {
  for (const depth of [8, 16] as const) {
    const size = { x: 0, y: 0, width: depth === 8 ? 64 : 128, height: 128 };
    const image = createImage(size, depth);
    for (let i = 0; i < image.data.length; i++) image.data[i] = i % 4 === 3 ? 65535 : i;
    const tile = createTile(size);
    const layer = leaf([0, 0, 0, 0], { raster: heldRaster(size, image) });
    composeLayers([layer], tile, { store: createPixelStore(size, 1e9), level: 0 });
    expect(tileImage(tile, depth)).toEqual(image);
  }
});
