import { decode } from 'fast-png';
import { type Rect, rect, scaleRect } from '../../../src/core/geometry';
import type { Image8 } from '../../../src/core/image';
import type { Mask } from '../../../src/core/mask';
import type { LayerRef, LayerResult } from '../../../src/core/document';
import { noise, pixels } from '../../emulators/photopea/painted-documents';
import { NEVER, onBench, type Bench, type HostFixture, type Shape } from './bench';
import { CANVAS, galleryPsd, ODD_NAME, visible } from './gallery';
import { refOf } from './reading';
import {
  layerNamed,
  maskOn,
  readSaved,
  without,
  type SavedDocument,
  type SavedLayer,
} from './saved';

const PLACE = rect(9, 5, 14, 11);
export const NAME = 'fast 2x';

function picture({ width, height }: Rect, factor = 1): Image8 {
  const { data } = pixels(width * factor, height * factor, noise);
  return { width: width * factor, height: height * factor, depth: 8, data };
}

/** Every value from 0 to 255, and the edges not empty. */
function softMask({ width, height }: Rect): Mask {
  const data = Uint8Array.from({ length: width * height }, (_, i) => (i * 7 + 40) % 256);
  return { width, height, data };
}

export function inPlace(above: LayerRef, place: Rect = PLACE, name = NAME): LayerResult {
  return {
    mode: 'in-place',
    above,
    name,
    rect: place,
    image: picture(place),
    mask: softMask(place),
  };
}

export function enlarged(above: LayerRef): LayerResult {
  const place = scaleRect(PLACE, 2);
  return {
    mode: 'enlarge',
    scale: 2,
    above,
    name: NAME,
    rect: place,
    image: picture(place),
    mask: softMask(place),
  };
}

export function smart(above: LayerRef): LayerResult {
  return {
    mode: 'smart-object',
    scale: 2,
    above,
    name: NAME,
    rect: PLACE,
    image: picture(PLACE),
    mask: softMask(PLACE),
    content: picture(PLACE, 2),
  };
}

const SELECTION: Shape = { kind: 'ellipse', rect: rect(4, 3, 25, 20) };

/** Pixels, mask and place are exactly what was handed over. */
function expectLayer(layer: SavedLayer, result: LayerResult): void {
  expect(visible(layer.pixels)).toEqual(visible(result.image.data));
  expectPlace(layer, result);
}

function expectPlace(layer: SavedLayer, result: LayerResult): void {
  expect(layer.rect).toEqual(result.rect);
  expect(layer.visible).toBe(true);
  expect(layer.opacity).toBe(1);
  expect(layer.mask).not.toBeNull();
  if (layer.mask === null) return;
  expect(maskOn(layer.mask, result.rect)).toEqual([...result.mask.data]);
  expect(layer.mask.outside).toBe(0);
}

/** The new layer is the next one above the source, inside the same groups. */
function expectAbove(document: SavedDocument, added: SavedLayer, source: SavedLayer): void {
  expect(added.path).toEqual(source.path);
  const members = document.layers.filter((layer) => layer.path.join('/') === source.path.join('/'));
  expect(members.indexOf(added)).toBe(members.indexOf(source) + 1);
}

async function undoAll(bench: Bench, steps: number): Promise<void> {
  for (let i = 0; i < steps; i++) await bench.undo();
}

export function insertContract(fixture: HostFixture): void {
  const insertedName = fixture.insertedName(NAME);

  describe('insertLayer in place', () => {
    test.each(['photo', 'hidden', 'faded', 'inner', 'locked', 'group', ODD_NAME])(
      'above "%s": there, exact, and nothing else changes',
      (name) =>
        onBench(fixture, async (bench) => {
          await bench.open(galleryPsd(), 'gallery.psd');
          const result = inPlace(await refOf(bench, name));
          const before = readSaved(await bench.save());
          await bench.host.insertLayer(result, NEVER);
          const after = readSaved(await bench.save());
          const added = layerNamed(after, insertedName);
          expectLayer(added, result);
          expectAbove(after, added, layerNamed(after, name));
          expect(added.clipped).toBe(false);
          expect(without(after, insertedName)).toEqual(before);
          expect(bench.documents()).toHaveLength(1);
        })(),
    );

    test.each(['base', 'clipped'])('above "%s": clipped, so that no other base changes', (name) =>
      onBench(fixture, async (bench) => {
        await bench.open(galleryPsd(), 'gallery.psd');
        await bench.host.insertLayer(inPlace(await refOf(bench, name)), NEVER);
        const after = readSaved(await bench.save());
        const added = layerNamed(after, insertedName);
        expectAbove(after, added, layerNamed(after, name));
        expect(added.clipped).toBe(true);
        expect(layerNamed(after, 'clipped').clipped).toBe(true);
      })(),
    );

    test.each([
      ['over the edge', rect(-5, -4, 20, 16)],
      ['over the far edge', rect(40, 25, 20, 16)],
      ['larger than the canvas', rect(-2, -2, 60, 40)],
    ])('%s', (_name, place) =>
      onBench(fixture, async (bench) => {
        await bench.open(galleryPsd(), 'gallery.psd');
        const result = inPlace(await refOf(bench, 'photo'), place);
        await bench.host.insertLayer(result, NEVER);
        expectLayer(layerNamed(readSaved(await bench.save()), insertedName), result);
      })(),
    );

    test.each(['plain', ODD_NAME, 'a'.repeat(200)])('under the name %j', (name) =>
      onBench(fixture, async (bench) => {
        await bench.open(galleryPsd(), 'gallery.psd');
        await bench.host.insertLayer(inPlace(await refOf(bench, 'photo'), PLACE, name), NEVER);
        const names = readSaved(await bench.save()).layers.map((layer) => layer.name);
        expect(names[1]).toBe(fixture.insertedName(name));
      })(),
    );

    test(
      'keeps the selection; one undo takes it back; the reference reads it',
      onBench(fixture, async (bench) => {
        await bench.open(galleryPsd(), 'gallery.psd');
        await bench.select(SELECTION, 1);
        const result = inPlace(await refOf(bench, 'inner'));
        const before = await bench.save();
        const selected = await bench.host.readSelection(result.above.documentId, CANVAS, NEVER);
        const ref = await bench.host.insertLayer(result, NEVER);
        const { image } = await bench.host.readLayer(ref, PLACE, NEVER);
        expect(visible(image.data)).toEqual(visible(result.image.data));
        const kept = await bench.host.readSelection(ref.documentId, CANVAS, NEVER);
        expect(kept).toEqual(selected);
        await undoAll(bench, fixture.undoSteps('in-place', true));
        expect(readSaved(await bench.save())).toEqual(readSaved(before));
      }),
    );

    test(
      'twice: both are there, the second one above the source',
      onBench(fixture, async (bench) => {
        await bench.open(galleryPsd(), 'gallery.psd');
        const ref = await refOf(bench, 'photo');
        await bench.host.insertLayer(inPlace(ref), NEVER);
        await bench.host.insertLayer(inPlace(ref, PLACE, 'second'), NEVER);
        const names = readSaved(await bench.save()).layers.map((layer) => layer.name);
        expect(names.slice(0, 3)).toEqual(['photo', fixture.insertedName('second'), insertedName]);
      }),
    );
  });

  describe('insertLayer enlarging', () => {
    test.each([null, SELECTION])('with the selection %j: everything doubles', (shape) =>
      onBench(fixture, async (bench) => {
        await bench.open(galleryPsd(), 'gallery.psd');
        await bench.select(shape);
        const result = enlarged(await refOf(bench, 'inner'));
        const before = readSaved(await bench.save());
        const ref = await bench.host.insertLayer(result, NEVER);
        const after = readSaved(await bench.save());
        expect([after.width, after.height]).toEqual([CANVAS.width * 2, CANVAS.height * 2]);
        const added = layerNamed(after, insertedName);
        expectLayer(added, result);
        expectAbove(after, added, layerNamed(after, 'inner'));
        const rects = ({ layers }: SavedDocument): [string, Rect][] =>
          layers.map((layer) => [layer.name, layer.rect]);
        expect(rects(without(after, insertedName))).toEqual(
          rects(before).map(([name, r]) => [name, scaleRect(r, 2)]),
        );
        const { image } = await bench.host.readLayer(ref, result.rect, NEVER);
        expect(visible(image.data)).toEqual(visible(result.image.data));
        expect((await bench.host.snapshot()).document?.id).toBe(ref.documentId);
        await undoAll(bench, fixture.undoSteps('enlarge', shape !== null));
        expect(readSaved(await bench.save())).toEqual(before);
      })(),
    );
  });

  describe('insertLayer as a smart object', () => {
    test(
      'shows the picture and keeps the content in full size',
      onBench(fixture, async (bench) => {
        await bench.open(galleryPsd(), 'gallery.psd');
        const result = smart(await refOf(bench, 'photo'));
        const before = readSaved(await bench.save());
        await bench.host.insertLayer(result, NEVER);
        const after = readSaved(await bench.save());
        const added = layerNamed(after, insertedName);
        (fixture.drawsContent ? expectPlace : expectLayer)(added, result);
        expectAbove(after, added, layerNamed(after, 'photo'));
        expect(without(after, insertedName)).toEqual(before);
        const content = decode(added.content ?? new Uint8Array());
        expect([content.width, content.height]).toEqual([PLACE.width * 2, PLACE.height * 2]);
        expect(visible(content.data)).toEqual(visible(picture(PLACE, 2).data));
        await undoAll(bench, fixture.undoSteps('smart-object', false));
        expect(readSaved(await bench.save())).toEqual(before);
      }),
    );
  });
}
