import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Layer as PsdLayer, LayerVectorMask } from 'ag-psd';
import { activateLayer, layerNamed, placedPicture, state } from './witness/setup';
import { insert } from './witness/answers';
import { createLab, type Lab } from './lab';
import {
  flat,
  noise,
  opaqueNoise,
  paintedLayer,
  pixels,
  psdBytes,
  type Paint,
} from './painted-documents';
import { decodeFile, type DecodedPicture } from './replay/decode';

const FAULTS = join(__dirname, '../../fixtures/faults/01-transparency-mask-mode');
const K = [10, 200, 90] as const;
const RESULT = flat(...K);
const [WIDTH, HEIGHT] = [24, 16];

async function picture(lab: Lab): Promise<DecodedPicture> {
  const [file] = await lab.post('app.activeDocument.saveToOE("png");');
  const decoded = decodeFile(new Uint8Array(file as ArrayBuffer));
  if (!('png' in decoded)) throw new Error('no PNG');
  return decoded.png;
}

async function pictureOf(children: readonly PsdLayer[]): Promise<number[]> {
  const lab = createLab();
  lab.open(psdBytes({ width: WIDTH, height: HEIGHT, children: [...children] }));
  return Array.from((await picture(lab)).data);
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? 0))), 0);
}

/** The alpha of a picture, and its colours where they can be seen. */
function split({ data }: DecodedPicture): { readonly alpha: number[]; readonly seen: number[] } {
  const values = Array.from(data);
  const alpha = values.filter((_, i) => i % 4 === 3);
  return { alpha, seen: values.map((v, i) => (alpha[i >> 2] === 0 ? 0 : v)) };
}

describe('a result over a source that is not plain', () => {
  const file = (name: string): Uint8Array => new Uint8Array(readFileSync(join(FAULTS, name)));
  const expected = (name: string): DecodedPicture => {
    const decoded = decodeFile(file(`expected-${name}.png`));
    if (!('png' in decoded)) throw new Error('no PNG');
    return decoded.png;
  };
  const result = (lab: Lab, paint: Paint): Uint8Array => {
    const { width, height } = state(lab).size;
    const layer = paintedLayer('K', width, height, paint, { id: 700, clipping: true });
    return psdBytes({ width: 1, height: 1, children: [layer] });
  };

  test.each([
    ['soft-shadow.png', 'Background'],
    ['cutout-masked.psd', 'person'],
    ['multiply-masked.psd', 'shade'],
    ['hidden.psd', 'sketch'],
    ['group.psd', 'pair'],
  ])('%s', async (name, source) => {
    const lab = createLab();
    lab.open(file(name), name);
    activateLayer(lab, source);
    await insert(lab, '', result(lab, RESULT));
    const [is, right] = [split(await picture(lab)), split(expected(name.split('.')[0]!))];
    expect(is.alpha).toEqual(right.alpha);
    expect(largestDifference(is.seen, right.seen)).toBeLessThanOrEqual(1);
  });

  test('clipped-soft.psd: a sibling with the alpha of the source', async () => {
    const lab = createLab();
    lab.open(file('clipped-soft.psd'));
    activateLayer(lab, 'print');
    const { rect, data } = layerNamed(state(lab), 'print').raster!;
    const alphaAt: Paint = (x, y) => {
      const [column, row] = [x - rect.x, y - rect.y];
      const inside = column >= 0 && row >= 0 && column < rect.width && row < rect.height;
      return [...K, inside ? data[(row * rect.width + column) * 4 + 3]! : 0];
    };
    await insert(lab, '', result(lab, alphaAt));
    const [is, right] = [split(await picture(lab)), split(expected('clipped-soft'))];
    expect(is.alpha).toEqual(right.alpha);
    expect(largestDifference(is.seen, right.seen)).toBeLessThanOrEqual(1);
  });
});

describe('an opaque layer that is clipped', () => {
  const background = paintedLayer('background', WIDTH, HEIGHT, opaqueNoise, { id: 1 });
  const clip = (paint: Paint, more: Partial<PsdLayer> = {}): PsdLayer =>
    paintedLayer('result', WIDTH, HEIGHT, paint, { id: 7, clipping: true, ...more });
  /** The alpha of `noise` with the result's colour. */
  const inItsPlace: Paint = (x, y) => [...K, noise(x, y)[3]];
  const mask = {
    left: 2,
    top: 1,
    right: 20,
    bottom: 14,
    defaultColor: 0,
    imageData: pixels(18, 13, (x, y) => [x * 14, y * 19, 0, 255]),
  };
  const corners = [
    [3, 2],
    [19, 2],
    [19, 12],
    [3, 12],
  ].map(([x = 0, y = 0]) => ({ linked: false, points: [x, y, x, y, x, y] }));
  const vectorMask: LayerVectorMask = {
    paths: [{ open: false, operation: 'combine', fillRule: 'even-odd', knots: corners }],
  };
  const layer = (paint: Paint, parts: Partial<PsdLayer>): PsdLayer =>
    paintedLayer('source', WIDTH, HEIGHT, paint, { id: 5, ...parts });
  const group = (paint: Paint, parts: Partial<PsdLayer>): PsdLayer => ({
    name: 'source',
    id: 5,
    children: [layer(paint, {})],
    ...parts,
  });
  const smart = placedPicture(WIDTH, HEIGHT).layer;

  test.each<[string, (paint: Paint) => PsdLayer]>([
    ['a soft layer', (paint) => layer(paint, {})],
    ['a masked layer', (paint) => layer(paint, { mask })],
    ['a layer with a vector mask', (paint) => layer(paint, { vectorMask })],
    ['both kinds of mask', (paint) => layer(paint, { mask, vectorMask })],
    ['a layer whose mask is off', (paint) => layer(paint, { mask: { ...mask, disabled: true } })],
    ['multiply', (paint) => layer(paint, { blendMode: 'multiply' })],
    ['60 %', (paint) => layer(paint, { opacity: 0.6 })],
    ['fill at 40 %', (paint) => layer(paint, { fillOpacity: 0.4 })],
    [
      'mask, mode, opacity and fill',
      (paint) => layer(paint, { mask, blendMode: 'multiply', opacity: 0.6, fillOpacity: 0.4 }),
    ],
    ['a hidden layer', (paint) => layer(paint, { hidden: true })],
    ['a smart object', (paint) => layer(paint, { placedLayer: smart, opacity: 0.6 })],
    ['a group', (paint) => group(paint, { blendMode: 'normal' })],
    ['a group at 50 %', (paint) => group(paint, { blendMode: 'normal', opacity: 128 / 255 })],
    ['a masked group', (paint) => group(paint, { blendMode: 'normal', mask })],
    ['a multiplied group', (paint) => group(paint, { blendMode: 'multiply' })],
  ])('takes the place of its base: %s', async (_name, source) => {
    for (const below of [[background], []]) {
      const right = await pictureOf([...below, source(inItsPlace)]);
      expect(await pictureOf([...below, source(noise), clip(RESULT)])).toEqual(right);
      expect(await pictureOf([...below, source(noise), clip(opaqueNoise), clip(RESULT)])).toEqual(
        right,
      );
    }
  });

  // Without a clipped layer its members are drawn, and rounded, on what is below: a step more or less.
  test('takes the place of its base: a pass-through group at 50 %', async () => {
    const source = (paint: Paint): PsdLayer =>
      group(paint, { blendMode: 'pass through', opacity: 128 / 255 });
    const right = await pictureOf([background, source(inItsPlace)]);
    const is = await pictureOf([background, source(noise), clip(RESULT)]);
    expect(largestDifference(is, right)).toBe(1);
  });

  test('takes the place of a base inside a group', async () => {
    const inside = (children: PsdLayer[]): PsdLayer[] => [
      background,
      { name: 'group', id: 9, blendMode: 'pass through', opacity: 128 / 255, children },
    ];
    const right = await pictureOf(inside([layer(inItsPlace, { blendMode: 'multiply' })]));
    const members = [layer(noise, { blendMode: 'multiply' }), clip(RESULT)];
    expect(await pictureOf(inside(members))).toEqual(right);
  });

  test('shows inside the vector mask of its base only', async () => {
    const lab = createLab();
    const children = [layer(opaqueNoise, { vectorMask }), clip(RESULT)];
    lab.open(psdBytes({ width: WIDTH, height: HEIGHT, children }));
    const { width, alpha } = { width: WIDTH, alpha: split(await picture(lab)).alpha };
    const inside = (i: number): boolean => {
      const [x, y] = [i % width, Math.floor(i / width)];
      return x >= 3 && x < 19 && y >= 2 && y < 12;
    };
    expect(alpha.every((value, i) => value === (inside(i) ? 255 : 0))).toBe(true);
    await lab.post('app.activeDocument.crop([3, 2, 24, 16]);');
    const cropped = split(await picture(lab)).alpha;
    expect(cropped.every((v, i) => v === (i % 21 < 16 && i < 210 ? 255 : 0))).toBe(true);
    await lab.post('app.activeDocument.resizeImage(42, 28);');
    const enlarged = split(await picture(lab)).alpha;
    expect(enlarged.every((v, i) => v === (i % 42 < 32 && i < 840 ? 255 : 0))).toBe(true);
  });

  test('shows as much of itself as its own mask says, and no other alpha', async () => {
    const half = { ...mask, imageData: pixels(18, 13, flat(128, 128, 128)), defaultColor: 255 };
    const isHalf = (x: number, y: number): boolean => x >= 2 && x < 20 && y >= 1 && y < 14;
    const values = await pictureOf([layer(noise, {}), clip(RESULT, { mask: half })]);
    for (let i = 0; i < values.length; i += 4) {
      const [x, y] = [(i / 4) % WIDTH, Math.floor(i / 4 / WIDTH)];
      const [red, green, blue, alpha] = noise(x, y);
      expect(values[i + 3]).toBe(alpha);
      if (alpha === 0) continue;
      const share = isHalf(x, y) ? 128 / 255 : 1;
      const mixed = [red, green, blue].map((s, c) => Math.round(s + (K[c]! - s) * share));
      expect(values.slice(i, i + 3)).toEqual(mixed);
    }
  });

  test('is hidden with its eye off, and lies in order with others', async () => {
    const bare = await pictureOf([background, layer(noise, {})]);
    expect(await pictureOf([background, layer(noise, {}), clip(RESULT, { hidden: true })])).toEqual(
      bare,
    );
    const covered = [background, layer(noise, {}), clip(RESULT), clip(opaqueNoise)];
    expect(await pictureOf(covered)).toEqual(
      await pictureOf([background, layer(noise, {}), clip(opaqueNoise)]),
    );
  });
});
