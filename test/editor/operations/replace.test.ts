import type { LayerResult } from '../../../src/core/document';
import type { LayerItem } from '../../../src/editor/editor-state';
import { codeOf } from '../../support/code-of';
import { noiseImage } from '../../support/pictures';
import {
  inPlace,
  LAYERED_SIZE,
  layeredPsd,
  openInEditor,
  signal,
  type OpenEditor,
} from './fixture';

const RECT = { x: 12, y: 8, width: 30, height: 24 };
const CANVAS = { x: 0, y: 0, ...LAYERED_SIZE };

async function opened(): Promise<OpenEditor> {
  return openInEditor(layeredPsd({ composite: true }), 'a.psd');
}

function other(result: LayerResult, name = result.name): LayerResult {
  return { ...result, name, image: noiseImage(RECT.width, RECT.height, 77, 255) };
}

/** All that the list of layers says but which pictures they have. */
function withoutPictures(layers: readonly LayerItem[]): unknown {
  return JSON.parse(
    JSON.stringify(layers, (key, value: unknown) => (key === 'thumbnailKey' ? null : value)),
  );
}

async function shown({ editor }: OpenEditor): Promise<Uint8ClampedArray> {
  return (await editor.renderRegion(CANVAS, CANVAS, signal)).data;
}

test('the layer shows the other picture in its place, after one step that undo takes back', async () => {
  const open = await opened();
  const { editor, state } = open;
  const result = inPlace(state(), 'member', RECT);
  const ref = await editor.insertLayer(result, signal);
  const before = { layers: state().layers, view: await shown(open) };
  expect(await editor.replaceLayer(ref, other(result), signal)).toEqual(ref);
  expect(state()).toMatchObject({ activeLayerId: ref.layerId, undoStep: 'replace-layer' });
  expect(await shown(open)).not.toEqual(before.view);

  const anew = await opened();
  await anew.editor.insertLayer(other(inPlace(anew.state(), 'member', RECT)), signal);
  expect(await shown(open)).toEqual(await shown(anew));
  const files = await Promise.all([open, anew].map(({ editor: of }) => of.save('psd', signal)));
  expect(Buffer.compare(files[0]!.bytes, files[1]!.bytes)).toBe(0);

  await editor.undo();
  expect(await shown(open)).toEqual(before.view);
  expect(state().layers).toBe(before.layers);
  expect(state().undoStep).toBe('insert-layer');
});

test('name and visibility stay as the person has them', async () => {
  const { editor, state } = await opened();
  const result = inPlace(state(), 'member', RECT);
  const ref = await editor.insertLayer(result, signal);
  await editor.setVisibility(ref.layerId, false);
  const items = withoutPictures(state().layers);
  await editor.replaceLayer(ref, other(result, 'another'), signal);
  expect(withoutPictures(state().layers)).toEqual(items);
});

test('a layer that is gone, or never was inserted, is not replaced', async () => {
  const { editor, state } = await opened();
  const result = inPlace(state(), 'member', RECT);
  const ref = await editor.insertLayer(result, signal);
  await editor.undo();
  const { layers } = state();
  expect(await codeOf(editor.replaceLayer(ref, result, signal))).toBe('layer-gone');
  expect(await codeOf(editor.replaceLayer(result.above, result, signal))).toBe('layer-gone');
  const elsewhere = { ...ref, documentId: 'other' };
  expect(await codeOf(editor.replaceLayer(elsewhere, result, signal))).toBe('document-gone');
  expect(state().layers).toBe(layers);
});

test('an abort leaves the layer as it was', async () => {
  const { editor, state } = await opened();
  const result = inPlace(state(), 'member', RECT);
  const ref = await editor.insertLayer(result, signal);
  const { layers } = state();
  const stop = new AbortController();
  const replacing = editor.replaceLayer(ref, other(result), stop.signal);
  stop.abort();
  await expect(replacing).rejects.toMatchObject({ name: 'AbortError' });
  expect(state().layers).toBe(layers);
});
