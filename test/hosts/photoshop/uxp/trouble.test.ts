import { rect } from '../../../../src/core/geometry';
import type { LayerResult } from '../../../../src/core/document';
import { galleryPsd } from '../../contract/gallery';
import { autoClock } from '../../../emulators/photoshop/clock';
import type { Switches } from '../../../emulators/photoshop/switches';
import { nextTask } from '../../../support/wait';
import { codeOf } from '../../../support/code-of';
import { activeRef, inPlace, NEVER, picture, PLACE } from './documents';
import { createStage, type Stage } from './stage';

async function withGallery(stage: Stage, name = 'photo'): Promise<number> {
  const id = stage.ps.user.open(galleryPsd(), 'gallery.psd');
  const layer = stage.ps.documents.layers(id).find((view) => view.name === name);
  stage.ps.user.activate(layer!.id);
  return Promise.resolve(id);
}

function as(mode: LayerResult['mode'], result: LayerResult): LayerResult {
  const { rect: place, mask } = result;
  if (mode === 'enlarge') return { ...result, mode, scale: 2 };
  const content = picture(rect(0, 0, place.width * 2, place.height * 2));
  return mode === 'smart-object' ? { ...result, mask, mode, scale: 2, content } : result;
}

const MODES: readonly LayerResult['mode'][] = ['in-place', 'enlarge', 'smart-object'];

describe.each(MODES)('%s', (mode) => {
  test('is one history state; nothing is left open', async () => {
    const stage = await createStage();
    const { ps, link } = stage;
    const id = await withGallery(stage, 'inner');
    const count = ps.documents.historyStates(id).length;
    await link.host.insertLayer(as(mode, inPlace(await activeRef(stage))), NEVER);
    const added = ps.documents.historyStates(id).slice(count);
    expect(added.map(({ name }) => name)).toEqual(['Upscale Selection']);
    stage.dispose();
    expect(ps.problems()).toEqual([]);
    expect(ps.disk.list().filter((path) => path.includes('restored'))).toEqual([]);
  });

  test('Esc at any call leaves the document as it was, and says so', async () => {
    const stage = await createStage();
    const { ps, link } = stage;
    const id = await withGallery(stage, 'inner');
    const result = as(mode, inPlace(await activeRef(stage)));
    const before = ps.documents.savePsd(id);
    const count = ps.documents.historyStates(id).length;
    let cancelled = 0;
    for (let nth = 1; nth < 60; nth++) {
      const state = { pressed: false };
      ps.before('*', nth, () => {
        state.pressed = ps.sim.modal !== null;
        ps.user.pressEsc();
      });
      const outcome = await codeOf(link.host.insertLayer(result, NEVER));
      if (outcome === null) {
        // Pressed outside of the scope, or not at all.
        expect(state.pressed).toBe(false);
        if (cancelled > 0) break;
        ps.user.undo();
        continue;
      }
      cancelled++;
      expect(outcome).toBe('photoshop-cancelled');
      expect(ps.documents.historyStates(id)).toHaveLength(count);
      expect(Buffer.compare(before, ps.documents.savePsd(id))).toBe(0);
    }
    expect(cancelled).toBeGreaterThan(6);
    stage.dispose();
    expect(ps.problems()).toEqual([]);
  });

  test('over another document that is in front, which stays there', async () => {
    const stage = await createStage();
    const { ps, link } = stage;
    const id = await withGallery(stage, 'inner');
    const result = as(mode, inPlace(await activeRef(stage)));
    const other = ps.user.open(galleryPsd(), 'other.psd');
    const before = ps.documents.savePsd(other);
    await link.host.insertLayer(result, NEVER);
    expect(ps.documents.active()).toBe(other);
    expect(Buffer.compare(before, ps.documents.savePsd(other))).toBe(0);
    expect(ps.documents.layers(id).map(({ name }) => name)).toContain('fast 2x');
    stage.dispose();
    expect(ps.problems()).toEqual([]);
  });

  test('a document that was resized, a layer that is gone', async () => {
    const stage = await createStage();
    const { ps, link } = stage;
    const id = await withGallery(stage);
    const ref = await activeRef(stage);
    const result = as(mode, inPlace(ref));
    ps.user.resizeCanvas(60, 60);
    await expect(link.host.insertLayer(result, NEVER)).rejects.toMatchObject({
      code: 'document-changed',
    });
    ps.user.undo();
    ps.user.deleteLayer(Number(ref.layerId));
    await expect(link.host.insertLayer(result, NEVER)).rejects.toMatchObject({
      code: 'layer-gone',
    });
    expect(ps.documents.layers(id).map(({ name }) => name)).not.toContain('fast 2x');
    stage.dispose();
    expect(ps.problems()).toEqual([]);
  });

  test.each<Partial<Switches>>([
    { readsOutsideModal: true },
    { bufferCallsNeedModal: true },
    { lockedThrows: true },
    { lenientOptions: true },
    { clamp16: true },
    { maskMustExist: true },
    { maskOutsideWhite: true },
    { maskDepthFollowsDoc: true },
    { whiteMaskTrimmed: true },
    { betweenIsClipped: true },
    { batchPlayThrows: true },
    { depthConverts: true },
    { lifecycleWorks: true },
    { flakyReadAfterWrite: true },
  ])('whichever way it is: %j', async (switches) => {
    const stage = await createStage({ switches });
    const { ps, link } = stage;
    await withGallery(stage, 'inner');
    const ref = await link.host.insertLayer(as(mode, inPlace(await activeRef(stage))), NEVER);
    const { image } = await link.host.readLayer(ref, PLACE, NEVER);
    expect(image.data.some((value) => value > 0)).toBe(true);
    stage.dispose();
    expect(ps.problems()).toEqual([]);
  });
});

describe('while somebody else has the modal scope', () => {
  test.each(['26.0.0', '26.11.0', '27.4.0'])('it waits for its turn (%s)', async (version) => {
    const stage = await createStage({ version, plugin: { busyWaitsMs: [20, 40, 80, 160] } });
    const { ps, link } = stage;
    await withGallery(stage);
    const end = ps.user.beginOtherModal('another.plugin');
    const inserting = link.host.insertLayer(inPlace(await activeRef(stage)), NEVER);
    ps.before('core.executeAsModal', 3, end);
    await inserting;
    stage.dispose();
    expect(ps.problems()).toEqual([]);
  });

  test('for too long: a named error; then again without the pixels being sent again', async () => {
    const stage = await createStage({ plugin: { busyWaitsMs: [5, 5] } });
    const { ps, link } = stage;
    const id = await withGallery(stage);
    const large = picture(rect(0, 0, 400, 300));
    const result = inPlace(await activeRef(stage), large);
    const end = ps.user.beginOtherModal('another.plugin');
    const code = 'photoshop-busy';
    await expect(link.host.insertLayer(result, NEVER)).rejects.toMatchObject({ code });
    end();
    const send = jest.spyOn(ps.webview, 'fromPage');
    await link.host.insertLayer(result, NEVER);
    const chars = send.mock.calls.reduce((sum, [text]) => sum + String(text).length, 0);
    expect(chars).toBeLessThan(5_000);
    expect(ps.documents.layers(id).filter(({ name }) => name === 'fast 2x')).toHaveLength(1);
    stage.dispose();
    expect(ps.problems()).toEqual([]);
  });

  test('an abort ends the waiting', async () => {
    const stage = await createStage({ plugin: { busyWaitsMs: [60_000] } });
    const { ps, link } = stage;
    await withGallery(stage);
    const result = inPlace(await activeRef(stage));
    const end = ps.user.beginOtherModal('another.plugin');
    const controller = new AbortController();
    const refused = new Promise<void>((resolve) => ps.before('core.executeAsModal', 1, resolve));
    const inserting = link.host.insertLayer(result, controller.signal);
    void refused.then(nextTask).then(() => controller.abort('enough'));
    await expect(inserting).rejects.toBe('enough');
    end();
    stage.dispose();
  });
});

test('a locked group takes no layer, and is named', async () => {
  const stage = await createStage();
  const { ps, link } = stage;
  const id = await withGallery(stage, 'inner');
  const group = ps.documents.layers(id).find(({ name }) => name === 'group');
  const document = ps.sim.documents[0]!;
  document.state = {
    ...document.state,
    layers: document.state.layers.map((layer) =>
      layer.id === group!.id ? { ...layer, locks: { ...layer.locks, all: true } } : layer,
    ),
  };
  await expect(link.host.insertLayer(inPlace(await activeRef(stage)), NEVER)).rejects.toMatchObject(
    { code: 'group-locked', details: { name: 'group' } },
  );
  stage.dispose();
});

test('Quick Mask has no selection, and says so when it is read', async () => {
  const stage = await createStage();
  const { ps, link } = stage;
  await withGallery(stage);
  ps.user.select({ rect: rect(1, 1, 5, 5), data: new Uint8Array(25).fill(255) });
  ps.user.quickMask(true);
  const { document, selection } = await link.host.snapshot();
  expect(selection).toBeNull();
  await expect(link.host.readSelection(document!.id, PLACE, NEVER)).rejects.toMatchObject({
    code: 'quick-mask',
  });
  stage.dispose();
});

test('only what is needed is read: 2 MP of a layer of 50 MP', async () => {
  // A busy machine may calculate for longer than Photoshop likes to be kept.
  const stage = await createStage({ clock: autoClock() });
  const { ps, link } = stage;
  ps.user.create({ name: 'large', width: 8000, height: 6250 });
  fill(stage);
  const ref = await activeRef(stage);
  const region = rect(700, 900, 1600, 1250);
  const { image } = await link.host.readLayer(ref, region, NEVER);
  expect(image.data[0]).toBe(9);
  const result = { ...inPlace(ref), rect: region, image, mask: maskOf(region) };
  await link.host.insertLayer(result, NEVER);
  // What Photoshop hands out and takes; beside it the plugin holds one picture and a few chunks.
  expect(ps.memory().peak).toBeLessThan(40e6);
  expect(ps.memory().alive).toBe(0);
  stage.dispose();
  expect(ps.problems()).toEqual([]);
});

function maskOf({ width, height }: { width: number; height: number }) {
  return { width, height, data: new Uint8Array(width * height).fill(200) };
}

/** The one layer of the document, full of pixels. */
function fill({ ps }: Stage): void {
  const document = ps.sim.documents[0]!;
  const { size, layers } = document.state;
  const data = new Uint8Array(size.width * size.height * 4).fill(9);
  const raster = { rect: { x: 0, y: 0, ...size }, depth: 8, colors: 3, data } as const;
  document.state = { ...document.state, layers: layers.map((layer) => ({ ...layer, raster })) };
}
