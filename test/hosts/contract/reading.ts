import { type Rect, rect } from '../../../src/core/geometry';
import type { LayerRef } from '../../../src/core/document';
import { PanelError } from '../../../src/core/errors';
import { NEVER, onBench, type Bench, type HostFixture } from './bench';
import {
  CANVAS,
  galleryPsd,
  ODD_NAME,
  ownPixels,
  painted,
  visible,
  type GalleryName,
} from './gallery';

/** The reference of the layer that is active now. */
async function activeRef({ host }: Bench): Promise<LayerRef> {
  const { document, layer } = await host.snapshot();
  if (document === null || layer === null) throw new Error('one layer has to be active');
  return { documentId: document.id, layerId: layer.id };
}

export async function refOf(bench: Bench, name: string): Promise<LayerRef> {
  await bench.activate(name);
  return activeRef(bench);
}

const KINDS: readonly GalleryName[] = [
  'photo',
  'over',
  'hidden',
  'masked',
  'faded',
  'base',
  'clipped',
  'inner',
  'locked',
  'odd',
];

const AREAS: readonly (readonly [name: string, area: Rect])[] = [
  ['the canvas', CANVAS],
  ['a part', rect(7, 3, 23, 19)],
  ['over two edges', rect(-8, -7, 30, 25)],
  ['over the other two', rect(33, 15, 40, 40)],
  ['more than the canvas', rect(-3, -3, 60, 50)],
  ['next to the canvas', rect(60, 5, 8, 8)],
];

export function layerContract(fixture: HostFixture): void {
  describe('readLayer', () => {
    test.each(KINDS)('own pixels of "%s", exactly', (key) =>
      onBench(fixture, async (bench) => {
        await bench.open(galleryPsd(), 'gallery.psd');
        const ref = await refOf(bench, painted(key).name);
        for (const [, area] of AREAS) {
          const { image } = await bench.host.readLayer(ref, area, NEVER);
          expect({ width: image.width, height: image.height, depth: image.depth }).toEqual({
            width: area.width,
            height: area.height,
            depth: 8,
          });
          expect(visible(image.data)).toEqual(visible(ownPixels(painted(key), area).data));
        }
      })(),
    );

    (fixture.readsGroups ? test : test.skip)(
      'the members of a group, rounded',
      onBench(fixture, async (bench) => {
        await bench.open(galleryPsd(), 'gallery.psd');
        const ref = await refOf(bench, 'group');
        const area = rect(13, 21, 7, 5);
        const { image } = await bench.host.readLayer(ref, area, NEVER);
        const expected = visible(ownPixels(painted('inner'), area).data);
        const differences = visible(image.data).map((value, i) =>
          Math.abs(value - (expected[i] ?? 0)),
        );
        expect(Math.max(...differences)).toBeLessThanOrEqual(2);
      }),
    );

    const unreadable = ['empty', 'levels', ...(fixture.readsGroups ? [] : ['group'])];
    test.each(unreadable)('of "%s": nothing, or a named error', (name) =>
      onBench(fixture, async (bench) => {
        await bench.open(galleryPsd(), 'gallery.psd');
        const ref = await refOf(bench, name);
        const read = bench.host.readLayer(ref, rect(0, 0, 9, 9), NEVER);
        const outcome = await read.then(
          ({ image }) => image.data.every((value) => value === 0),
          (error: unknown) => error instanceof PanelError,
        );
        expect(outcome).toBe(true);
      })(),
    );

    test(
      'leaves document, selection and active layer as they were',
      onBench(fixture, async (bench) => {
        await bench.open(galleryPsd(), 'gallery.psd');
        await bench.select({ kind: 'ellipse', rect: rect(5, 5, 20, 14) });
        const ref = await refOf(bench, ODD_NAME);
        const before = await bench.save();
        const snapshot = await bench.host.snapshot();
        await bench.host.readLayer(ref, CANVAS, NEVER);
        expect(Buffer.compare(before, await bench.save())).toBe(0);
        const { document, layer, selection } = await bench.host.snapshot();
        expect({ document, layer, selection }).toEqual({
          document: snapshot.document,
          layer: snapshot.layer,
          selection: snapshot.selection,
        });
        expect(bench.documents()).toHaveLength(1);
      }),
    );

    test(
      'an aborted one rejects with the reason and leaves nothing behind',
      onBench(fixture, async (bench) => {
        await bench.open(galleryPsd(), 'gallery.psd');
        const ref = await refOf(bench, 'photo');
        const before = await bench.save();
        await expect(bench.host.readLayer(ref, CANVAS, AbortSignal.abort('before'))).rejects.toBe(
          'before',
        );
        const controller = new AbortController();
        const reading = bench.host.readLayer(ref, CANVAS, controller.signal);
        controller.abort('during');
        await expect(reading).rejects.toBe('during');
        await bench.host.snapshot();
        expect(bench.documents()).toHaveLength(1);
        expect(Buffer.compare(before, await bench.save())).toBe(0);
      }),
    );

    test(
      'of a document that is gone',
      onBench(fixture, async (bench) => {
        await bench.open(galleryPsd(), 'gallery.psd');
        const ref = await refOf(bench, 'photo');
        await bench.close();
        const code = 'document-gone';
        await expect(bench.host.readLayer(ref, CANVAS, NEVER)).rejects.toMatchObject({ code });
        await expect(bench.host.readSelection(ref.documentId, CANVAS, NEVER)).rejects.toMatchObject(
          { code },
        );
      }),
    );
  });
}
