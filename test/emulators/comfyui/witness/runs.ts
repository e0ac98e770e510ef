import { NODE_ERRORS } from '../run/node-error';
import type { Ear, Heard } from './ear';
import { nativeGraph, workGraph, wrapperGraph } from './graphs';
import { testPicture, type Lab } from './lab';
import { same, type Witness, type Witnesses } from './witness';

const LATENT = { preview_method: 'latent2rgb' };
const PREVIEW = 'frame 1';

async function restoring(lab: Lab): Promise<void> {
  await lab.upload(testPicture().png);
}

/** When `executing` has come with no node. */
function end(ear: Ear, id: string): Promise<Heard> {
  return ear.waitFor('executing', (data) => data.node === null && data.prompt_id === id);
}

function progressOf(ear: Ear): readonly string[] {
  return ear.of('progress').map(({ data }) => `${String(data.value)}/${String(data.max)}`);
}

/** Messages in short: type, and the node. */
function told(ear: Ear): readonly string[] {
  return ear.heard.map(({ type, data }) =>
    'node' in data ? `${type} ${String(data.node)}` : type,
  );
}

const order: Witness = async (make) => {
  const lab = await make();
  await restoring(lab);
  const ear = await lab.socket();
  const id = await lab.submit(nativeGraph('a.png', { steps: 1 }), 'witness', {
    extra_data: LATENT,
  });
  await end(ear, id);
  const from = told(ear).indexOf('executing 12') - 1;
  const stamped = ear.heard.filter(({ data }) => 'timestamp' in data).map(({ type }) => type);
  return (
    same(told(ear).slice(from), [
      'progress_state',
      'executing 12',
      'progress_state',
      'progress 12',
      PREVIEW,
      'progress_state',
      'progress_state',
      'executing 13',
      'progress_state',
      'progress_state',
      'executing 16',
      'executed 16',
      'progress_state',
      'execution_success',
      'status',
      'executing null',
    ]) &&
    same(stamped, ['execution_start', 'execution_cached', 'execution_success']) &&
    ear.types().indexOf('execution_start') < ear.types().indexOf('execution_cached')
  );
};

const historyLate: Witness = async (make) => {
  const lab = await make();
  const ear = await lab.socket();
  const held = lab.comfy.points.hold({ at: 'success' });
  const id = await lab.submit(workGraph());
  await held.reached;
  await ear.waitFor('execution_success');
  const early = await lab.ask(`/history/${id}`);
  held.release();
  await end(ear, id);
  const late = await lab.ask(`/history/${id}`);
  return early.text === '{}' && late.text.includes('"success"');
};

const nullAtEnd: Witness = async (make) => {
  const lab = await make();
  const ear = await lab.socket();
  lab.comfy.points.at({ at: 'node' }, () => {
    throw NODE_ERRORS.outOfMemory();
  });
  const failed = await lab.submit(workGraph());
  await lab.ended(failed);
  const next = await lab.submit(workGraph());
  await end(ear, next);
  const nulls = ear.of('executing').filter(({ data }) => data.node === null);
  return same(
    nulls.map(({ data }) => data.prompt_id),
    [failed, next],
  );
};

const executed: Witness = async (make) => {
  const lab = await make();
  const ear = await lab.socket();
  const outputs: unknown[] = [];
  for (const kind of ['null', 'missing', 'empty', 'more'] as const) {
    lab.comfy.change({ executed: kind });
    lab.comfy.forgetCache();
    const id = await lab.submit(workGraph());
    await end(ear, id);
    const [one] = ear.of('executed').filter(({ data }) => data.prompt_id === id);
    const output = one?.data.output as { images: unknown[] } | null | undefined;
    outputs.push(output && [output.images.length, Object.keys(output).length]);
  }
  return same(outputs, [null, undefined, [0, 1], [1, 3]]);
};

const noClient: Witness = async (make) => {
  const lab = await make();
  const [ear, other] = [await lab.socket(), await lab.socket('other')];
  await lab.ended(await lab.submit(workGraph(1), null, { extra_data: LATENT }));
  await end(ear, await lab.submit(workGraph(2)));
  const heard = (one: Ear): readonly string[] =>
    one.types().filter((type) => type === 'progress' || type === PREVIEW || type === 'executing');
  return (
    same(heard(ear).slice(0, 2), ['progress', PREVIEW]) && same(heard(other), ['progress', PREVIEW])
  );
};

export const RUNS: Witnesses = {
  'R9-order': order,
  'R9-history-late': historyLate,
  'R9-null-at-end': nullAtEnd,
  'R11-executed': executed,
  'R12-no-client': noClient,
  'R16-throttled': async (make) => {
    const told = async (version: string, ms: number): Promise<readonly string[]> => {
      const lab = await make({ version, speed: 1 });
      const ear = await lab.socket();
      await end(ear, await lab.submit(workGraph(5, ms)));
      return progressOf(ear);
    };
    return same(
      [await told('0.33.0', 0), await told('0.33.0', 250), await told('0.9.1', 0)],
      [
        ['1/5', '5/5'],
        ['1/5', '3/5', '5/5'],
        ['1/5', '2/5', '3/5', '4/5', '5/5'],
      ],
    );
  },
  'R16-changing-max': async (make) => {
    const lab = await make({ changingMax: true });
    await restoring(lab);
    const ear = await lab.socket();
    await end(ear, await lab.submit(nativeGraph('a.png'), 'witness', { extra_data: LATENT }));
    return same(progressOf(ear), ['1/4', '2/4', '3/8', '4/8']);
  },
  'R16-wrapper-steps': async (make) => {
    const lab = await make({
      version: '0.9.1',
      wrapper: true,
      models: { checkpoints: ['sd_xl_base_1.0.safetensors', 'SUPIR-v0Q_fp16.safetensors'] },
    });
    await restoring(lab);
    const ear = await lab.socket();
    await end(ear, await lab.submit(wrapperGraph('a.png', 3)));
    const sampled = ear.of('progress').filter(({ data }) => data.node === '7');
    return same(
      sampled.map(({ data }) => `${String(data.value)}/${String(data.max)}`),
      ['1/4', '2/4', '3/4', '1/1'],
    );
  },
  'R21-ticks': async (make) => {
    const lab = await make();
    await restoring(lab);
    const ear = await lab.socket();
    const held = lab.comfy.points.hold({ at: 'node', class: 'CheckpointLoaderSimple' });
    const id = await lab.submit(nativeGraph('a.png'));
    await held.reached;
    await lab.post('/interrupt', { prompt_id: id });
    held.release();
    await end(ear, id);
    const [stopped] = ear.of('execution_interrupted');
    return stopped?.data.node_id === '2' && same(stopped.data.executed, ['8', '1']);
  },
};

export { end, LATENT, restoring };
