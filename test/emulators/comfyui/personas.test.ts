import { PERSONAS, type PersonaName } from './personas';
import { restoredValues } from './picture/restore';
import { nativeGraph, wrapperGraph } from './witness/graphs';
import { jsonIn } from './witness/http';
import { createLab, testPicture, type Lab } from './witness/lab';

let lab: Lab;

async function start(name: PersonaName): Promise<Lab> {
  lab = await createLab([], PERSONAS[name]);
  return lab;
}

afterEach(() => lab.comfy.stop());

async function has(node: string): Promise<boolean> {
  return Object.keys((await lab.get(`/object_info/${node}`)) as object).length > 0;
}

async function stats(): Promise<{
  system: { comfyui_version: string; os: string; argv: string[] };
  devices: { type: string; vram_total: number }[];
}> {
  return (await lab.get('/api/system_stats')) as Awaited<ReturnType<typeof stats>>;
}

test('the default one is of today, on this computer, without flags', async () => {
  const { comfy } = await start('default');
  expect(comfy.url).toBe(`http://127.0.0.1:${comfy.port}`);
  expect(await stats()).toMatchObject({
    system: { comfyui_version: '0.33.0', argv: ['main.py'] },
    devices: [{ type: 'cuda' }],
  });
  expect(await has('SUPIRApply')).toBe(true);
  expect(await has('SUPIR_sample')).toBe(false);
  expect(await lab.get('/models/model_patches')).toHaveLength(2);
});

test('the wrapper restores with its own nodes', async () => {
  const { comfy } = await start('wrapper');
  expect([await has('SUPIRApply'), await has('SUPIR_sample')]).toEqual([false, true]);
  const { png, rgb } = testPicture();
  await lab.upload(png, { type: 'temp', subfolder: 'panel' });
  const id = await lab.submit(wrapperGraph('panel/a.png [temp]'));
  const { width, height, data } = await lab.result(id);
  expect([width, height]).toEqual([64, 64]);
  expect(data).toEqual([...restoredValues(rgb, { seed: 7, steps: 4 })]);
  expect(comfy.prompts).toHaveLength(1);
});

test('older ones have neither flags, nor the state of all nodes, nor jobs', async () => {
  await start('beforeOwnIds');
  expect((await lab.ask('/features')).status).toBe(404);
  const ear = await lab.socket();
  ear.send({ type: 'feature_flags', data: { supports_preview_metadata: true } });
  const graph = { '1': { class_type: 'EmulatedWork', inputs: { steps: 1, ms: 0 } } };
  const got = await lab.post('/prompt', { prompt: graph, client_id: 'witness' });
  expect(jsonIn(got)).toMatchObject({ error: { type: 'prompt_no_outputs' } });
  const unknown = { '1': { class_type: 'Unknown', inputs: {} } };
  expect(jsonIn(await lab.post('/prompt', { prompt: unknown }))).toMatchObject({
    error: { type: 'invalid_prompt', extra_info: { class_type: 'Unknown', node_id: '1' } },
  });
  expect(ear.of('feature_flags')).toHaveLength(0);
});

test('the newest tells that pictures do not move', async () => {
  await start('newest');
  await lab.upload(testPicture().png);
  const { outputs } = await lab.ended(await lab.submit(nativeGraph('a.png')));
  expect(outputs['16']).toMatchObject({ animated: [false], images: [{ type: 'temp' }] });
});

test.each<[PersonaName, string, unknown]>([
  ['noFiles', '/models/checkpoints', []],
  ['noSupir', '/models/model_patches', []],
  ['noCustomNodes', '/object_info/SaveImageWebsocket', {}],
])('%s lacks what its name says', async (name, path, expected) => {
  await start(name);
  expect(await lab.get(path)).toEqual(expected);
});

test('without a graphics card', async () => {
  await start('cpu');
  expect((await stats()).devices).toMatchObject([{ type: 'cpu' }]);
});

test('behind a proxy sockets with the token get through where it says so', async () => {
  await start('politeProxy');
  const ear = await lab.socket('mine', { headers: { Authorization: 'Bearer emulated-token' } });
  expect(ear.of('status')[0]?.data).toMatchObject({ sid: 'mine' });
});
