import { decode } from 'fast-png';
import { readPsd } from 'ag-psd';
import type { Image } from '../../../src/core/image';
import { agLayers, agPsd } from '../../psd/ag';
import { noiseImage } from '../../support/pictures';
import {
  changedOutside,
  discMask,
  inPlace,
  itemNamed,
  items,
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

describe('a PSD with layers', () => {
  test('is listed topmost first, with what the views show of each', async () => {
    const { state } = await openInEditor(layeredPsd());
    expect(
      items(state()).map(({ name, kind, visible, shown, locked, hasMask, clipped }) => [
        name,
        kind,
        visible,
        shown,
        locked,
        hasMask,
        clipped,
      ]),
    ).toEqual([
      ['hidden', 'pixels', false, false, true, false, false],
      ['group', 'group', true, true, false, false, false],
      ['clipped', 'pixels', true, true, false, false, true],
      ['member', 'pixels', true, true, false, true, false],
      ['multiplied', 'pixels', true, true, false, false, false],
      ['Background', 'pixels', true, true, expect.any(Boolean), false, false],
    ]);
    expect(itemNamed(state(), 'group').bounds).toEqual({ x: 20, y: 10, width: 30, height: 30 });
  });

  test('saved unchanged is the file that was opened, byte by byte', async () => {
    const file = layeredPsd();
    const { editor } = await openInEditor(file, 'a.psd');
    expect(Buffer.compare((await editor.save('psd', signal)).bytes, file)).toBe(0);
  });

  test.each([
    ['with its own composite', { composite: true }],
    ['with its own composite and an adjustment layer', { composite: true, adjustment: true }],
    ['without a composite', {}],
  ])(
    '%s: an insert changes no bit outside the mask, in view and saved files',
    async (_, options) => {
      const open = await openInEditor(layeredPsd(options), 'a.psd');
      const before = await shown(open);
      for (const above of ['Background', 'member', 'hidden']) {
        const result = inPlace(open.state(), above, RECT);
        await open.editor.insertLayer(result, signal);
        const after = await shown(open);
        expect(changedOutside(before, after, RECT, discMask(RECT))).toBe(0);
        const psd = readPsd((await open.editor.save('psd', signal)).bytes, { useImageData: true });
        expect([...psd.imageData!.data]).toEqual([...after.data]);
      }
      expect(await shown(open)).not.toEqual(before);
    },
  );

  test('the composite of the file is shown as long as nothing changes', async () => {
    const file = layeredPsd({ composite: true, adjustment: true });
    const open = await openInEditor(file, 'a.psd');
    const psd = readPsd(file, { useImageData: true });
    expect([...(await shown(open)).data]).toEqual([...psd.imageData!.data]);
    expect(open.state().notices).toEqual([]);
    await open.editor.insertLayer(inPlace(open.state(), 'Background', RECT), signal);
    expect(open.state().notices).toEqual([{ code: 'approximate-view', detail: 'adjustment' }]);
    await open.editor.undo();
    expect(open.state().notices).toEqual([]);
  });

  test('the new layer lies directly above its source, in its group, and everything else is as it was', async () => {
    const file = layeredPsd();
    const open = await openInEditor(file, 'a.psd');
    await open.editor.insertLayer(inPlace(open.state(), 'member', RECT), signal);
    await open.editor.insertLayer(inPlace(open.state(), 'group', RECT), signal);
    const names = items(open.state()).map(({ name, clipped }) =>
      clipped ? `${name} (clipped)` : name,
    );
    const wanted = [
      'hidden',
      'fast 2x',
      'group',
      'clipped (clipped)',
      'fast 2x (clipped)',
      'member',
      'multiplied',
      'Background',
    ];
    expect(names).toEqual(wanted);
    const bytes = (await open.editor.save('psd', signal)).bytes;
    const again = await openInEditor(bytes, 'a.psd');
    expect(
      items(again.state()).map(({ name, clipped }) => (clipped ? `${name} (clipped)` : name)),
    ).toEqual(wanted);
    const old = agLayers(agPsd(file));
    const kept = agLayers(agPsd(bytes)).filter(({ name }) => name !== 'fast 2x');
    expect(
      kept.map(({ name, imageData, mask, blendMode, opacity }) => ({
        name,
        imageData,
        mask,
        blendMode,
        opacity,
      })),
    ).toEqual(
      old.map(({ name, imageData, mask, blendMode, opacity }) => ({
        name,
        imageData,
        mask,
        blendMode,
        opacity,
      })),
    );
  });

  test('hiding a layer is saved, with a composite that shows it', async () => {
    const open = await openInEditor(layeredPsd({ composite: true }), 'a.psd');
    await open.editor.setVisibility(itemNamed(open.state(), 'member').id, false);
    await open.editor.setVisibility(itemNamed(open.state(), 'hidden').id, true);
    const saved = (await open.editor.save('psd', signal)).bytes;
    const again = await openInEditor(saved, 'a.psd');
    expect(items(again.state()).map(({ name, visible }) => [name, visible])).toEqual(
      items(open.state()).map(({ name, visible }) => [name, visible]),
    );
    expect(itemNamed(again.state(), 'member').visible).toBe(false);
    expect(await shown(again)).toEqual(await shown(open));
  });

  test('a smart object keeps its full picture inside the saved file', async () => {
    const open = await openInEditor(layeredPsd(), 'a.psd');
    const base = inPlace(open.state(), 'multiplied', RECT);
    const content = noiseImage(60, 48, 8, 255);
    await open.editor.insertLayer({ ...base, mode: 'smart-object', scale: 2, content }, signal);
    const item = itemNamed(open.state(), 'fast 2x');
    expect(item.kind).toBe('smart-object');
    const psd = agPsd((await open.editor.save('psd', signal)).bytes);
    const layer = agLayers(psd).find(({ name }) => name === 'fast 2x')!;
    expect(layer.placedLayer).toMatchObject({ width: 60, height: 48 });
    const inside = psd.linkedFiles!.find(({ id }) => id === layer.placedLayer!.id)!;
    const png = decode(inside.data!);
    expect([...png.data]).toEqual([...content.data].filter((_, i) => i % 4 !== 3));
  });
});
