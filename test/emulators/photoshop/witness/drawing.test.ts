import { rect } from '../../../../src/core/geometry';
import { visible } from '../../../hosts/contract/gallery';
import type { DocumentState } from '../model/document';
import { newLayer, type Layer, type LayerMask } from '../model/layer';
import type { Raster } from '../model/raster';
import { renderDocument } from '../model/render';
import { readState } from '../psd/read';
import { writeState } from '../psd/write';
import { vectorMaskPsd } from './documents';

const PLACE = rect(0, 0, 6, 5);
const PIXELS = PLACE.width * PLACE.height;
const K = [10, 200, 90] as const;

function paint(rgb: readonly number[], alpha: (i: number) => number): Raster {
  const values = Array.from({ length: PIXELS }, (_, i) => [...rgb, alpha(i)]).flat();
  return { rect: PLACE, depth: 8, colors: 3, data: Uint8Array.from(values) };
}

const soft = (i: number): number => (i * 37) % 256;
const opaque = (): number => 255;
const MASK: LayerMask = {
  ...{ rect: rect(1, 1, 3, 3), outside: 255, disabled: false, density: 1 },
  data: Uint8Array.from({ length: 9 }, (_, i) => i * 30),
};

const GROUND = newLayer(1, 'ground', { raster: paint([200, 120, 60], opaque) });
const BASE = newLayer(2, 'base', { raster: paint([30, 60, 220], soft) });

function clipped(rgb: readonly number[], parts: Partial<Layer> = {}): Layer {
  return newLayer(3, 'clipped', { raster: paint(rgb, opaque), clipped: true, ...parts });
}

const EMPTY: DocumentState = {
  size: PLACE,
  resolution: 72,
  mode: 'rgb',
  depth: 8,
  profile: null,
  layers: [],
  active: [],
  selection: null,
  quickMask: false,
  rest: { resources: [], blocks: [] },
};

function drawn(...layers: readonly Layer[]): readonly number[] {
  return visible(renderDocument({ ...EMPTY, layers }).data);
}

const BASES: readonly (readonly [string, Partial<Layer>])[] = [
  ['softly transparent', {}],
  ['opaque', { raster: paint([30, 60, 220], opaque) }],
  ['masked', { mask: MASK }],
  ['with a thin mask', { mask: { ...MASK, density: 0.4 } }],
  ['with a mask that is off', { mask: { ...MASK, disabled: true } }],
  ['with a vector mask', { vectorMask: MASK }],
  ['with both masks', { mask: MASK, vectorMask: { ...MASK, rect: rect(2, 0, 3, 3) } }],
  ['multiplied', { blend: 'multiply' }],
  ['at 60 %', { opacity: 153 }],
  ['filled by 40 %', { fillOpacity: 102 }],
  ['all of it', { blend: 'screen', opacity: 153, fillOpacity: 102, mask: MASK }],
  ['hidden', { visible: false }],
];

describe.each([
  ['over an opaque ground', [GROUND]],
  ['alone', []],
])('clipping, %s', (_, ground) => {
  test.each(BASES)('an opaque layer takes the place of its base: %s', (_name, parts) => {
    const base = { ...BASE, ...parts };
    const alpha = base.raster?.data[7] === 255 ? opaque : soft;
    const inPlace = { ...base, raster: paint(K, alpha) };
    const seen = drawn(...ground, base, clipped(K));
    expect(seen).toEqual(drawn(...ground, inPlace));
  });

  test('the highest of several shows, as far as it covers', () => {
    const two = drawn(...ground, BASE, clipped([1, 2, 3]), clipped(K));
    expect(two).toEqual(drawn(...ground, BASE, clipped(K)));
    const hidden = drawn(...ground, BASE, clipped(K), clipped([1, 2, 3], { visible: false }));
    expect(hidden).toEqual(drawn(...ground, BASE, clipped(K)));
    const half = drawn(...ground, BASE, clipped(K), clipped([110, 100, 190], { opacity: 51 }));
    expect(half).toEqual(drawn(...ground, BASE, clipped([30, 180, 110])));
  });

  test('a group is a base like any other', () => {
    const group = (raster: Raster): Layer =>
      newLayer(4, 'group', {
        kind: 'group',
        opacity: 128,
        mask: MASK,
        children: [{ ...BASE, raster }],
      });
    const seen = drawn(...ground, group(paint([30, 60, 220], soft)), clipped(K));
    const expected = drawn(...ground, group(paint(K, soft)));
    expect(seen).toEqual(expected);
  });

  test('what is clipped ends with the next layer that is not', () => {
    const next = newLayer(5, 'next', { raster: paint([9, 9, 9], (i) => (i % 2) * 255) });
    const seen = drawn(...ground, { ...BASE, visible: false }, next, clipped(K));
    expect(seen).toEqual(drawn(...ground, { ...next, raster: paint(K, (i) => (i % 2) * 255) }));
  });
});

test('the vector mask of a file is drawn, saved and read again', () => {
  let last = 0;
  const state = readState(vectorMaskPsd(), () => ++last);
  const shape = state.layers[1];
  expect(shape).toMatchObject({ mask: null, vectorMask: { rect: rect(0, 0, 4, 4), outside: 0 } });
  const { data } = renderDocument(state);
  expect([...data.slice(12, 20)]).toEqual([200, 100, 50, 255, 20, 40, 60, 255]);
  expect(readState(writeState(state), () => ++last).layers[1]?.vectorMask).toEqual(
    shape?.vectorMask,
  );
});
