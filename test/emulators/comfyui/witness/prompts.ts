import { isObject, type JsonObject } from '../json';
import { nativeGraph, node, workGraph } from './graphs';
import { jsonIn } from './http';
import { newId, testPicture, type Lab } from './lab';
import { same, type Witnesses } from './witness';

interface Refusal {
  readonly status: number;
  readonly type: string;
  readonly details: string;
  readonly nodeErrors: Readonly<Record<string, NodeErrors>>;
}

interface NodeErrors {
  readonly errors: readonly {
    readonly type: string;
    readonly details: string;
    readonly extra_info: JsonObject;
  }[];
  readonly dependent_outputs: readonly string[];
  readonly class_type: string;
}

async function refusal(lab: Lab, body: unknown): Promise<Refusal> {
  const got = await lab.post('/prompt', body);
  const { error, node_errors: nodeErrors = {} } = jsonIn(got) as {
    error?: { type: string; details: string };
    node_errors?: Record<string, NodeErrors>;
  };
  return {
    status: got.status,
    type: error?.type ?? '',
    details: error?.details ?? '',
    nodeErrors,
  };
}

/** The graph with other inputs of one node. */
function changed(graph: JsonObject, id: string, inputs: JsonObject): JsonObject {
  const old = graph[id];
  if (!isObject(old) || !isObject(old.inputs)) throw new Error(`no node ${id}`);
  return { ...graph, [id]: { ...old, inputs: { ...old.inputs, ...inputs } } };
}

/** A graph whose picture is there. */
async function rightGraph(lab: Lab): Promise<JsonObject> {
  await lab.upload(testPicture().png);
  return nativeGraph('a.png');
}

const UNKNOWN = { '99': node('NoSuchNode', {}) };

async function errorTypes(lab: Lab, id: string, inputs: JsonObject): Promise<readonly string[]> {
  const prompt = changed(await rightGraph(lab), id, inputs);
  const { nodeErrors } = await refusal(lab, { prompt });
  return Object.entries(nodeErrors).flatMap(([at, { errors }]) =>
    errors.map(({ type }) => `${at} ${type}`),
  );
}

export const PROMPTS: Witnesses = {
  'R6-order': async (make) => {
    const lab = await make();
    const graph = await rightGraph(lab);
    const types = [];
    for (const body of [
      { prompt_id: 'bad' },
      { prompt_id: 'bad', prompt: UNKNOWN },
      { prompt: { ...UNKNOWN, ...changed(graph, '8', { noise_seed: -1 }) } },
      { prompt: { '7': graph['7'] ?? null } },
      { prompt: changed(graph, '8', { noise_seed: -1 }) },
    ]) {
      types.push((await refusal(lab, body)).type);
    }
    return same(types, [
      'no_prompt',
      'invalid_prompt_id',
      'missing_node_type',
      'prompt_no_outputs',
      'prompt_outputs_failed_validation',
    ]);
  },
  'R6-input-errors': async (make) => {
    const lab = await make();
    const wrong: readonly (readonly [string, JsonObject, string])[] = [
      ['1', { ckpt_name: 'x.safetensors' }, '1 value_not_in_list'],
      ['8', { noise_seed: -1 }, '8 value_smaller_than_min'],
      ['6', { strength_start: 11 }, '6 value_bigger_than_max'],
      ['8', { noise_seed: 'many' }, '8 invalid_input_type'],
      ['6', { image: ['1', 0] }, '6 return_type_mismatch'],
      ['6', { image: ['3'] }, '6 bad_linked_input'],
      ['6', { image: ['99', 0] }, '6 exception_during_inner_validation'],
      ['16', { images: ['99', 0] }, '16 exception_during_validation'],
      ['12', { sigmas: ['12', 0] }, ''],
    ];
    for (const [id, inputs, expected] of wrong) {
      const types = await errorTypes(lab, id, inputs);
      if (!same(types, expected === '' ? [] : [expected])) return false;
    }
    const { '7': latent, ...without } = await rightGraph(lab);
    const prompt = { ...without, '7': node('EmptyLatentImage', {}) };
    const { nodeErrors } = await refusal(lab, { prompt });
    return (
      latent !== undefined &&
      nodeErrors['7']?.errors.length === 3 &&
      nodeErrors['7'].errors[0]?.type === 'required_input_missing' &&
      same(nodeErrors['7'].dependent_outputs, ['16']) &&
      nodeErrors['7'].class_type === 'EmptyLatentImage'
    );
  },
  'R6-inner-details': async (make) => {
    const lab = await make();
    const graph = await rightGraph(lab);
    const inner = await refusal(lab, { prompt: changed(graph, '8', { noise_seed: -1 }) });
    const outer = await refusal(lab, { prompt: changed(graph, '16', { images: ['1', 0] }) });
    return inner.status === 400 && inner.details === '' && outer.details.startsWith('Return type');
  },
  'R6-partial': async (make) => {
    const lab = await make();
    const bad = node('LoadImage', { image: 'gone.png' });
    const prompt = {
      ...workGraph(),
      '8': bad,
      '9': node('PreviewImage', { images: ['8', 0] }),
    };
    const { status, nodeErrors } = await refusal(lab, { prompt });
    const got = nodeErrors['8'];
    return status === 200 && got?.class_type === 'LoadImage' && same(got.dependent_outputs, ['9']);
  },
  'R6-long-list': async (make) => {
    const checkpoints = Array.from({ length: 21 }, (_, i) => `${i}.safetensors`);
    const lab = await make({ models: { checkpoints, model_patches: ['p'] } });
    const { nodeErrors } = await refusal(lab, { prompt: nativeGraph('a.png') });
    const long = nodeErrors['1']?.errors[0];
    const short = nodeErrors['2']?.errors[0];
    return (
      long?.details === "ckpt_name: 'sd_xl_base_1.0.safetensors' not in (list of length 21)" &&
      long.extra_info.input_config === null &&
      short?.details === "name: 'SUPIR-v0Q_fp16.safetensors' not in ['p']" &&
      same(short.extra_info.input_config, [['p'], {}])
    );
  },

  'R7-uuid': async (make) => {
    const lab = await make();
    const types = [];
    for (const id of ['mine', newId().toUpperCase(), newId().replaceAll('-', ''), newId()]) {
      types.push((await refusal(lab, { prompt: workGraph(), prompt_id: id })).type);
    }
    return same(types, ['invalid_prompt_id', 'invalid_prompt_id', 'invalid_prompt_id', '']);
  },
  'R7-any-id': async (make) => {
    const lab = await make({ version: '0.24.0' });
    return (await lab.submit(workGraph(), null, { prompt_id: 'mine' })) === 'mine';
  },
  'R7-own-id': async (make) => {
    const old = await make({ version: '0.3.44' });
    const later = await make({ version: '0.3.45' });
    const id = newId();
    return (
      (await old.submit(workGraph(), null, { prompt_id: id })) !== id &&
      (await later.submit(workGraph(), null, { prompt_id: id })) === id
    );
  },

  'R30-combos': async (make) => {
    const shape = async (combos: 'v1' | 'v3'): Promise<string> => {
      const lab = await make({ combos, models: { checkpoints: ['a'] } });
      const info = (await lab.get('/object_info/CheckpointLoaderSimple')) as {
        CheckpointLoaderSimple: { input: { required: { ckpt_name: unknown[] } } };
      };
      const [list, options] = info.CheckpointLoaderSimple.input.required.ckpt_name;
      return Array.isArray(list)
        ? `list ${list.join()}`
        : `${String(list)} ${String((options as { options: string[] }).options)}`;
    };
    return same([await shape('v1'), await shape('v3')], ['list a', 'COMBO a']);
  },
  'R30-required': async (make) => {
    const extraInputs = { SUPIRApply: { novelty: ['FLOAT', { default: 1 }] as const } };
    const lab = await make({ extraInputs });
    const { nodeErrors } = await refusal(lab, { prompt: await rightGraph(lab) });
    const [error] = nodeErrors['6']?.errors ?? [];
    const info = JSON.stringify(await lab.get('/object_info/SUPIRApply'));
    return (
      error?.type === 'required_input_missing' &&
      error.details === 'novelty' &&
      info.includes('"novelty":["FLOAT"')
    );
  },
};
