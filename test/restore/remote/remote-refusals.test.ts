import { NODE_ERRORS } from '../../emulators/comfyui/run/node-error';
import { PERSONAS } from '../../emulators/comfyui/personas';
import { json } from '../../emulators/comfyui/http/answer';
import { emulated, stopServers } from '../../comfyui/emulated';
import { codeOf } from '../../support/code-of';
import { noisePicture, REMOTE, remoteRequest } from './remote-request';
import { ofType, SOURCE, start } from './remote-run';

afterEach(stopServers);

const SAMPLER = 'SamplerCustomAdvanced';

describe('errors of nodes', () => {
  test.each([
    ['otherModelPatch', 'ModelPatchLoader', 'comfy-patch-unusable'],
    ['fileGone', 'CheckpointLoaderSimple', 'comfy-file-deleted'],
    ['unknownCheckpoint', 'CheckpointLoaderSimple', 'comfy-checkpoint-unknown'],
    ['noClip', 'CLIPTextEncodeSDXL', 'comfy-checkpoint-incomplete'],
    ['otherBase', SAMPLER, 'comfy-base-unusable'],
    ['brokenDownload', 'CheckpointLoaderSimple', 'comfy-file-damaged'],
    ['markup', SAMPLER, 'comfy-run-failed'],
  ] as const)('%s in %s is %s, and the server forgets the run', async (error, node, code) => {
    const comfy = await emulated();
    comfy.points.at({ at: 'node', class: node }, () => {
      throw NODE_ERRORS[error]();
    });
    expect(await codeOf(start(comfy).result)).toBe(code);
    expect(comfy.queue().history).toEqual([]);
  });

  test.each(['outOfMemory', 'outOfMemoryWithoutTip', 'acceleratorOutOfMemory'] as const)(
    '%s: with tiles that were chosen it is an error, else they become smaller',
    async (error) => {
      const comfy = await emulated();
      const fail = (): void =>
        comfy.points.at({ at: 'node', class: SAMPLER }, () => {
          throw NODE_ERRORS[error]();
        });
      fail();
      const restorer = { ...REMOTE, samplerTiles: null };
      expect(await codeOf(start(comfy, remoteRequest(SOURCE, { restorer })).result)).toBe(
        'comfy-out-of-memory',
      );
      fail();
      const wide = noisePicture({ width: 1088, height: 64 });
      const { report } = await start(comfy, remoteRequest(wide)).result;
      expect(report).toMatchObject({ tiles: 2, notices: ['smaller-tiles'] });
    },
  );
});

describe('pictures that are none', () => {
  test.each([['of another size', { resultSize: { width: 8, height: 8 } }]] as const)(
    '%s',
    async (_name, switches) => {
      const comfy = await emulated(switches);
      expect(await codeOf(start(comfy).result)).toBe('comfy-result-unusable');
    },
  );

  test('damaged, cut short and endless ones', async () => {
    const comfy = await emulated();
    comfy.faults.add({ path: '/view' }, { change: (body) => body.slice(0, body.length >> 1) });
    expect(await codeOf(start(comfy).result)).toBe('comfy-result-unusable');
    comfy.faults.add({ path: '/view' }, { endless: 2 ** 40 });
    expect(await codeOf(start(comfy).result)).toBe('comfy-answer-too-large');
    comfy.faults.add({ path: '/view' }, { cutAfter: 50 });
    await start(comfy).result;
  });
});

describe('before anything is sent', () => {
  test.each([
    [PERSONAS.noSupir, 'comfy-file-missing'],
    [{ without: ['SUPIRApply'] }, 'comfy-node-missing'],
    [{ without: ['ManualSigmas'] }, 'comfy-node-missing'],
    [
      { extraInputs: { SUPIRApply: { sharpness: ['FLOAT', { default: 1 }] } } } as const,
      'comfy-input-new',
    ],
    [PERSONAS.otherProgram, 'comfy-not-comfy'],
    [PERSONAS.tokenProxy, 'comfy-sign-in'],
    [PERSONAS.login, 'comfy-redirected'],
    [PERSONAS.tunnel, 'comfy-not-comfy'],
  ] as const)('a server that cannot do it is told from one that can: %#', async (persona, code) => {
    const comfy = await emulated(persona);
    expect(await codeOf(start(comfy).result)).toBe(code);
    expect(comfy.asked.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  test('guidance that moves needs a node that may be missing', async () => {
    const comfy = await emulated({ without: ['CFGOverride'] });
    const settings = { ...REMOTE.settings, cfgStart: 2 };
    const request = remoteRequest(SOURCE, { restorer: { ...REMOTE, settings } });
    const { result, news } = start(comfy, request);
    await result;
    expect(ofType(news, 'server')[0]!.omissions).toEqual([
      { name: 'guidance-line', wanted: '2 → 4', used: '4' },
    ]);
  });

  test('a server that is not there', async () => {
    const comfy = await emulated();
    await comfy.kill();
    expect(await codeOf(start(comfy).result)).toBe('comfy-unreachable');
  });
});

test('Windows spells its files in its own way, and gets them back so', async () => {
  const comfy = await emulated(PERSONAS.windows);
  const files = { ...REMOTE.files, sdxl: 'photo\\juggernautXL_v9Rdphoto2Lightning.safetensors' };
  await start(comfy, remoteRequest(SOURCE, { restorer: { ...REMOTE, files } })).result;
  expect(JSON.stringify(comfy.prompts[0])).toContain('photo\\\\juggernaut');
});

test('a server under a path, and one that chooses ids', async () => {
  for (const persona of [PERSONAS.underPath, { ...PERSONAS.wrapper, ...PERSONAS.beforeOwnIds }]) {
    const comfy = await emulated(persona);
    expect((await start(comfy).result).report.tiles).toBe(1);
  }
});

test('the answer to a prompt may say that half of it was left out: that is a refusal', async () => {
  const comfy = await emulated();
  const errors = [{ type: 'value_smaller_than_min', message: 'Too small', details: 'steps' }];
  const node_errors = { 6: { class_type: 'SUPIRApply', dependent_outputs: ['16'], errors } };
  const answer = json({ prompt_id: 'x', number: 1, node_errors });
  comfy.faults.add({ path: '/prompt', method: 'POST' }, { answer });
  expect(await codeOf(start(comfy).result)).toBe('comfy-value-refused');
});
