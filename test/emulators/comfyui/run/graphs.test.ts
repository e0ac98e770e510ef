import { encode as encodePng } from 'fast-png';
import { encode as encodeJpeg } from 'jpeg-js';
import { until } from '../../../support/wait';
import { restoredValues, unchanged } from '../picture/restore';
import type { ComfyOptions } from '../options';
import { invertGraph, nativeGraph, node, workGraph } from '../witness/graphs';
import { createLab, testPicture, type Lab } from '../witness/lab';

let lab: Lab;

async function start(options: ComfyOptions = {}): Promise<Lab> {
  lab = await createLab([], options);
  return lab;
}

afterEach(() => lab.comfy.stop());

const { png, rgb } = testPicture();

/** The error that a graph ends with. */
async function errorOf(graph: Parameters<Lab['submit']>[0]): Promise<unknown> {
  const { status } = await lab.ended(await lab.submit(graph));
  return status?.messages.at(-1)?.[1];
}

describe('pictures', () => {
  test('come back as they were when nothing is done to them', async () => {
    await start({ restores: unchanged });
    await lab.upload(png);
    expect((await lab.result(await lab.submit(nativeGraph('a.png')))).data).toEqual([...rgb]);
  });

  test('of 16 bits are read whole from 0.21 on, and saved in 8', async () => {
    const data = Uint16Array.from(rgb, (value) => value * 256 + 255);
    const deep = encodePng({ width: 64, height: 64, data, channels: 3, depth: 16 });
    const values = async (version: string): Promise<readonly number[]> => {
      await start({ restores: (value) => value * 2, version });
      await lab.upload(deep);
      const result = await lab.result(await lab.submit(nativeGraph('a.png')));
      await lab.comfy.stop();
      return result.data;
    };
    const clipped = (value: number): number => Math.min(255, Math.floor(value));
    expect(await values('0.21.0')).toEqual(
      [...data].map((value) => clipped((value * 2 * 255) / 65535)),
    );
    expect(await values('0.20.0')).toEqual([...rgb].map((value) => clipped(value * 2)));
  });

  test('lose their alpha; greys and JPEGs are read too', async () => {
    await start({ restores: unchanged });
    const rgba = Uint8Array.of(10, 20, 30, 0, 40, 50, 60, 255);
    await lab.upload(encodePng({ width: 2, height: 1, data: rgba, channels: 4, depth: 8 }));
    const graph = { ...invertGraph('a.png'), '16': node('SaveImage', { images: ['3', 0] }) };
    expect((await lab.result(await lab.submit(graph))).data).toEqual([10, 20, 30, 40, 50, 60]);
    const grey = encodePng({ width: 1, height: 1, data: Uint8Array.of(9), channels: 1, depth: 8 });
    await lab.upload(grey, { overwrite: 'true' });
    expect((await lab.result(await lab.submit(graph))).data).toEqual([9, 9, 9]);
    const jpeg = encodeJpeg({ width: 8, height: 8, data: Buffer.alloc(256, 128) }, 90).data;
    await lab.upload(jpeg, { overwrite: 'true' });
    expect((await lab.result(await lab.submit(graph))).data).toHaveLength(192);
  });

  test('that are no pictures are an error of their node', async () => {
    await start();
    await lab.upload(png.subarray(0, png.length >> 1));
    expect(await errorOf(invertGraph('a.png'))).toMatchObject({
      node_id: '3',
      node_type: 'LoadImage',
      exception_type: 'PIL.UnidentifiedImageError',
    });
  });

  test('that are not as large as the latent are an error of the sampler', async () => {
    await start();
    await lab.upload(png);
    expect(await errorOf(nativeGraph('a.png', { width: 128 }))).toMatchObject({
      node_id: '12',
      exception_message: expect.stringContaining('must match the size of tensor b'),
    });
  });

  test('come back in another size when the test says so', async () => {
    await start({ resultSize: { width: 16, height: 8 } });
    await lab.upload(png);
    expect(await lab.result(await lab.submit(nativeGraph('a.png')))).toMatchObject({
      width: 16,
      height: 8,
    });
  });

  test('are scaled, and saved under the next free name', async () => {
    await start();
    await lab.upload(png);
    const scale = { upscale_method: 'lanczos', width: 32, height: 16, crop: 'disabled' };
    const graph = (prefix: string): Parameters<Lab['submit']>[0] => ({
      '3': node('LoadImage', { image: 'a.png' }),
      '4': node('ImageScale', { image: ['3', 0], ...scale }),
      '16': node('SaveImage', { images: ['4', 0], filename_prefix: prefix }),
    });
    expect(await lab.result(await lab.submit(graph('x')))).toMatchObject({ width: 32, height: 16 });
    lab.comfy.forgetCache();
    await lab.ended(await lab.submit(graph('x')));
    expect(lab.comfy.folders.list('output')).toEqual(['x_00001_.png', 'x_00002_.png']);
  });

  test('are made of numbers as the server reads them', async () => {
    await start();
    await lab.upload(png);
    const graph = {
      ...nativeGraph('a.png'),
      '11': node('ManualSigmas', { sigmas: '14.6, 1e-3, 0' }),
    };
    // The exponent counts as one more number.
    const sampling = { seed: 7, steps: 3 };
    expect((await lab.result(await lab.submit(graph))).data).toEqual([
      ...restoredValues(rgb, sampling),
    ]);
  });
});

test('the graph of the front end runs without a picture', async () => {
  await start();
  const text = (words: string): Parameters<Lab['submit']>[0][string] =>
    node('CLIPTextEncode', { text: words, clip: ['4', 1] });
  const id = await lab.submit({
    '3': node('KSampler', {
      model: ['4', 0],
      seed: 1,
      steps: 20,
      cfg: 8,
      sampler_name: 'euler',
      scheduler: 'normal',
      positive: ['6', 0],
      negative: ['7', 0],
      latent_image: ['5', 0],
      denoise: 1,
    }),
    '4': node('CheckpointLoaderSimple', { ckpt_name: 'v1-5-pruned.ckpt' }),
    '5': node('EmptyLatentImage', { width: 512, height: 512, batch_size: 1 }),
    '6': text('a cat'),
    '7': text('blurry'),
    '8': node('VAEDecode', { samples: ['3', 0], vae: ['4', 2] }),
    '9': node('SaveImage', { filename_prefix: 'ComfyUI', images: ['8', 0] }),
  });
  expect(await lab.result(id)).toMatchObject({ width: 512, height: 512 });
});

describe('what a test turns while the server runs', () => {
  test('sockets that hear nothing, and handshakes that fail', async () => {
    await start();
    const ear = await lab.socket();
    lab.comfy.change({ muted: true });
    await lab.ended(await lab.submit(workGraph()));
    lab.comfy.change({ muted: false, handshake: 'refused' });
    await expect(lab.socket('other')).rejects.toThrow('403');
    expect(ear.heard).toHaveLength(1);
    lab.comfy.change({ handshake: 'silent' });
    const silent = lab.socket('third').catch(() => 'closed');
    await until(() => lab.comfy.asked.filter(({ isSocket }) => isSocket).length === 3);
    await lab.comfy.stop();
    expect(await silent).toBe('closed');
  });

  test('files come and go', async () => {
    await start();
    lab.comfy.change({ models: { checkpoints: ['new.safetensors'] } });
    expect(await lab.get('/models/checkpoints')).toEqual(['new.safetensors']);
  });

  test('frames that nobody expects', async () => {
    await start();
    const ear = await lab.socket();
    lab.comfy.sockets.inject('{"type":"crystools.monitor","data":{"cpu":3}}');
    await ear.waitFor('crystools.monitor');
    lab.comfy.sockets.injectRaw(Uint8Array.of(0xff, 0xff, 0xff));
    expect(await ear.closed).toBe(1006);
  });
});

test('a run takes the time that its nodes take, and is found standing where it is held', async () => {
  await start({ speed: 1000, times: { load: 1, step: 1, decode: 1, other: 1 } });
  await lab.upload(png);
  const held = lab.comfy.points.hold({ at: 'tick', class: 'SamplerCustomAdvanced', value: 3 });
  const id = await lab.submit(nativeGraph('a.png'));
  expect(await held.reached).toEqual({
    at: 'tick',
    prompt: id,
    node: '12',
    class: 'SamplerCustomAdvanced',
    value: 3,
  });
  expect(lab.comfy.queue()).toEqual({ running: id, pending: [], history: [] });
  held.release();
  await lab.ended(id);
  expect(lab.comfy.queue()).toEqual({ running: null, pending: [], history: [id] });
});
