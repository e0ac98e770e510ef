import { connect } from 'node:net';
import { PERSONAS } from '../personas';
import { invertGraph, workGraph } from '../witness/graphs';
import { ask, formWith, jsonIn } from '../witness/http';
import { createLab, testPicture, type Lab } from '../witness/lab';
import { html, raised, redirect } from './answer';

const labs: Lab[] = [];

async function lab(...options: Parameters<typeof createLab>[1][]): Promise<Lab> {
  const made = await createLab([], options[0]);
  labs.push(made);
  return made;
}

afterEach(async () => {
  for (const { comfy } of labs.splice(0)) await comfy.stop();
});

describe('a request that goes wrong', () => {
  test('is cut before anything is done, or when all is', async () => {
    const { comfy, post } = await lab();
    comfy.faults.add({ method: 'POST', path: '/prompt' }, { cut: 'before' });
    await expect(post('/prompt', { prompt: workGraph() })).rejects.toThrow();
    expect(comfy.prompts).toHaveLength(0);
    comfy.faults.add({ method: 'POST', path: '/prompt' }, { cut: 'after' });
    await expect(post('/api/prompt', { prompt: workGraph() })).rejects.toThrow();
    expect(comfy.prompts).toHaveLength(1);
  });

  test('is cut while its body arrives', async () => {
    const { comfy, upload } = await lab();
    comfy.faults.add({ path: '/upload/image' }, { cutUploadAfter: 100 });
    await expect(upload(testPicture(256, 256).png)).rejects.toThrow();
    expect(comfy.folders.list('input')).toEqual([]);
    expect((await upload(testPicture().png)).status).toBe(200);
  });

  test('gets another answer, as often as was said', async () => {
    const { comfy, ask: get } = await lab();
    comfy.faults.add({}, { answer: raised(500, 'oops') }, 2);
    comfy.faults.add({ path: /^\/view/ }, { answer: redirect('http://other.example/') });
    comfy.faults.add({ path: '/queue' }, { answer: html('<h1>502</h1>', 502) });
    const statuses = [];
    for (const path of ['/queue', '/view', '/queue', '/view?filename=a', '/queue']) {
      statuses.push((await get(path)).status);
    }
    expect(statuses).toEqual([500, 500, 502, 302, 200]);
  });

  test('is answered when the test says so, or never', async () => {
    const { comfy, ask: get } = await lab();
    let release = (): void => undefined;
    comfy.faults.add(
      { path: '/queue' },
      { hold: new Promise<void>((resolve) => (release = resolve)) },
    );
    let answered = false;
    const held = get('/queue').then(() => (answered = true));
    comfy.faults.add({ path: '/history' }, { silent: true });
    const silent = get('/history').then(
      () => 'answered',
      () => 'never',
    );
    await get('/system_stats');
    expect(answered).toBe(false);
    release();
    await held;
    await comfy.stop();
    expect(await silent).toBe('never');
  });

  test('gets a changed body', async () => {
    const { comfy, ask: get } = await lab();
    comfy.faults.add({ path: '/queue' }, { change: (body) => body.subarray(0, 5) });
    expect((await get('/queue')).text).toBe('{"que');
  });

  test('gets a body without end, no faster than it is read', async () => {
    const { comfy } = await lab();
    comfy.faults.add({ path: '/queue' }, { endless: 2 ** 40 });
    const socket = connect(comfy.port, '127.0.0.1');
    socket.write('GET /queue HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    let size = 0;
    await new Promise<void>((resolve) => {
      socket.on('data', (data) => {
        size += data.length;
        if (size > 20_000_000) resolve();
      });
    });
    socket.destroy();
    expect(comfy.traffic().sent).toBeLessThan(size + 20_000_000);
  });
});

test('bodies of every wrong kind are answered, and the server goes on', async () => {
  const { post, submit, ended } = await lab();
  const bodies = ['', 'null', '[]', '3', '"x"', '{', '{"delete":3}', '{"delete":[{}]}'];
  const nodes = [null, 3, [], {}, { class_type: 3 }, { class_type: 'LoadImage', inputs: [] }];
  const graphs = [
    ...nodes.map((one) => ({ '1': one })),
    { '1': { class_type: 'PreviewImage', inputs: { images: ['1', 0] } } },
    { '1': { class_type: 'PreviewImage', inputs: { images: [['1'], {}] } } },
  ];
  const prompts = graphs.map((prompt) => JSON.stringify({ prompt }));
  for (const path of ['/prompt', '/queue', '/interrupt', '/history', '/free', '/upload/image']) {
    for (const body of [...bodies, ...prompts]) {
      expect([200, 400, 500]).toContain((await post(path, body)).status);
    }
  }
  expect((await ended(await submit(workGraph()))).status?.completed).toBe(true);
});

describe('paths', () => {
  test('under that of a proxy', async () => {
    const { comfy, ask: get, upload, submit, ended } = await lab(PERSONAS.underPath);
    expect((await get('/api/queue')).status).toBe(200);
    expect((await ask(`http://127.0.0.1:${comfy.port}/queue`)).status).toBe(404);
    await upload(testPicture().png);
    expect((await ended(await submit(invertGraph('a.png')))).status?.completed).toBe(true);
  });

  test('of files that nobody may have', async () => {
    const { ask: get, upload } = await lab();
    await upload(testPicture().png);
    const of = async (query: string): Promise<number> => (await get(`/view?${query}`)).status;
    expect(await of('filename=a.png')).toBe(404);
    expect(await of('filename=../a.png&type=input')).toBe(400);
    expect(await of('filename=a.png&type=secret')).toBe(400);
    expect(await of('filename=a.png&type=input&subfolder=../..')).toBe(403);
    expect(await of('filename=a.png&type=input')).toBe(200);
  });

  test('uploads of a kind that no folder has', async () => {
    const { upload } = await lab();
    expect((await upload(testPicture().png, { type: 'nowhere' })).status).toBe(500);
  });

  test('forms that `fetch` writes', async () => {
    const { comfy } = await lab();
    const form = new FormData();
    const { png } = testPicture();
    form.set('image', new Blob([new Uint8Array(png)], { type: 'image/png' }), 'hash.png');
    form.set('type', 'temp');
    form.set('subfolder', 'supir-panel');
    const answer = await fetch(`${comfy.url}/upload/image`, { method: 'POST', body: form });
    expect(await answer.json()).toEqual({
      name: 'hash.png',
      subfolder: 'supir-panel',
      type: 'temp',
    });
    expect(comfy.asked[0]?.size).toBeGreaterThan(png.length);
    expect(comfy.asked[0]?.body).toBe('');
  });

  test('metadata of files', async () => {
    const { ask: get } = await lab();
    const path = '/view_metadata/checkpoints?filename=';
    const got = await get(`${path}sd_xl_base_1.0.safetensors`);
    expect(jsonIn(got)).toEqual({ 'modelspec.architecture': 'stable-diffusion-xl-v1-base' });
    expect((await get(`${path}none.safetensors`)).status).toBe(404);
    expect((await get(`${path}v1-5-pruned.ckpt`)).status).toBe(404);
  });
});

test('bytes are counted over all connections', async () => {
  const { comfy, upload } = await lab();
  const { png } = testPicture();
  const before = comfy.traffic().received;
  await upload(png);
  const sent = formWith(png, {}).body.length;
  const received = comfy.traffic().received - before;
  expect(received).toBeGreaterThan(sent);
  expect(received).toBeLessThan(sent + 1000);
});
