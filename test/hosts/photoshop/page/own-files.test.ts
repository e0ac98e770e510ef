import { createSettingsStorage } from '../../../../panel/settings/storage';
import type { BridgeFiles } from '../../../../src/hosts/photoshop/page/files';
import { ownFiles, type FetchAnswer } from '../../../../src/hosts/photoshop/page/own-files';
import { settingsStorage } from '../../../../src/hosts/photoshop/page/settings-storage';
import { createStage } from '../uxp/stage';
import { NEVER } from '../uxp/documents';

const FETCHED = Uint8Array.of(1, 2, 3);
const BRIDGED = Uint8Array.of(9);

function answer(status: number, bytes: Uint8Array<ArrayBuffer> = FETCHED): FetchAnswer {
  return { ok: status === 200, status, arrayBuffer: () => Promise.resolve(bytes.slice().buffer) };
}

function setUp(fetch: () => Promise<FetchAnswer>) {
  const fetches = jest.fn(fetch);
  const asset = jest.fn(() => Promise.resolve(BRIDGED));
  const read = ownFiles({ files: { asset } as unknown as BridgeFiles, fetch: fetches }, 'page/');
  return { read, fetches, asset };
}

describe('the page’s own files', () => {
  test.each([200, 0])('are fetched where that works (status %d)', async (status) => {
    const { read, asset } = setUp(() => Promise.resolve(answer(status)));
    const onProgress = jest.fn();
    expect(await read('ort/a.wasm', { signal: NEVER, onProgress })).toEqual(FETCHED);
    expect(onProgress).toHaveBeenCalledWith(3, 3);
    expect(asset).not.toHaveBeenCalled();
  });

  test.each([
    ['refused', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['not found', () => Promise.resolve(answer(404))],
    ['empty', () => Promise.resolve(answer(0, new Uint8Array()))],
  ])('come over the bridge where fetching is %s, and then all of them', async (_, fetch) => {
    const { read, asset, fetches } = setUp(fetch);
    expect(await read('ort/a.wasm', { signal: NEVER })).toEqual(BRIDGED);
    expect(await read('models/b', { signal: NEVER })).toEqual(BRIDGED);
    expect(asset.mock.calls.map(([path]: readonly unknown[]) => path)).toEqual([
      'page/ort/a.wasm',
      'page/models/b',
    ]);
    expect(fetches).toHaveBeenCalledTimes(1);
  });

  test('are not asked for after an abort', async () => {
    const controller = new AbortController();
    const { read, asset } = setUp(() => {
      controller.abort('stop');
      return Promise.reject(new Error('aborted'));
    });
    await expect(read('x', { signal: controller.signal })).rejects.toBe('stop');
    await expect(read('x', { signal: controller.signal })).rejects.toBe('stop');
    expect(asset).not.toHaveBeenCalled();
  });
});

test('settings last from one page to the next', async () => {
  const stage = await createStage();
  const kept = settingsStorage(stage.link);
  const first = createSettingsStorage(() => kept);
  const settings = first.load();
  first.save({ ...settings, panelWidth: 345 });
  expect(first.load().panelWidth).toBe(345);
  await stage.link.copyText('after it');
  const link = await stage.reload();
  expect(createSettingsStorage(() => settingsStorage(link)).load().panelWidth).toBe(345);
  stage.dispose();
  expect(stage.ps.problems()).toEqual([]);
});
