import type { RunEvent } from '../../../src/core/events';
import { emulated, stopServers } from '../../comfyui/emulated';
import { codeOf } from '../../support/code-of';
import { until } from '../../support/wait';
import { noisePicture, REMOTE, remoteRequest } from './remote-request';
import { start } from './remote-run';

afterEach(stopServers);

const TILED = { ...REMOTE, samplerTiles: { tile: 64, stride: 64 } };
const twoTiles = () => remoteRequest(noisePicture({ width: 128, height: 64 }), { restorer: TILED });

const uploadsOf = ({ asked }: Awaited<ReturnType<typeof emulated>>): number =>
  asked.filter(({ url }) => url.includes('/upload/image')).length;

test('the next tile’s picture is sent while the server works on one, and its prompt is not', async () => {
  const comfy = await emulated();
  const held = comfy.points.hold({ at: 'tick', value: 2 });
  const { result } = start(comfy, twoTiles());
  await held.reached;
  await until(() => uploadsOf(comfy) === 2);
  expect(comfy.prompts).toHaveLength(1);
  expect(comfy.queue().pending).toEqual([]);
  held.release();
  expect((await result).report.tiles).toBe(2);
  expect(uploadsOf(comfy)).toBe(2);
  expect(comfy.prompts).toHaveLength(2);
});

test('a picture that was sent ahead and is gone with a restart is sent again', async () => {
  const comfy = await emulated();
  const held = comfy.points.hold({ at: 'tick', value: 2 });
  const { result, news } = start(comfy, twoTiles());
  await held.reached;
  await until(() => comfy.folders.list('temp').length === 2);
  await comfy.kill();
  held.release();
  await until(() => news.some((one) => one.type === 'connection' && one.state === 'lost'));
  await comfy.revive();
  expect((await result).report.tiles).toBe(2);
  expect(comfy.prompts).toHaveLength(3);
});

test('a picture that could not be sent ahead is sent when its turn comes', async () => {
  const comfy = await emulated();
  const held = comfy.points.hold({ at: 'tick', value: 2 });
  comfy.points.at({ at: 'start' }, () => {
    comfy.faults.add({ path: '/upload/image' }, { cutUploadAfter: 100 });
  });
  const { result } = start(comfy, twoTiles());
  await held.reached;
  await until(() => uploadsOf(comfy) === 2);
  held.release();
  expect((await result).report.tiles).toBe(2);
  expect(uploadsOf(comfy)).toBe(3);
});

test('a result that cannot be used stops the prompt that runs meanwhile', async () => {
  const comfy = await emulated({ resultSize: { width: 8, height: 8 } });
  const { result, stops } = start(comfy, twoTiles());
  expect(await codeOf(result)).toBe('comfy-result-unusable');
  expect(await Promise.all(stops)).toEqual(stops.map(() => true));
  expect(comfy.queue()).toMatchObject({ running: null, pending: [] });
});

/** What is counted of the part that ends a run, when its last picture is here. */
const countsOf = (events: readonly RunEvent[]): readonly (readonly number[])[] =>
  events.flatMap((event) =>
    event.type === 'part' && event.part === 'decode' && event.total > 1
      ? [[event.done, event.total]]
      : [],
  );

test.each(['wavelet', 'adain'] as const)(
  'what is done here with the picture is counted, and a cancel is heard in it: %s',
  async (colorFix) => {
    const comfy = await emulated();
    const settings = { ...REMOTE.settings, colorFix };
    const request = () =>
      remoteRequest(noisePicture({ width: 64, height: 64 }), { restorer: { ...REMOTE, settings } });
    const events: RunEvent[] = [];
    await start(comfy, request(), { onEvent: (event) => events.push(event) }).result;
    expect(countsOf(events)).toEqual([
      [0, 4],
      [1, 4],
      [2, 4],
      [3, 4],
      [4, 4],
    ]);

    const heard: RunEvent[] = [];
    const second = start(comfy, request(), {
      onEvent(event) {
        heard.push(event);
        if (event.type === 'part' && event.done === 2 && event.total === 4) second.cancel.abort();
      },
    });
    await expect(second.result).rejects.toThrow('abort');
    expect(countsOf(heard).at(-1)).toEqual([2, 4]);
  },
);
