import type { Layer as PsdLayer } from 'ag-psd';
import { rect } from '../../../src/core/geometry';
import type { Appearance } from '../../../src/core/document';
import {
  flat,
  noise,
  opaqueNoise,
  paintedLayer,
  photoPsd,
  pixels,
  psdBytes,
} from '../../emulators/photopea/painted-documents';
import {
  activateLayer,
  change,
  layerNamed,
  placedPicture,
  state,
} from '../../emulators/photopea/witness/setup';
import {
  closeStage,
  deepStage,
  layerOf,
  look,
  never,
  openStage,
  PROFILE,
  samplesOn,
} from './stage';

const WHOLE = rect(0, 0, 24, 16);

const PLAIN: Appearance = {
  visible: true,
  blendMode: 'normal',
  opacity: 1,
  fill: 1,
  masked: false,
  group: false,
  clipped: false,
  base: false,
};

afterEach(closeStage);

/** Values 0 and 90 side by side; 255 outside of its 12 × 8 pixels. */
function mask(more: Partial<NonNullable<PsdLayer['mask']>> = {}): NonNullable<PsdLayer['mask']> {
  const imageData = pixels(12, 8, (x) => (x < 6 ? [0, 0, 0, 255] : [90, 90, 90, 255]));
  return { left: 0, top: 0, right: 12, bottom: 8, defaultColor: 255, imageData, ...more };
}

const HALF_PATH: NonNullable<PsdLayer['vectorMask']> = {
  paths: [
    {
      open: false,
      operation: 'combine',
      knots: [0, 12, 12, 0].map((x, i) => {
        const y = i < 2 ? 0 : 8;
        return { linked: true, points: [x, y, x, y, x, y] };
      }),
      fillRule: 'even-odd',
    },
  ],
};

function layer(more: PsdLayer = {}): PsdLayer {
  return paintedLayer('x', 12, 8, noise, { id: 20, ...more });
}

const { layer: placedLayer } = placedPicture(12, 8);
const inside = paintedLayer('inside', 6, 5, opaqueNoise, { id: 21 });
const above = paintedLayer('above', 6, 5, opaqueNoise, { id: 22, clipping: true });

const CASES: readonly (readonly [string, readonly PsdLayer[], Partial<Appearance>])[] = [
  ['plain', [layer()], {}],
  ['hidden', [layer({ hidden: true })], { visible: false }],
  ['half transparent', [layer({ opacity: 0.5 })], { opacity: 0.5 }],
  ['filled by 40 %', [layer({ fillOpacity: 0.4 })], { fill: 0.4 }],
  ['multiply', [layer({ blendMode: 'multiply' })], { blendMode: 'multiply' }],
  [
    'a mode that scripts have no name for',
    [layer({ blendMode: 'vivid light' })],
    { blendMode: 'vivid-light' },
  ],
  ['masked', [layer({ mask: mask() })], { masked: true }],
  ['masked, switched off', [layer({ mask: mask({ disabled: true }) })], { masked: true }],
  ['with a vector mask', [layer({ vectorMask: HALF_PATH })], { masked: true }],
  ['a base', [layer(), above], { base: true }],
  ['a base of something hidden', [layer(), { ...above, hidden: true }], { base: true }],
  ['clipped', [layer({ clipping: true })], { clipped: true }],
  [
    'clipped and masked',
    [layer({ clipping: true, mask: mask() })],
    { clipped: true, masked: true },
  ],
  ['clipped below another', [layer({ clipping: true }), above], { clipped: true, base: true }],
  [
    'a group',
    [{ name: 'x', id: 20, children: [inside] }],
    { group: true, blendMode: 'pass-through' },
  ],
  [
    'a group at 40 %',
    [{ name: 'x', id: 20, opacity: 0.4, blendMode: 'normal', children: [inside] }],
    { group: true, opacity: 0.4 },
  ],
  [
    'a group with a mask, a base',
    [{ name: 'x', id: 20, blendMode: 'normal', mask: mask(), children: [inside] }, above],
    { group: true, masked: true, base: true },
  ],
  [
    'in a group that is hidden and a base itself',
    [{ name: 'g', id: 19, hidden: true, opacity: 0.3, children: [layer(), inside] }, above],
    {},
  ],
  [
    'a base in a group',
    [{ name: 'g', id: 19, children: [inside, layer(), above] }],
    { base: true },
  ],
  ['a smart object', [layer({ placedLayer, opacity: 0.5 })], { opacity: 0.5 }],
  ['a text', [layer({ text: { text: 'hi' }, fillOpacity: 0.4 })], { fill: 0.4 }],
  [
    'with effects',
    [layer({ effects: { solidFill: [{ enabled: true, color: { r: 1, g: 2, b: 3 } }] } })],
    {},
  ],
];

describe.each([
  ['without a profile', null],
  ['with a profile', PROFILE],
])('how a layer is drawn, %s', (_kind, profile) => {
  it.each(CASES)('%s', async (_name, layers, differs) => {
    const stage = openStage(photoPsd(layers, profile), 'x');
    const before = look(stage);
    const ref = layerOf(await stage.host.snapshot());
    const { appearance, colors } = await stage.host.readLayer(ref, WHOLE, never);
    expect(colors).toEqual(profile);
    const { opacity, fill, ...rest } = { ...PLAIN, ...differs };
    expect(appearance).toMatchObject(rest);
    expect(appearance.opacity).toBeCloseTo(opacity, 2);
    expect(appearance.fill).toBeCloseTo(fill, 2);
    expect(look(stage)).toEqual(before);
  });

  it('a mask is part of the alpha of a clipped one only', async () => {
    for (const clipping of [false, true]) {
      const stage = openStage(photoPsd([layer({ clipping, mask: mask() })], profile), 'x');
      const before = look(stage);
      const ref = layerOf(await stage.host.snapshot());
      const area = rect(-2, 1, 20, 9);
      const { image, colors } = await stage.host.readLayer(ref, area, never);
      expect(colors).toEqual(profile);
      const own = samplesOn(layerNamed(state(stage.lab), 'x').raster!, area, 4);
      const shown = (x: number): number => (x < 0 || !clipping ? 1 : x < 6 ? 0 : 90 / 255);
      const expected = own.map((value, i) => {
        return i % 4 === 3 ? Math.round(value * shown(((i >> 2) % 20) - 2)) : value;
      });
      expect(Array.from(image.data)).toEqual(expected);
      expect(look(stage)).toEqual(before);
    }
  });

  it('a mask that is switched off hides nothing of a clipped one', async () => {
    const odd = layer({ clipping: true, mask: mask({ disabled: true }) });
    const stage = openStage(photoPsd([odd], profile), 'x');
    const ref = layerOf(await stage.host.snapshot());
    const { image } = await stage.host.readLayer(ref, WHOLE, never);
    const own = samplesOn(layerNamed(state(stage.lab), 'x').raster!, WHOLE, 4);
    expect(Array.from(image.data)).toEqual(own);
  });
});

describe('how a layer is drawn', () => {
  it('is known outside of the canvas as well', async () => {
    const stage = openStage(photoPsd([layer({ opacity: 0.5, clipping: true })]), 'x');
    const ref = layerOf(await stage.host.snapshot());
    const { image, appearance } = await stage.host.readLayer(ref, rect(90, 0, 2, 2), never);
    expect(Array.from(image.data)).toEqual(new Array(16).fill(0));
    expect(appearance).toMatchObject({ clipped: true, base: false });
    expect(appearance.opacity).toBeCloseTo(0.5, 2);
  });

  it('is known in a 16-bit document', async () => {
    const stage = deepStage();
    activateLayer(stage.lab, 'photo');
    const layers = state(stage.lab).layers.map((l) => ({ ...l, opacity: 40, blend: 'screen' }));
    change(stage.lab, { layers });
    const ref = layerOf(await stage.host.snapshot());
    const { appearance } = await stage.host.readLayer(ref, WHOLE, never);
    expect(appearance).toMatchObject({ blendMode: 'screen', opacity: 0.4, fill: 1 });
  });

  it('is that of the right one of two layers with one id and name', async () => {
    const twins = [flat(1, 2, 3), flat(4, 5, 6)].map((paint, i) =>
      paintedLayer('x', 24, 16, paint, { id: 5 + i, opacity: i === 0 ? 1 : 0.2 }),
    );
    const stage = openStage(psdBytes({ width: 24, height: 16, children: twins }));
    change(stage.lab, { layers: state(stage.lab).layers.map((l) => ({ ...l, id: 5 })) });
    for (const [place, opacity] of [1, 0.2].entries()) {
      change(stage.lab, { active: [state(stage.lab).layers[place]!.uid] });
      const ref = layerOf(await stage.host.snapshot());
      const { appearance } = await stage.host.readLayer(ref, WHOLE, never);
      expect(appearance.opacity).toBeCloseTo(opacity, 2);
    }
  });

  it('costs no more messages than the pixels', async () => {
    const posted: string[] = [];
    const stage = openStage(photoPsd([layer({ opacity: 0.5, mask: mask() })]), 'x');
    const ref = layerOf(await stage.host.snapshot());
    stage.onPost = (message) => posted.push(typeof message);
    await stage.host.readLayer(ref, WHOLE, never);
    // The status and the layer, each with its fence.
    expect(posted).toEqual(['string', 'string', 'string', 'string']);
  });
});
