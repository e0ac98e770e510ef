import type { Layer as PsdLayer } from 'ag-psd';
import { placementFor } from '../../../panel/runs/placement';
import { rect, rectOfSize } from '../../../src/core/geometry';
import { createImage, opaqueCopy, type Image } from '../../../src/core/image';
import { createMask } from '../../../src/core/mask';
import type { EnlargeResult, InPlaceResult, LayerLook, LayerRef } from '../../../src/core/document';
import { isOpaqueUnder } from '../../../src/restore/opacity';
import { mergedPicture } from '../../emulators/photopea/editor/export';
import { stepTo } from '../../emulators/photopea/model/document';
import { replaceLayer } from '../../emulators/photopea/model/layer';
import type { DocumentState } from '../../emulators/photopea/model/state';
import {
  flat,
  noise,
  opaqueNoise,
  paintedLayer,
  pixels,
  psdBytes,
} from '../../emulators/photopea/painted-documents';
import {
  active,
  change,
  layerNamed,
  order,
  select,
  state,
} from '../../emulators/photopea/witness/setup';
import { goOn } from '../../support/breathing';
import { closeStage, inPlace, layerOf, never, openStage, PROFILE, type Stage } from './stage';

const WHOLE = rect(0, 0, 24, 16);
const K = [10, 200, 90] as const;

afterEach(closeStage);

const MASK: NonNullable<PsdLayer['mask']> = {
  left: 0,
  top: 0,
  right: 12,
  bottom: 16,
  defaultColor: 255,
  imageData: pixels(12, 16, (_, y) => [y * 16, y * 16, y * 16, 255]),
};

function whole(name: string, id: number, more: PsdLayer = {}): PsdLayer {
  return paintedLayer(name, 24, 16, opaqueNoise, { id, ...more });
}

function soft(name: string, id: number, more: PsdLayer = {}): PsdLayer {
  return paintedLayer(name, 16, 12, noise, { id, x: 3, y: 2, ...more });
}

const ground = paintedLayer('ground', 24, 16, flat(120, 90, 60), { id: 2 });
const source = (more: PsdLayer = {}): PsdLayer => soft('source', 5, more);
const clipped = (name: string, id: number, more: PsdLayer = {}): PsdLayer =>
  soft(name, id, { clipping: true, opacity: 0.5, ...more });
const group = (children: PsdLayer[], more: PsdLayer = {}): PsdLayer => ({
  name: 'group',
  id: 30,
  blendMode: 'normal',
  opened: true,
  children,
  ...more,
});

/** The layers, from the bottom up, and what lies around the result afterwards. */
const CASES: readonly (readonly [string, readonly PsdLayer[], readonly unknown[]])[] = [
  ['soft', [source()], ['source', 'K']],
  ['soft, on the ground', [ground, source()], ['ground', 'source', 'K']],
  ['hidden', [ground, source({ hidden: true })], ['ground', 'source', 'K']],
  ['masked', [ground, source({ mask: MASK })], ['ground', 'source', 'K']],
  ['half', [ground, source({ opacity: 0.5 })], ['ground', 'source', 'K']],
  ['fill 40 %', [ground, source({ fillOpacity: 0.4 })], ['ground', 'source', 'K']],
  ['multiply', [ground, source({ blendMode: 'multiply' })], ['ground', 'source', 'K']],
  [
    'all of it',
    [ground, source({ blendMode: 'screen', opacity: 0.6, fillOpacity: 0.5, mask: MASK })],
    ['ground', 'source', 'K'],
  ],
  [
    'an opaque base of two',
    [ground, whole('source', 5), clipped('a', 7), clipped('b', 8, { blendMode: 'screen' })],
    ['ground', 'source', 'K', 'a', 'b'],
  ],
  [
    'a soft base of two, of which one is hidden',
    [ground, source({ opacity: 0.7 }), clipped('a', 7, { hidden: true }), clipped('b', 8)],
    ['ground', 'source', 'K', 'a', 'b'],
  ],
  [
    'inside of two groups',
    [ground, group([group([source(), soft('next', 9)], { name: 'inner', opacity: 0.5 })])],
    ['ground', ['group', [['inner', ['source', 'K', 'next']]]]],
  ],
  [
    'inside of a group that passes through, and a base there',
    [ground, group([source(), clipped('a', 7)], { blendMode: 'pass through' })],
    ['ground', ['group', ['source', 'K', 'a']]],
  ],
  [
    'inside of a clipped group',
    [ground, whole('base', 4), group([source()], { clipping: true, opacity: 0.5 })],
    ['ground', 'base', ['group', ['source', 'K']]],
  ],
  [
    'clipped, covering',
    [ground, soft('base', 4), whole('source', 5, { clipping: true })],
    ['ground', 'base', 'source', 'K'],
  ],
  [
    'clipped between others',
    [soft('base', 4), clipped('a', 7), whole('source', 5, { clipping: true }), clipped('b', 8)],
    ['base', 'a', 'source', 'K', 'b'],
  ],
  [
    'clipped and hidden',
    [soft('base', 4), source({ clipping: true, hidden: true })],
    ['base', 'source', 'K'],
  ],
  [
    'clipped to a group',
    [ground, group([soft('in', 6)], { opacity: 0.5 }), whole('source', 5, { clipping: true })],
    ['ground', ['group', ['in']], 'source', 'K'],
  ],
  [
    'clipped to a group that passes through',
    [
      ground,
      group([soft('in', 6)], { blendMode: 'pass through' }),
      whole('source', 5, { clipping: true }),
    ],
    ['ground', ['group', ['in']], 'source', 'K'],
  ],
];

/** What a run would put there if the engine gave K everywhere. */
async function resultOf(stage: Stage, above: LayerRef): Promise<InPlaceResult> {
  const { image: read, appearance } = await stage.host.readLayer(above, WHOLE, never);
  const mask = createMask(WHOLE, 255);
  const opaqueSource = await isOpaqueUnder(read, WHOLE, mask, 1, goOn);
  const { look, opaque } = placementFor(appearance, opaqueSource);
  const own = createImage(WHOLE, 8);
  for (let i = 0; i < own.data.length; i += 4) own.data.set([...K, read.data[i + 3]!], i);
  const image: Image = opaque ? opaqueCopy(own) : own;
  return { mode: 'in-place', above, name: 'K', rect: WHOLE, image, mask, look };
}

/** The document as if the source itself had been painted over, its alpha kept. */
function painted(before: DocumentState): DocumentState {
  const { uid, raster } = layerNamed(before, 'source');
  const data = Uint8ClampedArray.from(raster!.data, (v, i) => (i % 4 === 3 ? v : K[i % 4]!));
  const change = { raster: { rect: raster!.rect, depth: 8 as const, data } };
  return { ...before, layers: replaceLayer(before.layers, uid, (l) => ({ ...l, ...change })) };
}

function expectSame(stage: Stage, before: DocumentState): void {
  const { editor } = stage.lab.photopea;
  const seen = mergedPicture(editor, state(stage.lab)).data;
  const expected = mergedPicture(editor, painted(before)).data;
  for (let i = 0; i < seen.length; i += 4) {
    expect(seen[i + 3]).toBe(expected[i + 3]);
    for (let c = i; expected[i + 3]! > 0 && c < i + 3; c++) {
      expect(Math.abs(seen[c]! - expected[c]!)).toBeLessThanOrEqual(1);
    }
  }
}

function namesIn(stage: Stage): unknown[] {
  const plain = (name: unknown): unknown =>
    Array.isArray(name) ? name.map(plain) : name === 'K copy' ? 'K' : name;
  return order(state(stage.lab).layers).map(plain);
}

function opened(children: readonly PsdLayer[], profile: Uint8Array | null = null): Stage {
  const { width, height } = WHOLE;
  return openStage(psdBytes({ width, height, children: [...children] }, profile), 'source');
}

describe('a result is drawn as if its source had been painted over', () => {
  it.each(CASES)('%s', async (_name, children, expected) => {
    const stage = opened(children);
    select(stage.lab, 1, 1, 20, 12);
    const before = state(stage.lab);
    const result = await resultOf(stage, layerOf(await stage.host.snapshot()));
    await stage.host.insertLayer(result, never);
    expect(namesIn(stage)).toEqual(expected);
    expectSame(stage, before);
    expect(layerNamed(state(stage.lab), 'K copy').clipped).toBe(true);
    expect(state(stage.lab).selection).toBe(before.selection);
    // One row, and one step back is the document as it was.
    stepTo(active(stage.lab), active(stage.lab).index - 1);
    expect(state(stage.lab).layers).toEqual(before.layers);
  });

  it('in a document with a profile', async () => {
    const stage = opened([ground, source({ mask: MASK, opacity: 0.5 })], PROFILE);
    const before = state(stage.lab);
    const above = layerOf(await stage.host.snapshot());
    await stage.host.insertLayer(await resultOf(stage, above), never);
    expectSame(stage, before);
  });

  it('as a smart object', async () => {
    const stage = opened([ground, source({ blendMode: 'multiply' }), clipped('a', 7)]);
    const before = state(stage.lab);
    const result = await resultOf(stage, layerOf(await stage.host.snapshot()));
    const content = result.image;
    await stage.host.insertLayer({ ...result, mode: 'smart-object', scale: 1, content }, never);
    expect(namesIn(stage)).toEqual(['ground', 'source', 'K', 'a']);
    expectSame(stage, before);
    await expect(stage.host.snapshot()).resolves.toMatchObject({ layer: { kind: 'smart-object' } });
  });

  it('in an enlarged document the alpha is what it would be without', async () => {
    const stage = opened([source({ opacity: 0.5 })]);
    const { look, above, name } = await resultOf(stage, layerOf(await stage.host.snapshot()));
    const size = { width: WHOLE.width * 2, height: WHOLE.height * 2 };
    const large: EnlargeResult = {
      mode: 'enlarge',
      scale: 2,
      above,
      name,
      rect: rectOfSize(size),
      image: opaqueCopy(createImage(size, 8)),
      mask: createMask(size, 255),
      ...(look && { look }),
    };
    await stage.host.insertLayer(large, never);
    const { editor } = stage.lab.photopea;
    const alphaOf = (document: DocumentState): number[] =>
      Array.from(mergedPicture(editor, document).data).filter((_value, i) => i % 4 === 3);
    const now = state(stage.lab);
    expect(now.size).toEqual(size);
    const without = now.layers.filter((layer) => layer.name === 'source');
    expect(alphaOf(now)).toEqual(alphaOf({ ...now, layers: without }));
  });
});

describe('the look of a result', () => {
  it('comes with it, also when it is hidden', async () => {
    const stage = opened([soft('base', 4), source({ clipping: true })]);
    const look: LayerLook = {
      clipped: true,
      visible: false,
      blendMode: 'linear-burn',
      opacity: 0.5,
      fill: 0.4,
    };
    const above = layerOf(await stage.host.snapshot());
    await stage.host.insertLayer({ ...inPlace(above), look }, never);
    expect(layerNamed(state(stage.lab), 'fast 2x copy')).toMatchObject({
      clipped: true,
      visible: false,
      blend: 'linear burn',
      opacity: 50,
      fillOpacity: 40,
    });
  });

  it('is clipped where layers were clipped to the source since', async () => {
    const stage = opened([ground, whole('source', 5), whole('next', 6)]);
    const result = await resultOf(stage, layerOf(await stage.host.snapshot()));
    expect(result.look?.clipped).toBe(false);
    const { layers } = state(stage.lab);
    const { uid } = layerNamed(state(stage.lab), 'next');
    change(stage.lab, { layers: replaceLayer(layers, uid, (l) => ({ ...l, clipped: true })) });
    const before = state(stage.lab);
    await stage.host.insertLayer(result, never);
    expect(layerNamed(state(stage.lab), 'K copy').clipped).toBe(true);
    expect(layerNamed(state(stage.lab), 'next').clipped).toBe(true);
    expectSame(stage, before);
  });
});
