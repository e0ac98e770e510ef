import { rect } from '../../../src/core/geometry';
import { photoPsd } from '../../emulators/photopea/painted-documents';
import { NEVER, onBench, type Bench, type HostFixture } from './bench';
import { CANVAS, galleryPsd, ownPixels, painted, visible } from './gallery';
import { inPlace, NAME } from './inserting';
import { refOf } from './reading';
import { layerNamed, readSaved } from './saved';

/** From before the first message to after the last one. */
const ABORT_AFTER_MS = [0, 1, 2, 4, 8, 16, 32, 64];

async function abortDuring(bench: Bench, afterMs: number): Promise<'aborted' | 'done'> {
  const result = inPlace(await refOf(bench, 'inner'));
  const signal = AbortSignal.timeout(afterMs);
  return bench.host.insertLayer(result, signal).then(
    () => 'done' as const,
    (reason: unknown) => {
      expect(reason).toBe(signal.reason);
      return 'aborted' as const;
    },
  );
}

export function failureContract(fixture: HostFixture): void {
  const insertedName = fixture.insertedName(NAME);

  describe('insertLayer that cannot', () => {
    test(
      'aborted before: nothing happens',
      onBench(fixture, async (bench) => {
        await bench.open(galleryPsd(), 'gallery.psd');
        const result = inPlace(await refOf(bench, 'photo'));
        const before = await bench.save();
        await expect(bench.host.insertLayer(result, AbortSignal.abort('before'))).rejects.toBe(
          'before',
        );
        expect(Buffer.compare(before, await bench.save())).toBe(0);
      }),
    );

    test.each(ABORT_AFTER_MS)('aborted after %d ms: all or nothing', (afterMs) =>
      onBench(fixture, async (bench) => {
        await bench.open(galleryPsd(), 'gallery.psd');
        await bench.select({ kind: 'rectangle', rect: rect(3, 3, 9, 9) });
        await bench.activate('inner');
        const before = await bench.save();
        const outcome = await abortDuring(bench, afterMs);
        await bench.host.snapshot();
        const after = await bench.save();
        expect(bench.documents()).toHaveLength(1);
        if (outcome === 'aborted') expect(Buffer.compare(before, after)).toBe(0);
        else expect(layerNamed(readSaved(after), insertedName).path).toEqual(['group']);
      })(),
    );

    test(
      'document closed: document-gone',
      onBench(fixture, async (bench) => {
        await bench.open(galleryPsd(), 'gallery.psd');
        const result = inPlace(await refOf(bench, 'photo'));
        await bench.close();
        const code = 'document-gone';
        await expect(bench.host.insertLayer(result, NEVER)).rejects.toMatchObject({ code });
        expect(bench.documents()).toHaveLength(0);
      }),
    );

    test(
      'another document in its place: document-gone, and that one is untouched',
      onBench(fixture, async (bench) => {
        await bench.open(galleryPsd(), 'gallery.psd');
        const result = inPlace(await refOf(bench, 'photo'));
        await bench.close();
        await bench.open(photoPsd(), 'another.psd');
        const before = await bench.save();
        await expect(bench.host.insertLayer(result, NEVER)).rejects.toMatchObject({
          code: 'document-gone',
        });
        expect(Buffer.compare(before, await bench.save())).toBe(0);
        expect(bench.documents()).toHaveLength(1);
      }),
    );

    test(
      'layer gone: layer-gone, and the document is untouched',
      onBench(fixture, async (bench) => {
        await bench.open(galleryPsd(), 'gallery.psd');
        const above = await bench.host.insertLayer(inPlace(await refOf(bench, 'photo')), NEVER);
        for (let i = 0; i < fixture.undoSteps('in-place', false); i++) await bench.undo();
        const before = await bench.save();
        const code = 'layer-gone';
        await expect(bench.host.insertLayer(inPlace(above), NEVER)).rejects.toMatchObject({ code });
        await expect(bench.host.readLayer(above, CANVAS, NEVER)).rejects.toMatchObject({ code });
        expect(Buffer.compare(before, await bench.save())).toBe(0);
        expect(bench.documents()).toHaveLength(1);
      }),
    );
  });

  (fixture.several ? describe : describe.skip)('two documents with one name', () => {
    test(
      'a reference means the one it was made for, whichever is shown',
      onBench(fixture, async (bench) => {
        await bench.open(galleryPsd(), 'twin.psd');
        const ref = await refOf(bench, 'photo');
        await bench.open(galleryPsd(), 'twin.psd');
        const area = rect(2, 2, 20, 20);
        const { image } = await bench.host.readLayer(ref, area, NEVER);
        expect(visible(image.data)).toEqual(visible(ownPixels(painted('photo'), area).data));
        await bench.show(1);
        const second = await bench.save();
        await bench.host.insertLayer(inPlace(ref), NEVER);
        await bench.show(1);
        expect(Buffer.compare(second, await bench.save())).toBe(0);
        await bench.show(0);
        expect(layerNamed(readSaved(await bench.save()), insertedName).path).toEqual([]);
        expect(bench.documents()).toHaveLength(2);
      }),
    );
  });
}
