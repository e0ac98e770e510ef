import { rect } from '../../../src/core/geometry';
import { cropImage } from '../../../src/core/image';
import { createMask, cropMask } from '../../../src/core/mask';
import { restoreRemote } from '../../../src/restore/remote/restore-remote';
import { PERSONAS } from '../../emulators/comfyui/personas';
import { unchanged } from '../../emulators/comfyui/picture/restore';
import { accessTo, emulated, QUICK, stopServers } from '../../comfyui/emulated';
import { noisePicture, REMOTE, remoteRequest } from './remote-request';
import { SOURCE, start } from './remote-run';

afterEach(stopServers);

test('the selection’s part comes back in its place, under its own mask', async () => {
  const comfy = await emulated({ restores: unchanged });
  const source = noisePicture({ width: 128, height: 64 });
  const selection = createMask(source);
  for (let y = 10; y < 20; y++) selection.data.fill(200, y * 128 + 30, y * 128 + 90);
  const request = remoteRequest(source, {
    selection,
    contextRect: rect(100, 50, 128, 64),
    canvas: { width: 500, height: 500 },
  });
  const { rect: place, region, shown, image, mask } = await start(comfy, request).result;
  expect(shown).toEqual(rect(30, 10, 60, 10));
  expect(region).toEqual(rect(1, 1, 121, 51));
  expect(place).toEqual(rect(101, 51, 121, 51));
  expect(mask).toEqual(cropMask(selection, region));
  expect(image).toEqual(cropImage(source, region));
});

test.each([
  ['in-place', 64, null],
  ['smart-object', 64, 128],
  ['enlarge', 128, null],
] as const)('mode %s at scale 2', async (mode, side, content) => {
  const comfy = await emulated();
  const { result } = start(comfy, remoteRequest(SOURCE, { scale: 2, mode }));
  const { image, content: large, report } = await result;
  expect(image.width).toBe(side);
  expect(large?.width ?? null).toBe(content);
  expect(report.remote.workingSize).toEqual({ width: 128, height: 128 });
});

test('transparency stays here, and the server gets opaque colours', async () => {
  const comfy = await emulated({ restores: unchanged });
  const source = noisePicture({ width: 64, height: 64 });
  for (let i = 3; i < 1000; i += 4) source.data[i] = i % 200;
  const { image } = await start(comfy, remoteRequest(source)).result;
  const alpha = (data: ArrayLike<number>) => Array.from(data).filter((_, i) => i % 4 === 3);
  expect(alpha(image.data)).toEqual(alpha(source.data));
});

test('16 bits go there, and 8 come back, which is said', async () => {
  const comfy = await emulated({ restores: unchanged });
  const source = noisePicture({ width: 64, height: 64 }, 16);
  const { image, report } = await start(comfy, remoteRequest(source)).result;
  expect(image.depth).toBe(16);
  const apart = image.data.map((value, i) => Math.abs(value - (source.data[i] ?? 0)));
  expect(Math.max(...apart)).toBeLessThanOrEqual(257);
  expect(report.remote.omissions).toEqual([{ name: 'result-depth', wanted: '16', used: '8' }]);
});

test('the colours of the original are those of the result, by the client’s own fix', async () => {
  const comfy = await emulated();
  const settings = { ...REMOTE.settings, colorFix: 'adain' as const };
  const request = remoteRequest(SOURCE, { restorer: { ...REMOTE, settings } });
  const { image, report } = await start(comfy, request).result;
  const mean = (data: ArrayLike<number>, channel: number): number => {
    const values = Array.from(data).filter((_, i) => i % 4 === channel);
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  for (const c of [0, 1, 2]) expect(mean(image.data, c)).toBeCloseTo(mean(SOURCE.data, c), 0);
  expect(report.remote.omissions).toMatchObject([{ name: 'color-style' }]);
});

test('header lines go to the server with each request, and into nothing else', async () => {
  const comfy = await emulated(PERSONAS.tokenProxy);
  const access = accessTo(comfy, 'Authorization: Bearer emulated-token');
  const told: unknown[] = [];
  const { report } = await restoreRemote(remoteRequest(SOURCE), access, {
    signal: new AbortController().signal,
    onEvent: (event) => told.push(event),
    onServer: (news) => told.push(news),
    pace: QUICK,
  });
  const calls = comfy.asked.filter(({ isSocket }) => !isSocket);
  expect(calls.length).toBeGreaterThan(10);
  expect(calls.every(({ headers }) => JSON.stringify(headers).includes('emulated-token'))).toBe(
    true,
  );
  const elsewhere = [report, told, comfy.prompts, comfy.asked.map(({ url, body }) => [url, body])];
  expect(JSON.stringify(elsewhere)).not.toContain('emulated-token');
});

test('what was sent once is found by its hash: a second run uploads no second file', async () => {
  const comfy = await emulated();
  await start(comfy, remoteRequest(SOURCE)).result;
  await start(comfy, remoteRequest(SOURCE)).result;
  const uploads = comfy.folders.list('temp').filter((name) => name.startsWith('supir-panel/'));
  expect(uploads).toHaveLength(1);
  expect(uploads[0]).toMatch(/^supir-panel\/[\da-f]{64}\.png$/);
});
