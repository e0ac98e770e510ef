import type { PanelError } from '../../../src/core/errors';
import type { LayerRef, LayerResult } from '../../../src/core/document';
import { PhotopeaChannel } from '../../../src/hosts/photopea/channel';
import { createPhotopeaHost } from '../../../src/hosts/photopea/photopea-host';
import { parentPort } from '../../../src/hosts/photopea/parent-window';
import { openPanel } from '../../emulators/photopea/panel-window';
import { inspectPosted } from './script-syntax/posted';
import {
  opaqueNoise,
  paintedLayer,
  photoPsd,
  psdBytes,
} from '../../emulators/photopea/painted-documents';
import {
  activateLayer,
  change,
  order,
  select,
  state,
} from '../../emulators/photopea/witness/setup';
import {
  ALWAYS_SEEN,
  closeDialogOnceRefused,
  closeStage,
  codecHere,
  createStage,
  documents,
  inPlace,
  layerOf,
  never,
  noiseImage,
  openStage,
  RECT,
  type Stage,
} from './stage';

let stage: Stage;
afterEach(closeStage);

async function opened(bytes: Uint8Array, name: string): Promise<LayerRef> {
  stage = openStage(bytes, name);
  return layerOf(await stage.host.snapshot());
}

describe('an insertion', () => {
  it('says that the layer or the document is gone, and closes its file', async () => {
    const above = await opened(photoPsd(), 'detail');
    const { host, lab } = stage;
    change(lab, { layers: state(lab).layers.slice(0, 1) });
    const before = documents(stage);
    await expect(host.insertLayer(inPlace(above), never)).rejects.toMatchObject({
      code: 'layer-gone',
    });
    expect(documents(stage)).toEqual(before);
    change(lab, { size: { width: 30, height: 16 } });
    await expect(host.insertLayer(inPlace(above), never)).rejects.toMatchObject({
      code: 'document-gone',
    });
    expect(documents(stage)).toEqual(before);
  });

  it('waits for a dialog to be closed, and inserts once', async () => {
    const above = await opened(photoPsd(), 'photo');
    const { host, lab } = stage;
    lab.photopea.editor.dialog = true;
    await expect(host.insertLayer(inPlace(above), never)).rejects.toMatchObject({
      code: 'photopea-busy',
    });
    expect(documents(stage)).toEqual([['photo.psd', 1, 0]]);
    closeDialogOnceRefused(stage);
    await host.insertLayer(inPlace(above), never);
    expect(order(state(lab).layers)).toEqual(['photo', 'fast 2x copy', 'detail']);
    expect(documents(stage)).toEqual([['photo.psd', 2, 1]]);
  });

  it('never takes a document of the user’s for its own file', async () => {
    const above = await opened(photoPsd(), 'photo');
    const { host, lab } = stage;
    // Refused, while a document is active whose top layer has the very name.
    lab.open(photoPsd([paintedLayer('fast 2x', 24, 16, opaqueNoise, { id: 77 })]), 'mine.psd');
    lab.photopea.editor.dialog = true;
    await expect(host.insertLayer(inPlace(above), never)).rejects.toMatchObject({
      code: 'photopea-busy',
    });
    expect(documents(stage)).toEqual([
      ['photo.psd', 1, 0],
      ['mine.psd', 1, 0],
    ]);
  });

  it.each([
    ['in place', {}, 1],
    ['enlarged', { mode: 'enlarge', scale: 2 }, 3],
  ] as const)('takes back what was sent when it is aborted: %s', async (_name, parts, rows) => {
    const above = await opened(photoPsd(), 'photo');
    const { host, lab } = stage;
    select(lab, 1, 1, 4, 4);
    const before = state(lab);
    const controller = new AbortController();
    stage.onPost = (message) => {
      if (message instanceof ArrayBuffer) controller.abort();
    };
    const result = { ...inPlace(above), ...parts } as LayerResult;
    await expect(host.insertLayer(result, controller.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(state(lab)).toEqual(before);
    expect(documents(stage)).toEqual([['photo.psd', 2 + rows, 1]]);
    expect((await host.snapshot()).notices).toEqual([]);
  });

  it('leaves the document as it was where it cannot be made as large', async () => {
    const above = await opened(photoPsd(), 'photo');
    const { host, lab } = stage;
    select(lab, 1, 1, 4, 4);
    const before = state(lab);
    lab.photopea.editor.longestSide = 40;
    const result = { ...inPlace(above), mode: 'enlarge', scale: 2 } as const;
    await expect(host.insertLayer(result, never)).rejects.toMatchObject({
      code: 'photopea-resize-refused',
    });
    expect(state(lab)).toEqual(before);
    expect(documents(stage)).toEqual([['photo.psd', 3, 1]]);
    expect((await host.snapshot()).notices).toEqual([]);
    lab.photopea.editor.longestSide = Infinity;
    await host.insertLayer(result, never);
    expect(order(state(lab).layers)).toEqual(['photo', 'fast 2x copy', 'detail']);
  });

  it.each([0, 1, 2, 3, 4, 5])('does not begin when aborted after %d messages', async (count) => {
    const above = await opened(photoPsd(), 'photo');
    const controller = new AbortController();
    const posted: string[] = [];
    stage.onPost = (message) => {
      posted.push(typeof message === 'string' ? 'script' : 'file');
      if (posted.length === count + 1) controller.abort();
    };
    await expect(stage.host.insertLayer(inPlace(above), controller.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(posted).not.toContain('file');
    expect(documents(stage)).toEqual([['photo.psd', 1, 0]]);
  });

  it('keeps a result whose fate is unknown from coming twice', async () => {
    stage = createStage({ frozenMs: 1_500 });
    const { host, lab } = stage;
    lab.open(photoPsd());
    activateLayer(lab, 'photo');
    const result = inPlace(layerOf(await host.snapshot()));
    // The editor takes the file and the script, and is not heard of again.
    stage.onPost = (message) => {
      stage.deaf = message instanceof ArrayBuffer || stage.deaf;
    };
    await expect(host.insertLayer(result, never)).rejects.toMatchObject({
      code: 'photopea-not-answering',
    });
    expect(order(state(lab).layers)).toEqual(['photo', 'fast 2x copy', 'detail']);
    stage.deaf = false;
    stage.onPost = () => undefined;
    const ref = await host.insertLayer(result, never);
    expect(order(state(lab).layers)).toEqual(['photo', 'fast 2x copy', 'detail']);
    expect(layerOf(await host.snapshot())).toEqual(ref);
  });

  it('tidies up when its script dies half way', async () => {
    const above = await opened(photoPsd(), 'photo');
    const { host, lab } = stage;
    const before = state(lab);
    stage.rewrite = (script) => script.replace('var r = d.activeLayer;', 'var r = null.x;');
    await expect(host.insertLayer(inPlace(above), never)).rejects.toMatchObject({
      code: 'photopea-script-died',
    });
    expect(documents(stage)).toEqual([['photo.psd', 2, 0]]);
    stage.rewrite = (script) => script.replace('d.activeLayer = l;', 'd = null.x;');
    await expect(host.insertLayer(inPlace(above), never)).rejects.toMatchObject({
      code: 'photopea-script-died',
    });
    expect(documents(stage)).toEqual([['photo.psd', 2, 0]]);
    expect(state(lab)).toEqual(before);
  });
});

describe('after the panel was closed', () => {
  it('finds out whether a result was inserted', async () => {
    const above = await opened(photoPsd(), 'photo');
    const { host, lab } = stage;
    const result = inPlace(above);
    await expect(host.wasInserted(result)).resolves.toBeNull();
    const ref = await host.insertLayer(result, never);
    await expect(host.wasInserted(result)).resolves.toEqual(ref);
    const other = { ...result, image: noiseImage(RECT, 9) };
    await expect(host.wasInserted(other)).resolves.toBeNull();
    lab.open(psdBytes({ width: 4, height: 4, children: [paintedLayer('x', 4, 4, opaqueNoise)] }));
    await expect(host.wasInserted(result)).resolves.toEqual(ref);
  });

  it('carries out what was sent before', async () => {
    const above = await opened(photoPsd(), 'photo');
    const { host, lab, closePanel } = stage;
    const sent = new Promise<void>((resolve) => {
      stage.onPost = (message) => {
        if (typeof message === 'string' && message.includes('s.layers[0].duplicate')) resolve();
      };
    });
    const outcome = host
      .insertLayer(inPlace(above), never)
      .catch((error: unknown) => (error as PanelError).code);
    await sent;
    closePanel();
    await lab.photopea.idle();
    expect(order(state(lab).layers)).toEqual(['photo', 'fast 2x copy', 'detail']);
    expect(lab.photopea.editor.documents).toHaveLength(1);
    host.dispose();
    await expect(outcome).resolves.toBe('photopea-closed');
    const next = createPhotopeaHost({
      channel: new PhotopeaChannel(parentPort(openPanel(lab.photopea, inspectPosted))),
      codec: codecHere(),
      visibility: ALWAYS_SEEN,
    });
    await expect(next.wasInserted(inPlace(above))).resolves.not.toBeNull();
    next.dispose();
  });

  it('inserts the same result again when it is asked to', async () => {
    const above = await opened(photoPsd(), 'photo');
    const { host, lab } = stage;
    const first = await host.insertLayer(inPlace(above), never);
    const second = await host.insertLayer(inPlace(above), never);
    expect(state(lab).layers).toHaveLength(4);
    expect(second).not.toEqual(first);
    const ids = state(lab).layers.map((layer) => layer.id);
    expect(new Set(ids).size).toBe(4);
  });
});
