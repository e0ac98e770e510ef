import { connect as connectHere, type Connection } from './connect';
import { createStandaloneHost } from '../../src/hosts/standalone';
import { buffer, noiseImage, rgbaPng } from './pictures';
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
  const { workspace } = connect();
  expect(workspace.state().document).toBeNull();
  await workspace.open(buffer(PNG), 'a.png');
  expect(workspace.state().document).toMatchObject({
    name: 'a.png',
    size: { width: 30, height: 20 },
  });
  await workspace.selectAll();
  expect(workspace.state().selection!.bounds).toEqual({ x: 0, y: 0, width: 30, height: 20 });
  await workspace.undo();
  expect(workspace.state().selection).toBeNull();
});

test('parts of the state that did not change keep their identity', async () => {
  const { workspace } = connect();
  await workspace.open(buffer(layeredPsd()), 'a.psd');
  const before = workspace.state();
  await workspace.select({ kind: 'ellipse', rect: RECT }, 'replace', 2);
  const after = workspace.state();
  expect(after).not.toBe(before);
  expect(after.layers).toBe(before.layers);
  expect(after.notices).toBe(before.notices);
  expect(after.revision).toBeGreaterThan(before.revision);
  expect(after.document!.pixelsRevision).toBe(before.document!.pixelsRevision);
  await workspace.setVisibility(itemNamed(after, 'hidden').id, true);
  expect(workspace.state().document!.pixelsRevision).toBeGreaterThan(
    after.document!.pixelsRevision,
  );
  expect(workspace.state().selection).toBe(after.selection);
});

test('errors keep class and code across the worker', async () => {
  const { workspace } = connect();
  await expect(workspace.open(new ArrayBuffer(0), 'x')).rejects.toMatchObject({
    name: 'FileError',
    code: 'file-empty',
  });
  await expect(workspace.selectAll()).rejects.toMatchObject({
    name: 'DocumentError',
    code: 'document-gone',
  });
});

test('an abort reaches the worker and is the reason that comes back', async () => {
  const { workspace } = connect();
  await workspace.open(buffer(layeredPsd()), 'a.psd');
  const before = workspace.state();
  const controller = new AbortController();
  const inserting = workspace.insertLayer(inPlace(before, 'member', RECT), controller.signal);
  controller.abort();
  await expect(inserting).rejects.toMatchObject({ name: 'AbortError' });
  expect(workspace.state()).toBe(before);
  await expect(workspace.save('png', controller.signal)).rejects.toMatchObject({
    name: 'AbortError',
  });
});

test('what was inserted stays usable by the caller', async () => {
  const { workspace } = connect();
  await workspace.open(buffer(PNG), 'a.png');
  const result = inPlace(workspace.state(), 'Background', RECT);
  await workspace.insertLayer(result, signal);
  expect(result.image.data.length).toBe(800);
  await workspace.insertLayer(result, signal);
  expect(workspace.state().layers).toHaveLength(3);
});

test('a worker that dies ends what runs and empties the state', async () => {
  const { workspace, crash } = connect();
  await workspace.open(buffer(PNG), 'a.png');
  const saving = workspace.save('psd');
  crash(new Error('out of memory'));
  await expect(saving).rejects.toMatchObject({ name: 'HostError', code: 'workspace-crashed' });
  await expect(workspace.selectAll()).rejects.toMatchObject({ code: 'workspace-crashed' });
  expect(workspace.state()).toMatchObject({ document: null, layers: [] });
});

test('a pasted picture becomes a document', async () => {
  const { workspace } = connect();
  await workspace.newFromClipboardBlob(new Blob([buffer(PNG)]));
  expect(workspace.state().document!.size).toEqual({ width: 30, height: 20 });
});

test('before and after: one layer left out, without a step', async () => {
  const { workspace } = connect();
  await workspace.open(buffer(PNG), 'a.png');
  const canvas = { x: 0, y: 0, width: 30, height: 20 };
  const before = await workspace.renderRegion(canvas, canvas);
  const { layerId } = await workspace.insertLayer(
    inPlace(workspace.state(), 'Background', RECT),
    signal,
  );
  const { revision } = workspace.state();
  const without = await workspace.renderWithout(layerId, canvas, canvas);
  expect(without.data).toEqual(before.data);
  expect((await workspace.renderRegion(canvas, canvas)).data).not.toEqual(before.data);
  expect(workspace.state().revision).toBe(revision);
});

test('thumbnails of layers and masks', async () => {
  const { workspace } = connect();
  await workspace.open(buffer(PNG), 'a.png');
  const result = inPlace(workspace.state(), 'Background', RECT);
  const { layerId } = await workspace.insertLayer(result, signal);
  const own = await workspace.renderThumbnail(layerId, 64);
  expect([own.width, own.height]).toEqual([20, 10]);
  expect([...own.data]).toEqual([...result.image.data]);
  const small = await workspace.renderThumbnail(layerId, 5);
  expect([small.width, small.height]).toEqual([5, 3]);
  const mask = await workspace.renderMaskThumbnail(layerId, 64);
  expect([mask.width, mask.height]).toEqual([30, 20]);
  const at = (x: number, y: number) => [...mask.data.slice((y * 30 + x) * 4, (y * 30 + x) * 4 + 4)];
  expect(at(0, 0)).toEqual([0, 0, 0, 255]);
  expect(at(12, 8)).toEqual([255, 255, 255, 255]);
});

describe('the host', () => {
  test('its snapshot is what is open, active and selected', async () => {
    const { workspace } = connect();
    const host = createStandaloneHost(workspace);
    expect(await host.snapshot()).toMatchObject({
      document: null,
      layer: null,
      activeLayers: 0,
      selection: null,
    });
    await workspace.open(buffer(layeredPsd()), 'a.psd');
    await workspace.setActiveLayer(itemNamed(workspace.state(), 'member').id);
    await workspace.select({ kind: 'rectangle', rect: RECT }, 'replace', 0);
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
    const { workspace } = connect();
    const host = createStandaloneHost(workspace);
    const revisions: string[] = [];
    host.onChange(() => void host.snapshot().then(({ revision }) => revisions.push(revision)));
    await workspace.open(buffer(PNG), 'a.png');
    await workspace.selectAll();
    await host.snapshot();
    expect(new Set(revisions).size).toBe(2);
    host.dispose();
    await workspace.selectNone();
    await host.snapshot();
    expect(revisions).toHaveLength(2);
  });

  test('a result goes above its source and becomes the active layer', async () => {
    const { workspace } = connect();
    const host = createStandaloneHost(workspace);
    await workspace.open(buffer(PNG), 'a.png');
    const result = inPlace(workspace.state(), 'Background', RECT);
    const ref = await host.insertLayer(result, signal);
    expect((await host.snapshot()).layer).toMatchObject({
      id: ref.layerId,
      name: 'fast 2x',
      bounds: RECT,
    });
    expect((await host.readLayer(ref, RECT, signal)).image).toEqual(result.image);
  });
});
