import type { Image } from '../../../src/core/image';

import { buffer, gradient, jpeg } from '../pictures';
import {
  inPlace,
  itemNamed,
  LAYERED_SIZE,
  layeredPsd,
  openSession,
  signal,
  type OpenSession,
} from './fixture';

const RECT = { x: 12, y: 8, width: 30, height: 24 };
const CANVAS = { x: 0, y: 0, ...LAYERED_SIZE };

async function shown({ session }: OpenSession, rect = CANVAS): Promise<Image> {
  const { width, height, data } = await session.renderRegion(rect, rect, signal);
  return { width, height, depth: 8, data };
}

describe('history', () => {
  test('undo brings back view, layers, selection and active layer; redo repeats', async () => {
    const open = await openSession(layeredPsd({ composite: true }), 'a.psd');
    const { session, state } = open;
    await session.select({ kind: 'ellipse', rect: RECT }, 'replace', 3);
    const before = {
      view: await shown(open),
      layers: state().layers,
      selection: state().selection,
      active: state().activeLayerId,
    };
    const file = (await session.save('psd', signal)).bytes;
    const ref = await session.insertLayer(inPlace(state(), 'member', RECT), signal);
    expect(state()).toMatchObject({
      activeLayerId: ref.layerId,
      canUndo: true,
      undoStep: 'insert-layer',
    });
    const after = { view: await shown(open), layers: state().layers };
    await session.setVisibility(ref.layerId, false);
    await session.selectNone();
    expect(state().selection).toBeNull();
    for (let i = 0; i < 3; i++) await session.undo();
    expect(await shown(open)).toEqual(before.view);
    expect(state().layers).toBe(before.layers);
    expect(state().selection).toBe(before.selection);
    expect(state().activeLayerId).toBe(before.active);
    expect(Buffer.compare((await session.save('psd', signal)).bytes, file)).toBe(0);
    expect(state().redoStep).toBe('insert-layer');
    await session.redo();
    expect(await shown(open)).toEqual(after.view);
    expect(state().layers).toBe(after.layers);
  });

  test('a new step after undo drops what could be redone', async () => {
    const { session, state } = await openSession(layeredPsd(), 'a.psd');
    await session.selectAll();
    await session.undo();
    await session.selectAll();
    expect(state()).toMatchObject({ canRedo: false, canUndo: true });
    await session.undo();
    expect(state()).toMatchObject({ canRedo: true, canUndo: false, undoStep: null });
    await session.undo();
    expect(state().canRedo).toBe(true);
  });

  test('a document counts as changed from the first change to saving or taking it back', async () => {
    const { session, state } = await openSession(layeredPsd(), 'a.psd');
    expect(state().document!.changed).toBe(false);
    await session.selectAll();
    expect(state().document!.changed).toBe(false);
    await session.setVisibility(itemNamed(state(), 'hidden').id, true);
    expect(state().document!.changed).toBe(true);
    await session.undo();
    expect(state().document!.changed).toBe(false);
    await session.redo();
    const { receipt } = await session.save('psd', signal);
    expect(state().document!.changed).toBe(true);
    await session.written(receipt!);
    expect(state().document!.changed).toBe(false);
  });

  test('what changed after the file was made, and another document, are not saved by it', async () => {
    const { session, state } = await openSession(layeredPsd(), 'a.psd');
    const hidden = itemNamed(state(), 'hidden').id;
    await session.setVisibility(hidden, true);
    expect((await session.save('png', signal)).receipt).toBeNull();
    const first = await session.save('psd', signal);
    await session.setVisibility(hidden, false);
    await session.written(first.receipt!);
    expect(state().document!.changed).toBe(true);
    await session.undo();
    expect(state().document!.changed).toBe(false);

    await session.redo();
    const second = await session.save('psd', signal);
    await session.open(buffer(jpeg(gradient(30, 20))), 'b.jpg', signal);
    await session.written(second.receipt!);
    expect(state().document!.changed).toBe(false);
  });
});

describe('what cannot be done is a named error and changes nothing', () => {
  test('another document was opened meanwhile', async () => {
    const { session, state } = await openSession(layeredPsd(), 'a.psd');
    const result = inPlace(state(), 'member', RECT);
    await session.open(buffer(jpeg(gradient(30, 20))), 'b.jpg', signal);
    const before = state();
    await expect(session.insertLayer(result, signal)).rejects.toMatchObject({
      name: 'DocumentError',
      code: 'document-gone',
    });
    await expect(session.readLayer(result.above, RECT, signal)).rejects.toMatchObject({
      code: 'document-gone',
    });
    await expect(
      session.readSelection(result.above.documentId, RECT, signal),
    ).rejects.toMatchObject({ code: 'document-gone' });
    expect(state()).toBe(before);
  });

  test('the document was closed', async () => {
    const { session, state } = await openSession(layeredPsd(), 'a.psd');
    const result = inPlace(state(), 'member', RECT);
    await session.close();
    expect(state()).toMatchObject({ document: null, layers: [], activeLayerId: null });
    await expect(session.insertLayer(result, signal)).rejects.toMatchObject({
      code: 'document-gone',
    });
    await expect(session.selectAll()).rejects.toMatchObject({ code: 'document-gone' });
  });

  test('the source was undone away', async () => {
    const { session, state } = await openSession(layeredPsd(), 'a.psd');
    await session.insertLayer(inPlace(state(), 'member', RECT), signal);
    const onResult = inPlace(state(), 'fast 2x', RECT);
    await session.undo();
    await expect(session.insertLayer(onResult, signal)).rejects.toMatchObject({
      code: 'layer-gone',
    });
    await expect(session.readLayer(onResult.above, RECT, signal)).rejects.toMatchObject({
      code: 'layer-gone',
    });
    await expect(session.setVisibility('nowhere', true)).rejects.toMatchObject({
      code: 'layer-gone',
    });
  });

  test('a bad file leaves the open document as it was', async () => {
    const { session, state } = await openSession(layeredPsd(), 'a.psd');
    const before = state();
    await expect(session.open(new ArrayBuffer(0), 'x', signal)).rejects.toMatchObject({
      code: 'file-empty',
    });
    expect(state()).toBe(before);
  });

  test('aborted before it is done', async () => {
    const { session, state } = await openSession(layeredPsd(), 'a.psd');
    const before = state();
    const controller = new AbortController();
    const inserting = session.insertLayer(inPlace(before, 'member', RECT), controller.signal);
    controller.abort();
    await expect(inserting).rejects.toMatchObject({ name: 'AbortError' });
    expect(state()).toBe(before);
    await session.selectAll();
    expect(state().selection).not.toBeNull();
  });
});
