import { decode } from 'fast-png';

import type { Image } from '../../../src/core/image';
import { agLayers, agPsd } from '../../psd/ag';
import { rgbaPng } from '../../support/picture-files';
import { noiseImage } from '../../support/pictures';
import {
  changedOutside,
  inPlace,
  itemNamed,
  items,
  LAYERED_SIZE,
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

async function savedPng({ editor }: OpenEditor) {
  return decode((await editor.save('png', signal)).bytes);
}

describe('a PNG', () => {
  const picture = noiseImage(64, 48, 11, 255);
  const file = rgbaPng(picture);

  test('is shown and saved value by value', async () => {
    const open = await openInEditor(file);
    expect(await shown(open)).toEqual(picture);
    const png = await savedPng(open);
    expect([...png.data]).toEqual([...picture.data].filter((_, i) => i % 4 !== 3));
  });

  test('with transparency keeps colours under full transparency', async () => {
    const ghost = noiseImage(20, 20, 3, null);
    for (let i = 3; i < ghost.data.length; i += 12) ghost.data[i] = 0;
    const png = await savedPng(await openInEditor(rgbaPng(ghost)));
    expect([...png.data]).toEqual([...ghost.data]);
  });

  test('of 16 bit is read, composed and saved with 16', async () => {
    const deep = noiseImage(40, 30, 4, 65535, 16);
    const open = await openInEditor(rgbaPng(deep));
    const rect = { x: 5, y: 5, width: 20, height: 20 };
    const result = inPlace(open.state(), 'Background', rect, 16);
    await open.editor.insertLayer(result, signal);
    const png = await savedPng(open);
    expect(png.depth).toBe(16);
    const read = noiseImage(40, 30, 4, 65535, 16);
    for (let p = 0; p < 1200; p++)
      for (let c = 0; c < 3; c++) read.data[p * 4 + c] = png.data[p * 3 + c]!;
    expect(changedOutside(deep, read, rect, result.mask)).toBe(0);
    const centre = (15 * 40 + 15) * 3;
    const inResult = (10 * 20 + 10) * 4;
    expect([...png.data.slice(centre, centre + 3)]).toEqual([
      ...result.image.data.slice(inResult, inResult + 3),
    ]);
  });

  test('saved as PSD and opened again is the same picture with the same layers', async () => {
    const open = await openInEditor(file);
    const result = inPlace(open.state(), 'Background', RECT);
    await open.editor.insertLayer(result, signal);
    const saved = await open.editor.save('psd', signal);
    expect(saved).toMatchObject({ name: 'photo.psd', type: 'image/vnd.adobe.photoshop' });
    const again = await openInEditor(saved.bytes, saved.name);
    expect(await shown(again)).toEqual(await shown(open));
    expect(
      items(again.state()).map(({ name, bounds, hasMask, visible }) => [
        name,
        bounds,
        hasMask,
        visible,
      ]),
    ).toEqual([
      ['fast 2x', RECT, true, true],
      ['Background', CANVAS, false, true],
    ]);
    const layerId = itemNamed(again.state(), 'fast 2x').id;
    const ref = { documentId: again.state().document!.id, layerId };
    expect((await again.editor.readLayer(ref, RECT, signal)).image).toEqual(result.image);
  });

  test('another reader finds picture, mask and composite in the saved PSD', async () => {
    const open = await openInEditor(file);
    const result = inPlace(open.state(), 'Background', RECT);
    await open.editor.insertLayer(result, signal);
    const psd = agPsd((await open.editor.save('psd', signal)).bytes);
    const [background, added] = agLayers(psd);
    expect(background!.name).toBe('Background');
    expect([...background!.imageData!.data]).toEqual([...picture.data]);
    expect([...added!.imageData!.data]).toEqual([...result.image.data]);
    const mask = added!.mask!.imageData!.data.filter((_, i) => i % 4 === 0);
    expect([...mask]).toEqual([...result.mask.data]);
    expect([...psd.imageData!.data]).toEqual([...(await shown(open)).data]);
  });
});
