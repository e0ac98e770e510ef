import type { Image } from '../../../src/core/image';

import { buffer, jpeg } from '../../support/picture-files';
import { gradient } from '../../support/pictures';
import {
  inPlace,
  itemNamed,
  LAYERED_SIZE,
  layeredPsd,
  openInEditor,
  signal,
  type OpenEditor,
} from './fixture';

const RECT = { x: 12, y: 8, width: 30, height: 24 };
const CANVAS = { x: 0, y: 0, ...LAYERED_SIZE };

async function shown({ editor }: OpenEditor, rect = CANVAS): Promise<Image> {
  const { width, height, data } = await editor.renderRegion(rect, rect, signal);
  return { width, height, depth: 8, data };
}

describe('history', () => {
  test('undo brings back view, layers, selection and active layer; redo repeats', async () => {
    const open = await openInEditor(layeredPsd({ composite: true }), 'a.psd');
    const { editor, state } = open;
    await editor.select({ kind: 'ellipse', rect: RECT }, 'replace', 3);
    const before = {
      view: await shown(open),
      layers: state().layers,
      selection: state().selection,
      active: state().activeLayerId,
    };
    const file = (await editor.save('psd', signal)).bytes;
    const ref = await editor.insertLayer(inPlace(state(), 'member', RECT), signal);
    expect(state()).toMatchObject({
      activeLayerId: ref.layerId,
      canUndo: true,
      undoStep: 'insert-layer',
    });
    const after = { view: await shown(open), layers: state().layers };
    await editor.setVisibility(ref.layerId, false);
    await editor.selectNone();
    expect(state().selection).toBeNull();
    for (let i = 0; i < 3; i++) await editor.undo();
    expect(await shown(open)).toEqual(before.view);
    expect(state().layers).toBe(before.layers);
    expect(state().selection).toBe(before.selection);
    expect(state().activeLayerId).toBe(before.active);
    expect(Buffer.compare((await editor.save('psd', signal)).bytes, file)).toBe(0);
    expect(state().redoStep).toBe('insert-layer');
    await editor.redo();
    expect(await shown(open)).toEqual(after.view);
    expect(state().layers).toBe(after.layers);
  });

  test('a new step after undo drops what could be redone', async () => {
    const { editor, state } = await openInEditor(layeredPsd(), 'a.psd');
    await editor.selectAll();
    await editor.undo();
    await editor.selectAll();
    expect(state()).toMatchObject({ canRedo: false, canUndo: true });
    await editor.undo();
    expect(state()).toMatchObject({ canRedo: true, canUndo: false, undoStep: null });
    await editor.undo();
    expect(state().canRedo).toBe(true);
  });

  test('a document counts as changed from the first change to saving or taking it back', async () => {
    const { editor, state } = await openInEditor(layeredPsd(), 'a.psd');
    expect(state().document!.changed).toBe(false);
    await editor.selectAll();
    expect(state().document!.changed).toBe(false);
    await editor.setVisibility(itemNamed(state(), 'hidden').id, true);
    expect(state().document!.changed).toBe(true);
    await editor.undo();
    expect(state().document!.changed).toBe(false);
    await editor.redo();
    const { receipt } = await editor.save('psd', signal);
    expect(state().document!.changed).toBe(true);
    await editor.written(receipt!);
    expect(state().document!.changed).toBe(false);
  });

  test('what changed after the file was made, and another document, are not saved by it', async () => {
    const { editor, state } = await openInEditor(layeredPsd(), 'a.psd');
    const hidden = itemNamed(state(), 'hidden').id;
    await editor.setVisibility(hidden, true);
    expect((await editor.save('png', signal)).receipt).toBeNull();
    const first = await editor.save('psd', signal);
    await editor.setVisibility(hidden, false);
    await editor.written(first.receipt!);
    expect(state().document!.changed).toBe(true);
    await editor.undo();
    expect(state().document!.changed).toBe(false);

    await editor.redo();
    const second = await editor.save('psd', signal);
    await editor.open(buffer(jpeg(gradient(30, 20))), 'b.jpg', signal);
    await editor.written(second.receipt!);
    expect(state().document!.changed).toBe(false);
  });
});

describe('what cannot be done is a named error and changes nothing', () => {
  test('another document was opened meanwhile', async () => {
    const { editor, state } = await openInEditor(layeredPsd(), 'a.psd');
    const result = inPlace(state(), 'member', RECT);
    await editor.open(buffer(jpeg(gradient(30, 20))), 'b.jpg', signal);
    const before = state();
    await expect(editor.insertLayer(result, signal)).rejects.toMatchObject({
      name: 'DocumentError',
      code: 'document-gone',
    });
    await expect(editor.readLayer(result.above, RECT, signal)).rejects.toMatchObject({
      code: 'document-gone',
    });
    await expect(editor.readSelection(result.above.documentId, RECT, signal)).rejects.toMatchObject(
      { code: 'document-gone' },
    );
    expect(state()).toBe(before);
  });

  test('the document was closed', async () => {
    const { editor, state } = await openInEditor(layeredPsd(), 'a.psd');
    const result = inPlace(state(), 'member', RECT);
    await editor.close();
    expect(state()).toMatchObject({ document: null, layers: [], activeLayerId: null });
    await expect(editor.insertLayer(result, signal)).rejects.toMatchObject({
      code: 'document-gone',
    });
    await expect(editor.selectAll()).rejects.toMatchObject({ code: 'document-gone' });
  });

  test('the source was undone away', async () => {
    const { editor, state } = await openInEditor(layeredPsd(), 'a.psd');
    await editor.insertLayer(inPlace(state(), 'member', RECT), signal);
    const onResult = inPlace(state(), 'fast 2x', RECT);
    await editor.undo();
    await expect(editor.insertLayer(onResult, signal)).rejects.toMatchObject({
      code: 'layer-gone',
    });
    await expect(editor.readLayer(onResult.above, RECT, signal)).rejects.toMatchObject({
      code: 'layer-gone',
    });
    await expect(editor.setVisibility('nowhere', true)).rejects.toMatchObject({
      code: 'layer-gone',
    });
  });

  test('a bad file leaves the open document as it was', async () => {
    const { editor, state } = await openInEditor(layeredPsd(), 'a.psd');
    const before = state();
    await expect(editor.open(new ArrayBuffer(0), 'x', signal)).rejects.toMatchObject({
      code: 'file-empty',
    });
    expect(state()).toBe(before);
  });

  test('aborted before it is done', async () => {
    const { editor, state } = await openInEditor(layeredPsd(), 'a.psd');
    const before = state();
    const controller = new AbortController();
    const inserting = editor.insertLayer(inPlace(before, 'member', RECT), controller.signal);
    controller.abort();
    await expect(inserting).rejects.toMatchObject({ name: 'AbortError' });
    expect(state()).toBe(before);
    await editor.selectAll();
    expect(state().selection).not.toBeNull();
  });
});
