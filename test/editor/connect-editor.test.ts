import { connect as connectHere, type Connection } from './connect';
import { createStandaloneHost } from '../../src/hosts/standalone';
import { buffer, rgbaPng } from '../support/picture-files';
import { noiseImage } from '../support/pictures';
import { inPlace, itemNamed, layeredPsd } from './operations/fixture';

const opened: Connection[] = [];

function connect(): Connection {
  const connection = connectHere();
  opened.push(connection);
  return connection;
}

afterEach(() => {
  for (const { close } of opened.splice(0)) close();
});

const { signal } = new AbortController();
const PNG = rgbaPng(noiseImage(30, 20, 1, 255));
const RECT = { x: 2, y: 3, width: 20, height: 10 };

test('a command settles after the state shows its effect', async () => {
  const { editor } = connect();
  expect(editor.state().document).toBeNull();
  await editor.open(buffer(PNG), 'a.png');
  expect(editor.state().document).toMatchObject({
    name: 'a.png',
    size: { width: 30, height: 20 },
  });
  await editor.selectAll();
  expect(editor.state().selection!.bounds).toEqual({ x: 0, y: 0, width: 30, height: 20 });
  await editor.undo();
  expect(editor.state().selection).toBeNull();
});

test('parts of the state that did not change keep their identity', async () => {
  const { editor } = connect();
  await editor.open(buffer(layeredPsd()), 'a.psd');
  const before = editor.state();
  await editor.select({ kind: 'ellipse', rect: RECT }, 'replace', 2);
  const after = editor.state();
  expect(after).not.toBe(before);
  expect(after.layers).toBe(before.layers);
  expect(after.notices).toBe(before.notices);
  expect(after.revision).toBeGreaterThan(before.revision);
  expect(after.document!.pixelsRevision).toBe(before.document!.pixelsRevision);
  await editor.setVisibility(itemNamed(after, 'hidden').id, true);
  expect(editor.state().document!.pixelsRevision).toBeGreaterThan(after.document!.pixelsRevision);
  expect(editor.state().selection).toBe(after.selection);
});

test('errors keep class and code across the worker', async () => {
  const { editor } = connect();
  await expect(editor.open(new ArrayBuffer(0), 'x')).rejects.toMatchObject({
    name: 'FileError',
    code: 'file-empty',
  });
  await expect(editor.selectAll()).rejects.toMatchObject({
    name: 'DocumentError',
    code: 'document-gone',
  });
});

test('an abort reaches the worker and is the reason that comes back', async () => {
  const { editor } = connect();
  await editor.open(buffer(layeredPsd()), 'a.psd');
  const before = editor.state();
  const controller = new AbortController();
  const inserting = editor.insertLayer(inPlace(before, 'member', RECT), controller.signal);
  controller.abort();
  await expect(inserting).rejects.toMatchObject({ name: 'AbortError' });
  expect(editor.state()).toBe(before);
  await expect(editor.save('png', controller.signal)).rejects.toMatchObject({
    name: 'AbortError',
  });
});

test('what was inserted stays usable by the caller', async () => {
  const { editor } = connect();
  await editor.open(buffer(PNG), 'a.png');
  const result = inPlace(editor.state(), 'Background', RECT);
  await editor.insertLayer(result, signal);
  expect(result.image.data.length).toBe(800);
  await editor.insertLayer(result, signal);
  expect(editor.state().layers).toHaveLength(3);
});

test('a worker that dies ends what runs and empties the state', async () => {
  const { editor, crash } = connect();
  await editor.open(buffer(PNG), 'a.png');
  const saving = editor.save('psd');
  crash(new Error('out of memory'));
  await expect(saving).rejects.toMatchObject({ name: 'HostError', code: 'workspace-crashed' });
  await expect(editor.selectAll()).rejects.toMatchObject({ code: 'workspace-crashed' });
  expect(editor.state()).toMatchObject({ document: null, layers: [] });
});

test('a pasted picture becomes a document', async () => {
  const { editor } = connect();
  await editor.newFromClipboardBlob(new Blob([buffer(PNG)]));
  expect(editor.state().document!.size).toEqual({ width: 30, height: 20 });
});

test('before and after: one layer left out, without a step', async () => {
  const { editor } = connect();
  await editor.open(buffer(PNG), 'a.png');
  const canvas = { x: 0, y: 0, width: 30, height: 20 };
  const before = await editor.renderRegion(canvas, canvas);
  const { layerId } = await editor.insertLayer(inPlace(editor.state(), 'Background', RECT), signal);
  const { revision } = editor.state();
  const without = await editor.renderWithout(layerId, canvas, canvas);
  expect(without.data).toEqual(before.data);
  expect((await editor.renderRegion(canvas, canvas)).data).not.toEqual(before.data);
  expect(editor.state().revision).toBe(revision);
});

test('thumbnails of layers and masks', async () => {
  const { editor } = connect();
  await editor.open(buffer(PNG), 'a.png');
  const result = inPlace(editor.state(), 'Background', RECT);
  const { layerId } = await editor.insertLayer(result, signal);
  const own = await editor.renderThumbnail(layerId, 64);
  expect([own.width, own.height]).toEqual([20, 10]);
  expect([...own.data]).toEqual([...result.image.data]);
  const small = await editor.renderThumbnail(layerId, 5);
  expect([small.width, small.height]).toEqual([5, 3]);
  const mask = await editor.renderMaskThumbnail(layerId, 64);
  expect([mask.width, mask.height]).toEqual([30, 20]);
  const at = (x: number, y: number) => [...mask.data.slice((y * 30 + x) * 4, (y * 30 + x) * 4 + 4)];
  expect(at(0, 0)).toEqual([0, 0, 0, 255]);
  expect(at(12, 8)).toEqual([255, 255, 255, 255]);
});

describe('the host', () => {
  test('its snapshot is what is open, active and selected', async () => {
    const { editor } = connect();
    const host = createStandaloneHost(editor);
    expect(await host.snapshot()).toMatchObject({
      document: null,
      layer: null,
      activeLayers: 0,
      selection: null,
    });
    await editor.open(buffer(layeredPsd()), 'a.psd');
    await editor.setActiveLayer(itemNamed(editor.state(), 'member').id);
    await editor.select({ kind: 'rectangle', rect: RECT }, 'replace', 0);
    expect(await host.snapshot()).toMatchObject({
      document: { name: 'a.psd', size: { width: 64, height: 48 }, depth: 8, mode: 'rgb' },
      layer: {
        name: 'member',
        kind: 'pixels',
        visible: true,
        locked: false,
        bounds: { x: 20, y: 10, width: 30, height: 30 },
      },
      activeLayers: 1,
      selection: RECT,
      notices: [],
    });
  });

  test('it calls back on changes, and each has another revision, until it is disposed of', async () => {
    const { editor } = connect();
    const host = createStandaloneHost(editor);
    const revisions: string[] = [];
    host.onChange(() => void host.snapshot().then(({ revision }) => revisions.push(revision)));
    await editor.open(buffer(PNG), 'a.png');
    await editor.selectAll();
    await host.snapshot();
    expect(new Set(revisions).size).toBe(2);
    host.dispose();
    await editor.selectNone();
    await host.snapshot();
    expect(revisions).toHaveLength(2);
  });

  test('a result goes above its source and becomes the active layer', async () => {
    const { editor } = connect();
    const host = createStandaloneHost(editor);
    await editor.open(buffer(PNG), 'a.png');
    const result = inPlace(editor.state(), 'Background', RECT);
    const ref = await host.insertLayer(result, signal);
    expect((await host.snapshot()).layer).toMatchObject({
      id: ref.layerId,
      name: 'fast 2x',
      bounds: RECT,
    });
    expect((await host.readLayer(ref, RECT, signal)).image).toEqual(result.image);
  });
});
