import { scaleRect } from '../../../src/core/geometry';
import type { Image } from '../../../src/core/image';
import type { LayerResult } from '../../../src/core/document';
import { agLayers, agPsd } from '../../psd/ag';
import { png, rgbaPng } from '../../support/picture-files';
import { gradient, noiseImage } from '../../support/pictures';
import {
  discMask,
  inPlace,
  itemNamed,
  items,
  layeredPsd,
  openInEditor,
  signal,
  type OpenEditor,
} from './fixture';

const RECT = { x: 12, y: 8, width: 30, height: 24 };

function enlarging({ state }: OpenEditor, above: string, scale: 2 | 3 | 4): LayerResult {
  const rect = scaleRect(RECT, scale);
  const image = noiseImage(rect.width, rect.height, 77, 255);
  return {
    ...inPlace(state(), above, RECT),
    mode: 'enlarge',
    scale,
    rect,
    image,
    mask: discMask(rect),
  };
}

async function shown({ editor, state }: OpenEditor): Promise<Image> {
  const { size } = state().document!;
  const { width, height, data } = await editor.renderRegion({ x: 0, y: 0, ...size }, size, signal);
  return { width, height, depth: 8, data };
}

test.each([2, 3, 4] as const)(
  'a photo %d times as large, with the result at full resolution on it',
  async (scale) => {
    const photo = gradient(64, 48);
    const open = await openInEditor(rgbaPng(photo));
    await open.editor.select({ kind: 'rectangle', rect: RECT }, 'replace', 0);
    const result = enlarging(open, 'Background', scale);
    const ref = await open.editor.insertLayer(result, signal);
    expect(open.state()).toMatchObject({
      document: { size: { width: 64 * scale, height: 48 * scale } },
      activeLayerId: ref.layerId,
      undoStep: 'enlarge-document',
      selection: { bounds: scaleRect(RECT, scale) },
    });
    expect(items(open.state()).map(({ name, bounds }) => [name, bounds])).toEqual([
      ['fast 2x', result.rect],
      ['Background', { x: 0, y: 0, width: 64 * scale, height: 48 * scale }],
    ]);
    const view = await shown(open);
    const at = (x: number, y: number) => [
      ...view.data.slice((y * view.width + x) * 4, (y * view.width + x) * 4 + 4),
    ];
    const corner = [(1.5 * 255) / 64, (1.5 * 255) / 48, 128, 255];
    at(2 * scale, 2 * scale).forEach((v, c) => expect(Math.abs(v - corner[c]!)).toBeLessThan(5));
    const middle = { x: result.rect.width >> 1, y: result.rect.height >> 1 };
    const wanted = (middle.y * result.rect.width + middle.x) * 4;
    expect(at(result.rect.x + middle.x, result.rect.y + middle.y)).toEqual([
      ...result.image.data.slice(wanted, wanted + 4),
    ]);
  },
);

test('undo brings the small document back bit by bit, redo the large one', async () => {
  const file = layeredPsd({ composite: true });
  const open = await openInEditor(file, 'a.psd');
  const small = await shown(open);
  await open.editor.insertLayer(enlarging(open, 'member', 2), signal);
  const large = await shown(open);
  await open.editor.undo();
  expect(await shown(open)).toEqual(small);
  expect(Buffer.compare((await open.editor.save('psd', signal)).bytes, file)).toBe(0);
  await open.editor.redo();
  expect(await shown(open)).toEqual(large);
});

test('all layers, masks and earlier results grow; ids, order and looks stay', async () => {
  const open = await openInEditor(layeredPsd(), 'a.psd');
  await open.editor.insertLayer(inPlace(open.state(), 'member', RECT), signal);
  const before = items(open.state());
  await open.editor.insertLayer(enlarging(open, 'group', 2), signal);
  const after = items(open.state()).filter(({ id }) => before.some((old) => old.id === id));
  const look = ({
    id,
    name,
    kind,
    visible,
    locked,
    clipped,
    hasMask,
  }: (typeof before)[number]) => ({ id, name, kind, visible, locked, clipped, hasMask });
  expect(after.map(look)).toEqual(before.map(look));
  expect(after.map(({ bounds }) => bounds)).toEqual(
    before.map(({ bounds }) => scaleRect(bounds!, 2)),
  );
  const earlier = itemNamed(open.state(), 'member');
  await open.editor.insertLayer(
    { ...inPlace(open.state(), 'member', RECT), name: 'second' },
    signal,
  );
  expect(items(open.state()).findIndex(({ name }) => name === 'second')).toBe(
    items(open.state()).findIndex(({ id }) => id === earlier.id) - 1,
  );
});

test('what is saved is what is shown', async () => {
  const open = await openInEditor(layeredPsd({ composite: true }), 'a.psd');
  await open.editor.insertLayer(enlarging(open, 'multiplied', 2), signal);
  const bytes = (await open.editor.save('psd', signal)).bytes;
  const again = await openInEditor(bytes, 'a.psd');
  expect(await shown(again)).toEqual(await shown(open));
  const psd = agPsd(bytes);
  expect([psd.width, psd.height]).toEqual([128, 96]);
  expect([...psd.imageData!.data]).toEqual([...(await shown(open)).data]);
  const result = agLayers(psd).find(({ name }) => name === 'fast 2x')!;
  expect([result.left, result.top, result.imageData!.width]).toEqual([24, 16, 60]);
});

test('16 bit stays 16 bit', async () => {
  const open = await openInEditor(rgbaPng(noiseImage(20, 16, 1, 65535, 16)));
  const rect = { x: 4, y: 4, width: 16, height: 16 };
  const image = noiseImage(16, 16, 2, 65535, 16);
  const base = inPlace(open.state(), 'Background', rect, 16);
  await open.editor.insertLayer(
    { ...base, mode: 'enlarge', scale: 2, rect, image, mask: discMask(rect) },
    signal,
  );
  expect(open.state().document).toMatchObject({ depth: 16, size: { width: 40, height: 32 } });
  const ref = { documentId: open.state().document!.id, layerId: open.state().activeLayerId! };
  expect((await open.editor.readLayer(ref, rect, signal)).image).toEqual(image);
});

test('a document that would become too large is refused and stays as it was', async () => {
  const rows = Array.from({ length: 6 }, () => new Uint8Array(8000));
  const open = await openInEditor(png({ width: 8000, height: 6, depth: 8, colorType: 0, rows }));
  const before = open.state();
  const result = {
    ...enlarging(open, 'Background', 4),
    rect: { x: 0, y: 0, width: 120, height: 96 },
  };
  await expect(open.editor.insertLayer(result as LayerResult, signal)).rejects.toMatchObject({
    name: 'DocumentError',
    code: 'document-too-large',
    details: { width: 32_000, height: 24 },
  });
  expect(open.state()).toBe(before);
});

/** Aborted when the work looks for the n-th time whether it should end. */
function abortedAt(n: number): AbortSignal {
  const controller = new AbortController();
  const { signal } = controller;
  const look = jest.spyOn(signal, 'throwIfAborted');
  look.mockImplementation(() => {
    if (look.mock.calls.length === n) controller.abort();
    if (signal.aborted) throw signal.reason;
  });
  return signal;
}

test('aborted while enlarging: nothing has changed', async () => {
  const open = await openInEditor(layeredPsd(), 'a.psd');
  const before = open.state();
  let n = 1;
  for (; ; n++) {
    const cut = abortedAt(n);
    const inserting = open.editor.insertLayer(enlarging(open, 'member', 4), cut);
    const error: unknown = await inserting.then(
      () => null,
      (thrown: unknown) => thrown,
    );
    if (error === null) break;
    expect(error).toBe(cut.reason);
    expect(open.state()).toBe(before);
  }
  expect(n).toBeGreaterThan(10);
  expect(open.state()).not.toBe(before);
});
