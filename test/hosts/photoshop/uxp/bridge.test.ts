import { rect } from '../../../../src/core/geometry';
import { galleryPsd } from '../../contract/gallery';
import type { Switches } from '../../../emulators/photoshop/switches';
import { activeRef, inPlace, NEVER, picture } from './documents';
import { createStage, type Stage } from './stage';

const LIMITS = { retryMs: 60, maxRetryMs: 200, helloMs: 30, chunkBytes: 3000 };
/** What is longer can only be a piece of a picture. */
const CHUNK_CHARS = 10_000;

function open({ ps }: Stage): number {
  const id = ps.user.open(galleryPsd(), 'gallery.psd');
  ps.user.activate(ps.documents.layers(id).find(({ name }) => name === 'inner')!.id);
  return id;
}

function inserted({ ps }: Stage, id: number): number {
  return ps.documents.layers(id).filter(({ name }) => name === 'fast 2x').length;
}

describe('over a bad bridge', () => {
  test.each<Partial<Switches>>([
    { drop: 0.2 },
    { corrupt: 0.2 },
    { duplicate: 0.5 },
    { reorder: 0.5, delay: 20 },
    { loseFirst: 5 },
    { wrapsMessages: true },
    { drop: 0.1, corrupt: 0.1, duplicate: 0.2, reorder: 0.3, delay: 10, wrapsMessages: true },
  ])(
    '%j',
    async (switches) => {
      const stage = await createStage({ switches, limits: LIMITS, seed: 7 });
      const { ps, link } = stage;
      const id = open(stage);
      const image = picture(rect(0, 0, 90, 70));
      const result = inPlace(await activeRef(stage), image);
      const ref = await link.host.insertLayer(result, NEVER);
      expect(inserted(stage, id)).toBe(1);
      const { image: back } = await link.host.readLayer(ref, rect(5, 4, 43, 28), NEVER);
      for (let y = 0; y < 28; y++) {
        const row = image.data.subarray(y * 90 * 4, (y * 90 + 43) * 4);
        const seen = back.data.subarray(y * 43 * 4, (y + 1) * 43 * 4);
        expect(Buffer.compare(Buffer.from(seen), Buffer.from(row))).toBe(0);
      }
      stage.dispose();
      expect(ps.problems()).toEqual([]);
    },
    30_000,
  );
});

describe('a page that is loaded again', () => {
  test('finds the insertion that it had begun, done once', async () => {
    const stage = await createStage();
    const { ps } = stage;
    const id = open(stage);
    const result = inPlace(await activeRef(stage));
    const writing = new Promise<void>((resolve) => ps.before('imaging.putPixels', 1, resolve));
    stage.link.host.insertLayer(result, NEVER).catch(() => undefined);
    await writing;
    const link = await stage.reload();
    const ref = await link.host.wasInserted(result);
    const layers = ps.documents.layers(id);
    expect(ref?.layerId).toBe(String(layers.find(({ name }) => name === 'fast 2x')?.id));
    expect(inserted(stage, id)).toBe(1);
    // It knows now; what comes after is a new one.
    expect(await link.host.wasInserted(result)).toBeNull();
    await link.host.insertLayer(result, NEVER);
    expect(inserted(stage, id)).toBe(2);
    stage.dispose();
    expect(ps.problems()).toEqual([]);
  });

  test('does not insert again what was done before it heard of it', async () => {
    const stage = await createStage();
    const { ps } = stage;
    const id = open(stage);
    const result = inPlace(await activeRef(stage));
    const done = new Promise<void>((resolve) => ps.before('hostControl.resumeHistory', 1, resolve));
    stage.link.host.insertLayer(result, NEVER).catch(() => undefined);
    await done;
    const link = await stage.reload();
    await link.host.insertLayer(result, NEVER);
    expect(inserted(stage, id)).toBe(1);
    stage.dispose();
  });

  test('finds nothing of what was cut off on its way', async () => {
    const stage = await createStage({ switches: { bridgeSpeed: 300_000 } });
    const { ps } = stage;
    const id = open(stage);
    const result = inPlace(await activeRef(stage), picture(rect(0, 0, 300, 300)));
    const firstChunk = new Promise<void>((resolve) =>
      (ps.window as EventTarget).addEventListener('message', (event) => {
        if (String((event as MessageEvent).data).length > CHUNK_CHARS) resolve();
      }),
    );
    const inserting = stage.link.host.insertLayer(result, NEVER).catch(() => undefined);
    await firstChunk;
    const link = await stage.reload();
    expect(await link.host.wasInserted(result)).toBeNull();
    expect(inserted(stage, id)).toBe(0);
    void inserting;
    stage.dispose();
    expect(ps.problems()).toEqual([]);
  });

  test('goes on reading, and hears of changes', async () => {
    const stage = await createStage();
    open(stage);
    const link = await stage.reload();
    const ref = await activeRef(stage);
    const { image } = await link.host.readLayer(ref, rect(8, 16, 12, 10), NEVER);
    expect(image.data.some((value) => value > 0)).toBe(true);
    const changed = new Promise<void>((resolve) => link.host.onChange(resolve));
    await link.host.snapshot();
    stage.ps.user.select({ rect: rect(1, 1, 3, 3), data: new Uint8Array(9).fill(255) });
    await changed;
    stage.dispose();
    expect(stage.ps.problems()).toEqual([]);
  });
});

test('a closed panel keeps its page, which goes on', async () => {
  const stage = await createStage();
  const { ps, link } = stage;
  const id = open(stage);
  const result = inPlace(await activeRef(stage));
  ps.user.closePanel();
  await link.host.insertLayer(result, NEVER);
  ps.user.openPanel();
  await link.host.snapshot();
  expect(inserted(stage, id)).toBe(1);
  stage.dispose();
  expect(ps.problems()).toEqual([]);
});

test('a plugin that is not there is missed by name', async () => {
  const { connectPhotoshop } = await import('../../../../src/hosts/photoshop/page/connect');
  const port = { send: () => undefined, onMessage: () => () => undefined };
  const encodePng = () => Promise.reject(new Error('not called'));
  await expect(connectPhotoshop({ port, encodePng, timeoutMs: 60 })).rejects.toMatchObject({
    code: 'bridge-timeout',
  });
});
