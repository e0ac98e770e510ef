import { createResultFinder, type ResultFinder } from '../../../panel/runs/find-results';
import { pixelDigest } from '../../../panel/runs/shelf/source-mark';
import { DEFAULT_SETTINGS } from '../../../panel/settings/settings';
import { keptListed, snapshotTaken } from '../../../panel/store/actions';
import { keptName } from '../../../panel/store/kept-name';
import type { Shelf } from '../../../panel/store/kept';
import { hostInfo, initialState } from '../../../panel/store/panel-state';
import { documentResults } from '../../../panel/store/results';
import { createStore } from '../../../panel/store/store';
import { rect } from '../../../src/core/geometry';
import type { EditorHost } from '../../../src/hosts/host';
import { noise, paintedLayer, psdBytes } from '../../emulators/photopea/painted-documents';
import { NEVER, onBench, type Bench, type HostFixture } from '../../hosts/contract/bench';
import { CANVAS, galleryPsd } from '../../hosts/contract/gallery';
import { inPlace } from '../../hosts/contract/inserting';
import { PHOTOPEA } from '../../hosts/contract/photopea-bench';
import { PHOTOSHOP } from '../../hosts/contract/photoshop-bench';
import { refOf } from '../../hosts/contract/reading';
import { STANDALONE } from '../../hosts/contract/standalone-bench';
import { until } from '../../support/wait';
import { summaryOf } from '../stories/kept';
import { createTestShelf } from '../stories/panel';

const REGION = rect(7, 3, 23, 19);

/** The same canvas, and a layer of the same name, with another picture. */
function anotherPsd(): Uint8Array {
  const { width, height } = CANVAS;
  return psdBytes({ width, height, children: [paintedLayer('photo', width, height, noise)] });
}

interface Visit {
  readonly finder: ResultFinder;
  /** What the panel does when the document may have changed. */
  readonly look: () => Promise<void>;
  readonly own: () => number;
}

async function visit(host: EditorHost, shelf: Shelf): Promise<Visit> {
  const store = createStore(
    initialState({
      settings: DEFAULT_SETTINGS,
      language: 'en',
      dark: false,
      developer: false,
      host: hostInfo(host),
    }),
  );
  const listKept = async (): Promise<void> => store.update(keptListed(await shelf.list()));
  const pictures = { digest: pixelDigest };
  const finder = createResultFinder({ store, host, pictures, shelf, listKept });
  await listKept();
  return {
    finder,
    look: async () => store.update(snapshotTaken(await host.snapshot(), host.modes)),
    own: () => documentResults(store.get()).length,
  };
}

/** A result of `poster.psd` on the shelf and in the document, as that is saved. */
async function made(bench: Bench, shelf: Shelf): Promise<Uint8Array> {
  const { host } = bench;
  await bench.open(galleryPsd(), 'poster.psd');
  const ref = await refOf(bench, 'photo');
  const { document } = await host.snapshot();
  const { image, colors } = await host.readLayer(ref, REGION, NEVER);
  const result = inPlace(ref, REGION);
  const summary = summaryOf({
    host: host.kind,
    documentId: document!.id,
    documentName: keptName(document!.name),
    canvas: document!.size,
    region: REGION,
  });
  await shelf.keep({ summary, result, before: image, colors });
  expect((await shelf.list())[0]!.mark).not.toBeNull();
  await host.insertLayer(result, NEVER);
  return bench.save();
}

describe.each<readonly [string, HostFixture]>([
  ['the page itself', STANDALONE],
  ['Photopea', PHOTOPEA],
  ['Photoshop', PHOTOSHOP],
])('in %s', (_, fixture) => {
  it('a document that was saved and opened under another name has its results again', () =>
    onBench(fixture, async (bench) => {
      const shelf = createTestShelf();
      const psd = await made(bench, shelf);
      await bench.close();

      const { finder, look, own } = await visit(bench.host, shelf);
      await bench.open(psd, 'cup-final.psd');
      await bench.activate('photo');
      await look();
      if (bench.host.readsUnnoticed !== true) {
        expect(own()).toBe(0);
        await finder.search();
      }
      await until(() => own() === 1);

      await bench.close();
      await bench.open(anotherPsd(), 'another.psd');
      await bench.activate('photo');
      await look();
      await finder.search();
      expect(own()).toBe(0);
      expect((await shelf.list())[0]!.laterNames).toHaveLength(1);
    })());

  it('another document in the place of the one before does not get its results, the same one does', () =>
    onBench(fixture, async (bench) => {
      const shelf = createTestShelf();
      const psd = await made(bench, shelf);
      const { look, own, finder } = await visit(bench.host, shelf);
      await look();
      expect(own()).toBe(1);
      await bench.close();
      await bench.open(anotherPsd(), 'another.psd');
      await bench.activate('photo');
      await look();
      await finder.search();
      expect(own()).toBe(0);

      await bench.close();
      await bench.open(galleryPsd(), 'poster.psd');
      await look();
      expect(own()).toBe(1);
      await bench.close();
      await bench.open(psd, 'cup-final.psd');
      await bench.activate('photo');
      await look();
      // Between two looks it seems to have got another name: nobody asks.
      await until(() => own() === 1);
    })());
});
