import { readFileSync } from 'node:fs';
import path from 'node:path';
import { decode } from 'fast-png';
import type { Layer as PsdLayer } from 'ag-psd';
import { placementFor } from '../../../panel/runs/placement';
import { type Rect, rectOfSize } from '../../../src/core/geometry';
import { createImage, opaqueCopy, type Image } from '../../../src/core/image';
import { createMask } from '../../../src/core/mask';
import type { Appearance, LayerRef, LayerResult, SourceLayer } from '../../../src/core/document';
import { writeFlatPsd } from '../../../src/psd/write-flat-psd';
import { isOpaqueUnder } from '../../../src/restore/opacity';
import { flat, paintedLayer, psdBytes } from '../../emulators/photopea/painted-documents';
import { goOn } from '../../support/breathing';
import { NEVER, onBench, type Bench, type HostFixture } from './bench';
import { CANVAS, galleryPsd } from './gallery';
import { refOf } from './reading';
import { layerNamed, readSaved, without } from './saved';

const FOLDER = path.join(__dirname, '../../fixtures/faults/01-transparency-mask-mode');
const NAME = 'K';

interface Case {
  readonly source: string;
  readonly after: Readonly<Record<string, readonly number[]>>;
}

const EXPECTED = JSON.parse(readFileSync(path.join(FOLDER, 'expected.json'), 'utf8')) as {
  readonly K: readonly [number, number, number];
  readonly cases: Readonly<Record<string, Case>>;
};

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

const MASK: NonNullable<PsdLayer['mask']> = {
  ...{ left: 0, top: 0, right: 12, bottom: 32, defaultColor: 255 },
  imageData: { width: 12, height: 32, data: new Uint8ClampedArray(12 * 32 * 4) },
};

const [WIDTH, HEIGHT] = [CANVAS.width, CANVAS.height];

function whole(name: string, more: PsdLayer = {}): PsdLayer {
  return paintedLayer(name, WIDTH, HEIGHT, flat(120, 90, 60), more);
}

/** One of each kind that a source can be, on a ground that is opaque. */
function looksPsd(): Uint8Array {
  return psdBytes({
    width: WIDTH,
    height: HEIGHT,
    children: [
      whole('plain', { id: 31 }),
      whole('hidden', { id: 32, hidden: true }),
      whole('screen', { id: 33, blendMode: 'screen' }),
      whole('half', { id: 34, opacity: 0.5 }),
      whole('filled', { id: 35, fillOpacity: 0.4 }),
      whole('masked', { id: 36, mask: MASK }),
      whole('base', { id: 37 }),
      whole('clipped', { id: 38, clipping: true }),
      whole('clipped hidden', { id: 39, clipping: true, hidden: true }),
      whole('clipped screen', { id: 40, clipping: true, blendMode: 'screen', opacity: 0.5 }),
      whole('clipped masked', { id: 41, clipping: true, mask: MASK }),
      { name: 'group', id: 42, opened: true, opacity: 0.5, children: [whole('inner', { id: 43 })] },
    ],
  });
}

const LOOKS: readonly (readonly [name: string, differs: Partial<Appearance>])[] = [
  ['plain', {}],
  ['hidden', { visible: false }],
  ['screen', { blendMode: 'screen' }],
  ['half', { opacity: 128 / 255 }],
  ['filled', { fill: 102 / 255 }],
  ['masked', { masked: true }],
  ['base', { base: true }],
  ['clipped', { clipped: true, base: true }],
  ['clipped hidden', { clipped: true, visible: false, base: true }],
  ['clipped screen', { clipped: true, blendMode: 'screen', opacity: 128 / 255, base: true }],
  ['clipped masked', { clipped: true, masked: true }],
  ['inner', {}],
];

function fixturePsd(file: string): Uint8Array {
  const bytes = new Uint8Array(readFileSync(path.join(FOLDER, file)));
  if (file.endsWith('.psd')) return bytes;
  const { width, height, data } = decode(bytes);
  const image: Image = { width, height, depth: 8, data: new Uint8ClampedArray(data) };
  return writeFlatPsd(image, { name: 'the one layer', iccProfile: null });
}

/** A result of one colour with the alpha of its source, put there as a run puts it. */
async function resultOver(
  source: SourceLayer,
  above: LayerRef,
  rect: Rect,
  maskValue = 255,
): Promise<LayerResult> {
  const mask = createMask(rect, maskValue);
  const opaqueSource = await isOpaqueUnder(source.image, rectOfSize(rect), mask, 1, goOn);
  const { look, opaque } = placementFor(source.appearance, opaqueSource);
  const own = createImage(rect, 8);
  for (let i = 0; i < own.data.length; i += 4) {
    own.data.set([...EXPECTED.K, source.image.data[i + 3] ?? 0], i);
  }
  const image = opaque ? opaqueCopy(own) : own;
  return { mode: 'in-place', above, name: NAME, rect, image, mask, look };
}

async function insertK(bench: Bench, name: string, maskValue = 255): Promise<void> {
  const above = await refOf(bench, name);
  const { document } = await bench.host.snapshot();
  const rect = rectOfSize(document?.size ?? { width: 0, height: 0 });
  const source = await bench.host.readLayer(above, rect, NEVER);
  await bench.host.insertLayer(await resultOver(source, above, rect, maskValue), NEVER);
}

/** Alpha exactly; colours, where there is any alpha, to 1. */
function expectPicture(image: Image, expected: ArrayLike<number>): void {
  let worst = 0;
  for (let i = 0; i < expected.length; i += 4) {
    const alpha = expected[i + 3] ?? 0;
    if (image.data[i + 3] !== alpha) {
      throw new Error(`alpha ${image.data[i + 3]} in place of ${alpha} at pixel ${i / 4}`);
    }
    for (let c = i; alpha > 0 && c < i + 3; c++) {
      worst = Math.max(worst, Math.abs((image.data[c] ?? 0) - (expected[c] ?? 0)));
    }
  }
  expect(worst).toBeLessThanOrEqual(1);
}

export function looksContract(fixture: HostFixture): void {
  const insertedName = fixture.insertedName(NAME);

  describe('how a source is drawn', () => {
    test.each(LOOKS)('%s', (name, differs) =>
      onBench(fixture, async (bench) => {
        await bench.open(looksPsd(), 'looks.psd');
        const { appearance } = await bench.host.readLayer(await refOf(bench, name), CANVAS, NEVER);
        const { opacity, fill, ...rest } = { ...PLAIN, ...differs };
        expect(appearance).toMatchObject(rest);
        expect(appearance.opacity).toBeCloseTo(opacity, 2);
        expect(appearance.fill).toBeCloseTo(fill, 2);
      })(),
    );

    test(
      'the mask of a clipped one is part of its alpha',
      onBench(fixture, async (bench) => {
        await bench.open(looksPsd(), 'looks.psd');
        const ref = await refOf(bench, 'clipped masked');
        const { image } = await bench.host.readLayer(ref, CANVAS, NEVER);
        const alphaAt = (x: number): number | undefined => image.data[(5 * WIDTH + x) * 4 + 3];
        expect([alphaAt(0), alphaAt(11), alphaAt(12)]).toEqual([0, 0, 255]);
      }),
    );

    (fixture.readsGroups ? test : test.skip)(
      'a group is one',
      onBench(fixture, async (bench) => {
        await bench.open(looksPsd(), 'looks.psd');
        const { appearance } = await bench.host.readLayer(
          await refOf(bench, 'group'),
          CANVAS,
          NEVER,
        );
        expect(appearance.group).toBe(true);
      }),
    );
  });

  describe('a result shows what its source shows', () => {
    test.each(Object.entries(EXPECTED.cases))('%s', (file, { source, after }) =>
      onBench(fixture, async (bench) => {
        await bench.open(fixturePsd(file), file);
        const inserting = insertK(bench, source);
        if (source === 'pair' && !fixture.readsGroups) {
          await expect(inserting).rejects.toMatchObject({ code: 'layer-has-no-pixels' });
          return;
        }
        await inserting;
        const image = await bench.picture();
        for (const [at, color] of Object.entries(after)) {
          const [x = 0, y = 0] = at.split(',').map(Number);
          const i = (y * image.width + x) * 4;
          const seen = [...image.data.slice(i, i + 4)];
          if (color[3] === 0) expect(seen[3]).toBe(0);
          else
            seen.forEach((v, c) =>
              expect(Math.abs(v - (color[c] ?? 0))).toBeLessThanOrEqual(c < 3 ? 1 : 0),
            );
        }
        const name = `expected-${file.replace(/\.\w+$/, '.png')}`;
        const expected = decode(readFileSync(path.join(FOLDER, name)));
        if (expected.channels === 4) expectPicture(image, expected.data);
      })(),
    );

    test(
      'half selected: half the way, and the same alpha',
      onBench(fixture, async (bench) => {
        await bench.open(fixturePsd('soft-shadow.png'), 'soft-shadow.psd');
        await insertK(bench, 'the one layer', 128);
        const { width, data } = await bench.picture();
        const at = (24 * width + 32) * 4;
        const expected = [115, 120, 65, 255];
        expected.forEach((v, c) =>
          expect(Math.abs((data[at + c] ?? 0) - v)).toBeLessThanOrEqual(1),
        );
      }),
    );

    test.each([
      'hidden',
      'screen',
      'half',
      'filled',
      'masked',
      'base',
      'clipped',
      'clipped masked',
    ])('%s: the other layers are as they were, and the new one is clipped', (name) =>
      onBench(fixture, async (bench) => {
        await bench.open(looksPsd(), 'looks.psd');
        const before = readSaved(await bench.save());
        await insertK(bench, name);
        const after = readSaved(await bench.save());
        expect(without(after, insertedName)).toEqual(before);
        expect(layerNamed(after, insertedName)).toMatchObject({ clipped: true, visible: true });
      })(),
    );

    test(
      'beside a clipped one it is drawn as that is',
      onBench(fixture, async (bench) => {
        await bench.open(looksPsd(), 'looks.psd');
        await insertK(bench, 'clipped screen');
        const added = layerNamed(readSaved(await bench.save()), insertedName);
        expect(added).toMatchObject({ clipped: true, visible: true, blend: 'screen' });
        expect(added.opacity).toBeCloseTo(0.5, 2);
        await insertK(bench, 'clipped hidden');
        const layers = readSaved(await bench.save()).layers.filter((l) => l.name === insertedName);
        expect(layers.map(({ visible }) => visible).sort()).toEqual([false, true]);
      }),
    );

    test(
      'a plain source gets a plain layer',
      onBench(fixture, async (bench) => {
        await bench.open(looksPsd(), 'looks.psd');
        await insertK(bench, 'plain');
        const added = layerNamed(readSaved(await bench.save()), insertedName);
        expect(added).toMatchObject({ clipped: false, visible: true, opacity: 1, blend: 'normal' });
      }),
    );
  });

  (fixture.several ? describe : describe.skip)('a person who works in another document', () => {
    test.each(['in-place', 'enlarge', 'smart-object'] as const)('stays there: %s', (mode) =>
      onBench(fixture, async (bench) => {
        await bench.open(looksPsd(), 'looks.psd');
        const above = await refOf(bench, 'half');
        const source = await bench.host.readLayer(above, CANVAS, NEVER);
        const result = await resultOver(source, above, CANVAS);
        const { image, look, mask } = result;
        await bench.open(galleryPsd(), 'gallery.psd');
        await bench.activate('photo');
        const before = await bench.host.snapshot();
        const place = { above, name: NAME, rect: CANVAS, image, mask, ...(look && { look }) };
        await bench.host.insertLayer(
          mode === 'in-place'
            ? { ...place, mode }
            : mode === 'enlarge'
              ? { ...place, mode, scale: 2 }
              : { ...place, mode, scale: 1, content: image },
          NEVER,
        );
        const after = await bench.host.snapshot();
        expect(after.document).toEqual(before.document);
        expect(after.layer).toEqual(before.layer);
        const target = bench.documents().findIndex((name) => name.startsWith('looks'));
        await bench.show(target);
        const saved = readSaved(await bench.save());
        expect(layerNamed(saved, insertedName).clipped).toBe(true);
      })(),
    );
  });
}
