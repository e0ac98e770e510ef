import { until } from '../../support/wait';
import { galleryPsd, CANVAS, painted, ODD_NAME } from './gallery';
import { onBench, type HostFixture } from './bench';
import { rect } from '../../../src/core/geometry';
import { photoPsd } from '../../emulators/photopea/painted-documents';

/** Longer than any host waits between two looks. */
const CHANGE_MS = 20_000;

export function snapshotContract(fixture: HostFixture): void {
  describe('snapshot', () => {
    test(
      'of nothing',
      onBench(fixture, async ({ host }) => {
        const { document, layer, activeLayers, selection } = await host.snapshot();
        expect({ document, layer, activeLayers, selection }).toEqual({
          document: null,
          layer: null,
          activeLayers: 0,
          selection: null,
        });
      }),
    );

    test(
      'of a document with an active layer',
      onBench(fixture, async (bench) => {
        await bench.open(galleryPsd(), 'gallery.psd');
        await bench.activate('masked');
        const { document, layer, activeLayers, selection } = await bench.host.snapshot();
        expect(document).toMatchObject({
          size: { width: CANVAS.width, height: CANVAS.height },
          depth: 8,
          mode: 'rgb',
        });
        expect(document?.name).toMatch(/^gallery/);
        expect(layer).toMatchObject({
          name: 'masked',
          kind: 'pixels',
          visible: true,
          locked: false,
        });
        expect([null, painted('masked').rect]).toContainEqual(layer?.bounds);
        expect({ activeLayers, selection }).toEqual({ activeLayers: 1, selection: null });
      }),
    );

    test.each([
      ['hidden', { visible: false }],
      ['locked', { locked: true }],
      ['group', { kind: 'group' }],
      [ODD_NAME, { name: ODD_NAME }],
    ])('of the layer %j', (name, expected) =>
      onBench(fixture, async (bench) => {
        await bench.open(galleryPsd(), 'gallery.psd');
        await bench.activate(name);
        expect((await bench.host.snapshot()).layer).toMatchObject(expected);
      })(),
    );

    test(
      'of a selection, cut at the canvas; its revision differs',
      onBench(fixture, async (bench) => {
        await bench.open(galleryPsd(), 'gallery.psd');
        const before = await bench.host.snapshot();
        await bench.select({ kind: 'rectangle', rect: rect(-4, 20, 20, 30) });
        const after = await bench.host.snapshot();
        expect(after.selection).toEqual(rect(0, 20, 16, 12));
        expect(after.revision).not.toBe(before.revision);
        await bench.select(null);
        expect((await bench.host.snapshot()).selection).toBeNull();
      }),
    );

    test(
      'ids last while the document is open',
      onBench(fixture, async (bench) => {
        await bench.open(galleryPsd(), 'gallery.psd');
        await bench.activate('photo');
        const first = await bench.host.snapshot();
        await bench.activate('inner');
        await bench.activate('photo');
        const second = await bench.host.snapshot();
        expect(second.document?.id).toBe(first.document?.id);
        expect(second.layer?.id).toBe(first.layer?.id);
      }),
    );

    test(
      'leaves no trace',
      onBench(fixture, async (bench) => {
        await bench.open(galleryPsd(), 'gallery.psd');
        const before = await bench.save();
        await bench.host.snapshot();
        expect(Buffer.compare(before, await bench.save())).toBe(0);
      }),
    );

    test(
      'an aborted one rejects with the reason',
      onBench(fixture, async ({ host }) => {
        await expect(host.snapshot(AbortSignal.abort('enough'))).rejects.toBe('enough');
      }),
    );

    (fixture.several ? test : test.skip)(
      'tells two open documents of one name apart',
      onBench(fixture, async (bench) => {
        await bench.open(galleryPsd(), 'gallery.psd');
        const alone = await bench.host.snapshot();
        expect(alone.others).toEqual([]);
        await bench.open(galleryPsd(), 'gallery.psd');
        const second = await bench.host.snapshot();
        const { id, name, size } = alone.document!;
        expect(second.document).toMatchObject({ name, size });
        expect(second.document!.id).not.toBe(id);
        expect(second.others).toEqual([{ id, name, size }]);
        expect(second.revision).not.toBe(alone.revision);
        await bench.close();
        expect((await bench.host.snapshot()).others).toEqual([]);
      }),
    );

    (fixture.several ? test : test.skip)(
      'of several layers, and of none',
      onBench(fixture, async (bench) => {
        await bench.open(galleryPsd(), 'gallery.psd');
        await bench.activate('photo', 'inner');
        expect(await bench.host.snapshot()).toMatchObject({ layer: null, activeLayers: 2 });
        await bench.activate();
        expect(await bench.host.snapshot()).toMatchObject({ layer: null, activeLayers: 0 });
      }),
    );
  });

  describe('onChange', () => {
    test(
      'tells of one change right after a snapshot, and stops when asked to',
      onBench(fixture, async (bench) => {
        await bench.open(photoPsd(), 'photo.psd');
        const changed = jest.fn();
        const stop = bench.host.onChange(changed);
        await bench.host.snapshot();
        changed.mockClear();
        await bench.select({ kind: 'rectangle', rect: rect(1, 1, 5, 4) });
        await until(() => changed.mock.calls.length > 0, CHANGE_MS);
        stop();
        const calls = changed.mock.calls.length;
        const other = jest.fn();
        const stopOther = bench.host.onChange(other);
        await bench.select({ kind: 'rectangle', rect: rect(9, 9, 3, 3) });
        await until(() => other.mock.calls.length > 0, CHANGE_MS);
        stopOther();
        expect(changed.mock.calls.length).toBe(calls);
      }),
    );
  });
}
