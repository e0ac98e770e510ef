import { until } from '../../../support/wait';
import type { Ear } from './ear';
import { nativeGraph, node, workGraph } from './graphs';
import { end, restoring } from './runs';
import { same, type Witness, type Witnesses } from './witness';

function remaining(ear: Ear): readonly number[] {
  return ear
    .of('status')
    .map(({ data }) => (data.status as { exec_info: { queue_remaining: number } }).exec_info)
    .map(({ queue_remaining: left }) => left);
}

const priority: Witness = async (make) => {
  const lab = await make();
  const ear = await lab.socket();
  const held = lab.comfy.points.hold({ at: 'start' });
  const ids = [await lab.submit(workGraph())];
  await held.reached;
  for (const more of [{}, { number: -5 }, {}, { front: true }]) {
    ids.push(await lab.submit(workGraph(), 'witness', more));
  }
  held.release();
  for (const id of ids) await end(ear, id);
  const order = ear.of('execution_start').map(({ data }) => ids.indexOf(String(data.prompt_id)));
  return same(order, [0, 2, 4, 1, 3]);
};

const status: Witness = async (make) => {
  const lab = await make();
  const [ear, other] = [await lab.socket(), await lab.socket('other')];
  const held = lab.comfy.points.hold({ at: 'start' });
  const first = await lab.submit(workGraph());
  await held.reached;
  const second = await lab.submit(workGraph());
  await lab.submit(workGraph());
  await lab.post('/queue', { delete: [second] });
  await lab.post('/queue', { delete: ['unknown'] });
  await lab.post('/queue', { clear: true });
  held.release();
  await end(ear, first);
  await until(() => other.of('status').length >= ear.of('status').length);
  const expected = [0, 1, 1, 2, 3, 2, 1, 0];
  return same(remaining(ear), expected) && same(remaining(other), expected);
};

const heap: Witness = async (make) => {
  const lab = await make();
  const held = lab.comfy.points.hold({ at: 'start' });
  const ids = [await lab.submit(workGraph())];
  await held.reached;
  const second = lab.comfy.points.hold({ at: 'start' });
  for (let i = 0; i < 4; i++) ids.push(await lab.submit(workGraph(), 'other'));
  held.release();
  await second.reached;
  const { queue_running: running, queue_pending: pending } = (await lab.get('/queue')) as {
    queue_running: [number, string][];
    queue_pending: [number, string][];
  };
  second.release();
  return (
    same(
      running.map(([number]) => number),
      [1],
    ) &&
    same(
      pending.map(([number, id]) => [number, ids.indexOf(id)]),
      [
        [2, 2],
        [4, 4],
        [3, 3],
      ],
    )
  );
};

const cached: Witness = async (make) => {
  const lab = await make();
  await restoring(lab);
  const ear = await lab.socket();
  await end(ear, await lab.submit(nativeGraph('a.png')));
  const from = ear.heard.length;
  await end(ear, await lab.submit(nativeGraph('a.png', { seed: 8 })));
  const later = ear.heard.slice(from);
  const nodes = later.find(({ type }) => type === 'execution_cached')?.data.nodes;
  const ran = later.flatMap(({ type, data }) => (type === 'executing' ? [data.node] : []));
  return (
    same(nodes, ['1', '2', '3', '4', '5', '6', '7', '9', '10', '11']) &&
    same(ran, ['8', '12', '13', '16', null])
  );
};

const cachedOutput: Witness = async (make) => {
  const lab = await make();
  const ear = await lab.socket();
  await end(ear, await lab.submit(workGraph()));
  const first = ear.of('executed')[0]?.data.output;
  const from = ear.heard.length;
  const id = await lab.submit(workGraph());
  await end(ear, id);
  const later = ear.heard.slice(from).filter(({ type }) => type !== 'status');
  return (
    same(
      later.map(({ type }) => type),
      ['execution_start', 'execution_cached', 'executed', 'execution_success', 'executing'],
    ) && same(later[2]?.data.output, first)
  );
};

const socketSave: Witness = async (make) => {
  const lab = await make();
  const ear = await lab.socket();
  const graph = { ...workGraph(), '2': node('SaveImageWebsocket', { images: ['1', 0] }) };
  for (let i = 0; i < 2; i++) await end(ear, await lab.submit(graph));
  const pictures = ear.frames(1).filter((frame) => frame.readUInt32BE(4) === 2);
  return pictures.length === 2 && ear.of('executed').length === 0;
};

export const QUEUE: Witnesses = {
  'R8-priority': priority,
  'R8-status': status,
  'R10-cached': cached,
  'R10-cached-output': cachedOutput,
  'R10-socket-save': socketSave,
  'R13-heap': heap,
};
