import { NODE_ERRORS } from '../run/node-error';
import { workGraph } from './graphs';
import { newId, type HistoryOf, type Lab } from './lab';
import { end } from './runs';
import { same, type Witness, type Witnesses } from './witness';

/** Starts a prompt that stands at a tick, does something, and gives how it ended. */
async function endAfter(
  lab: Lab,
  act: (id: string) => Promise<unknown>,
): Promise<string | undefined> {
  lab.comfy.forgetCache();
  const held = lab.comfy.points.hold({ at: 'tick' });
  const id = await lab.submit(workGraph());
  await held.reached;
  await act(id);
  held.release();
  const { status } = await lab.ended(id);
  return status?.messages.at(-1)?.[0];
}

const DONE = 'execution_success';
const STOPPED = 'execution_interrupted';

const deletePending: Witness = async (make) => {
  const lab = await make();
  const ear = await lab.socket();
  let gone = '';
  const ended = await endAfter(lab, async (id) => {
    gone = await lab.submit(workGraph());
    await lab.post('/queue', { delete: [gone, id] });
  });
  const next = await lab.submit(workGraph(), 'witness');
  await end(ear, next);
  const named = ear.heard.filter(({ data }) => data.prompt_id === gone);
  const history = await lab.get(`/history/${gone}`);
  return ended === DONE && named.length === 0 && same(history, {});
};

const failed: Witness = async (make) => {
  const lab = await make();
  const ear = await lab.socket();
  lab.comfy.points.at({ at: 'node' }, () => {
    throw NODE_ERRORS.outOfMemory();
  });
  const broken = await lab.submit(workGraph());
  await end(ear, broken);
  const held = lab.comfy.points.hold({ at: 'tick' });
  const stopped = await lab.submit(workGraph());
  await held.reached;
  await lab.post('/interrupt', { prompt_id: stopped });
  held.release();
  await end(ear, stopped);
  const entries = (await lab.get('/history')) as Record<string, HistoryOf>;
  const told = [broken, stopped].map((id) => {
    const status = entries[id]?.status;
    const [type, data] = status?.messages.at(-1) ?? ['', {}];
    return [status?.status_str, status?.completed, type, data.node_id];
  });
  return same(told, [
    ['error', false, 'execution_error', '1'],
    ['error', false, STOPPED, '1'],
  ]);
};

/** The type and the first line of each error that servers are known to give. */
const TOLD: Readonly<Record<keyof typeof NODE_ERRORS, readonly [string, RegExp]>> = {
  outOfMemory: ['torch.OutOfMemoryError', /\(out of memory\)[^]*This error means you ran out/],
  outOfMemoryWithoutTip: ['torch.cuda.OutOfMemoryError', /exceed allowed memory[^]{0,20}$/],
  acceleratorOutOfMemory: ['torch.AcceleratorError', /^CUDA error: out of memory/],
  otherModelPatch: ['UnboundLocalError', /^cannot access local variable 'model'/],
  fileGone: ['FileNotFoundError', /^Model in folder 'checkpoints' with filename 'x/],
  unknownCheckpoint: ['RuntimeError', /^ERROR: Could not detect model type of: /],
  noClip: ['RuntimeError', /^ERROR: clip input is invalid: None/],
  otherBase: ['RuntimeError', /^mat1 and mat2 shapes/],
  brokenDownload: ['safetensors_rust.SafetensorError', /HeaderTooLarge/],
  markup: ['RuntimeError', /^<img src=x onerror=/],
};

const errors: Witness = async (make) => {
  const lab = await make();
  const ear = await lab.socket();
  for (const [kind, [type, text]] of Object.entries(TOLD)) {
    lab.comfy.points.at({ at: 'node', node: '1' }, (): never => {
      throw NODE_ERRORS[kind as keyof typeof NODE_ERRORS]();
    });
    const id = await lab.submit(workGraph());
    const { data } = await ear.waitFor('execution_error', ({ prompt_id: of }) => of === id);
    const isRight =
      data.exception_type === type &&
      text.test(String(data.exception_message)) &&
      Array.isArray(data.traceback) &&
      data.node_type === 'EmulatedWork' &&
      same(data.current_inputs, { steps: ['4'], ms: ['0'] });
    if (!isRight) return false;
  }
  return true;
};

export const STOPPING: Witnesses = {
  'R20-delete-pending': deletePending,
  'R20-foreign-id': async (make) => {
    const lab = await make();
    let other = '';
    const ended = await endAfter(lab, async () => {
      other = await lab.submit(workGraph());
      await lab.post('/interrupt', { prompt_id: newId() });
      await lab.post('/interrupt', { prompt_id: other });
    });
    const { status } = await lab.ended(other);
    return ended === DONE && status?.completed === true;
  },
  'R20-global': async (make) => {
    const lab = await make();
    const ends = [
      await endAfter(lab, () => lab.post('/interrupt', '')),
      await endAfter(lab, () => lab.post('/interrupt', {})),
    ];
    return same(ends, [STOPPED, STOPPED]);
  },
  'R20-old-global': async (make) => {
    const stop = async (version: string): Promise<string | undefined> => {
      const lab = await make({ version });
      return endAfter(lab, () => lab.post('/interrupt', { prompt_id: newId() }));
    };
    return same([await stop('0.3.56'), await stop('0.3.57')], [STOPPED, DONE]);
  },
  'R22-failed': failed,
  'R22-null-status': async (make) => {
    const lab = await make({ nullStatus: true });
    const { status } = await lab.ended(await lab.submit(workGraph()));
    return status === null;
  },
  'R23-errors': errors,
};
