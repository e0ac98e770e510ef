import { decode } from 'fast-png';

import { noiseImage } from '../../support/pictures';
import {
  inPlace,
  itemNamed,
  items,
  LAYERED_SIZE,
  layeredPsd,
  openInEditor,
  signal,
} from './fixture';

const RECT = { x: 12, y: 8, width: 30, height: 24 };
const CANVAS = { x: 0, y: 0, ...LAYERED_SIZE };

describe('reading', () => {
  test('a layer without mask, opacity, mode and visibility; transparent beyond it and the canvas', async () => {
    const { editor, state } = await openInEditor(layeredPsd(), 'a.psd');
    const documentId = state().document!.id;
    const read = (name: string, rect: typeof RECT) =>
      editor.readLayer({ documentId, layerId: itemNamed(state(), name).id }, rect, signal);
    const { image: member } = await read('member', { x: 20, y: 10, width: 30, height: 30 });
    expect([...member.data]).toEqual([...noiseImage(30, 30, 3, null).data]);
    const { image: hidden } = await read('hidden', { x: -3, y: 0, width: 6, height: 3 });
    const pixel = (x: number, y: number) => [
      ...hidden.data.slice((y * 6 + x) * 4, (y * 6 + x) * 4 + 4),
    ];
    expect(pixel(0, 0)).toEqual([0, 0, 0, 0]);
    expect(pixel(3, 1)).toEqual([0, 0, 0, 0]);
    expect(pixel(4, 1)).toEqual([...noiseImage(8, 8, 5, 255).data.slice(0, 4)]);
  });

  test('a group is what its members show', async () => {
    const { editor, state } = await openInEditor(layeredPsd(), 'a.psd');
    const ref = { documentId: state().document!.id, layerId: itemNamed(state(), 'group').id };
    const { image: group } = await editor.readLayer(ref, CANVAS, signal);
    const corner = group.data.slice(0, 4);
    expect([...corner]).toEqual([0, 0, 0, 0]);
    expect(Math.max(...group.data.filter((_, i) => i % 4 === 3))).toBeGreaterThan(0);
    expect(Math.max(...group.data.filter((_, i) => i % 4 === 3))).toBeLessThanOrEqual(128);
  });

  test('an adjustment layer has no pixels', async () => {
    const { editor, state } = await openInEditor(layeredPsd({ adjustment: true }), 'a.psd');
    const layer = itemNamed(state(), 'invert');
    expect(layer).toMatchObject({ kind: 'adjustment', bounds: null });
    const ref = { documentId: state().document!.id, layerId: layer.id };
    await expect(editor.readLayer(ref, RECT, signal)).rejects.toMatchObject({
      name: 'DocumentError',
      code: 'layer-has-no-pixels',
    });
  });

  test('the selection, 0 outside it and outside the canvas', async () => {
    const { editor, state } = await openInEditor(layeredPsd(), 'a.psd');
    const { id } = state().document!;
    expect(await editor.readSelection(id, RECT, signal)).toBeNull();
    await editor.select(
      { kind: 'rectangle', rect: { x: 60, y: 0, width: 50, height: 2 } },
      'replace',
      0,
    );
    expect(state().selection!.bounds).toEqual({ x: 60, y: 0, width: 4, height: 2 });
    const mask = await editor.readSelection(id, { x: 59, y: 1, width: 6, height: 2 }, signal);
    expect([...mask!.data]).toEqual([0, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0]);
  });
});

test('one layer is saved as a picture with its mask as transparency', async () => {
  const open = await openInEditor(layeredPsd(), 'a.psd');
  const result = inPlace(open.state(), 'member', RECT);
  const { layerId } = await open.editor.insertLayer(result, signal);
  const saved = await open.editor.saveLayer(layerId, signal);
  expect(saved.name).toBe('fast 2x.png');
  const png = decode(saved.bytes);
  expect([png.width, png.height]).toEqual([RECT.width, RECT.height]);
  expect([...png.data].filter((_, i) => i % 4 === 3)).toEqual([...result.mask.data]);
});

test('layer kinds that are locked or hidden take results', async () => {
  const open = await openInEditor(layeredPsd(), 'a.psd');
  await open.editor.insertLayer(inPlace(open.state(), 'hidden', RECT), signal);
  expect(items(open.state())[0]).toMatchObject({ name: 'fast 2x', visible: true });
});
