import { until } from '../../../support/wait';
import type { JsonObject } from '../json';
import { FLAGS, type Ear } from './ear';
import { nativeGraph, node, workGraph } from './graphs';
import { CLIENT, type Lab } from './lab';
import { end, LATENT, restoring } from './runs';
import { same, type Witness, type Witnesses } from './witness';

const RESULT_GRAPH = { ...workGraph(1), '2': node('SaveImageWebsocket', { images: ['1', 0] }) };

/** Kinds of the frames of a run with previews, by what the client sends first. */
async function frameKinds(
  lab: Lab,
  graph: JsonObject,
  ...first: readonly unknown[]
): Promise<string[]> {
  const ear = await lab.socket();
  let sent = 0;
  for (const message of [...first, FLAGS]) {
    ear.send(message);
    sent += JSON.stringify(message).length;
  }
  await until(() => lab.comfy.sockets.traffic.received === sent);
  await end(ear, await lab.submit(graph, CLIENT, { extra_data: LATENT }));
  return ear.types().filter((type) => type.startsWith('frame'));
}

const oddFrames: Witness = async (make) => {
  const lab = await make({ oddFrames: true });
  const ear = await lab.socket();
  await end(ear, await lab.submit(workGraph()));
  const from = ear.types().indexOf('execution_start');
  const frames = ear.heard.flatMap(({ frame }) => frame ?? []);
  return (
    same(ear.types().slice(from, from + 3), ['execution_start', 'frame 1', 'frame 1']) &&
    same(
      frames.map((frame) => frame.readUIntBE(0, Math.min(4, frame.length))),
      [1, 1, 3, 7, 1, 4, 1],
    ) &&
    frames.some((frame) => frame.length === 3) &&
    frames.at(-2)!.readUInt32BE(4) > frames.at(-2)!.length &&
    frames.at(-1)!.readUInt32BE(4) === 3
  );
};

const goesOn: Witness = async (make) => {
  const lab = await make();
  const codes: number[] = [];
  for (const point of ['start', 'tick', 'success'] as const) {
    lab.comfy.forgetCache();
    const ear = await lab.socket();
    const held = lab.comfy.points.hold({ at: point });
    const id = await lab.submit(workGraph());
    await held.reached;
    lab.comfy.sockets.cut();
    codes.push(await ear.closed);
    await until(() => lab.comfy.sockets.registered.length === 0);
    held.release();
    await lab.ended(id);
    const again = await lab.socket();
    // What was sent meanwhile is gone.
    if (again.heard.length !== 1 || lab.comfy.queue().running !== null) return false;
    again.close();
    await again.closed;
    await until(() => lab.comfy.sockets.registered.length === 0);
  }
  return same(codes, [1006, 1006, 1006]);
};

const reconnect: Witness = async (make) => {
  const lab = await make();
  const held = lab.comfy.points.hold({ at: 'node', node: '1' });
  const id = await lab.submit(workGraph());
  await held.reached;
  const ear = await lab.socket();
  held.release();
  await end(ear, id);
  const [status, executing] = ear.heard;
  return (
    status?.type === 'status' &&
    status.data.sid === CLIENT &&
    same(executing, { type: 'executing', data: { node: '1' }, frame: null })
  );
};

const deaf: Witness = async (make) => {
  const lab = await make();
  const first = await lab.socket();
  lab.comfy.sockets.cut({ unnoticed: true });
  await first.closed;
  const ear = await lab.socket();
  lab.comfy.sockets.notice();
  await until(() => lab.comfy.asked.length === 2);
  const id = await lab.submit(workGraph());
  await lab.ended(id);
  const { history } = lab.comfy.queue();
  // Another socket has heard of the end, this one of nothing.
  return (
    history.includes(id) &&
    ear.of('execution_start').length === 0 &&
    same(lab.comfy.sockets.registered, [])
  );
};

const takeover: Witness = async (make) => {
  const lab = await make();
  const ears = [await lab.socket(), await lab.socket()];
  const isTold = (ear: Ear): boolean => ear.of('executing').some(({ data }) => data.node === null);
  await lab.submit(workGraph());
  await until(() => ears.some(isTold));
  return same(ears.map(isTold), [false, true]) && ears[0]?.heard.length === 1;
};

export const CONNECTIONS: Witnesses = {
  'R14-odd-frames': oddFrames,
  'R15-flags-first': async (make) =>
    same(
      [
        await frameKinds(await make(), workGraph(1)),
        await frameKinds(await make(), workGraph(1), { type: 'hello' }),
      ],
      [['frame 4'], ['frame 1']],
    ),
  'R15-result-too': async (make) =>
    same(await frameKinds(await make(), RESULT_GRAPH), ['frame 4', 'frame 4']),
  'R17-goes-on': goesOn,
  'R17-reconnect': reconnect,
  'R18-deaf': deaf,
  'R19-takeover': takeover,
  'R24-refused': async (make) => {
    const lab = await make();
    const ear = await lab.socket();
    await lab.comfy.kill();
    const code = await ear.closed;
    const answer = await lab.ask('/system_stats').then(
      () => 'answered',
      (error: unknown) => String(error),
    );
    await lab.comfy.revive();
    const { status } = await lab.ask('/system_stats');
    return code === 1006 && answer.includes('ECONNREFUSED') && status === 200;
  },
  'R24-forgets': async (make) => {
    const lab = await make();
    await restoring(lab);
    const done = await lab.submit(workGraph());
    await lab.ended(done);
    const held = lab.comfy.points.hold({ at: 'tick' });
    await lab.submit(nativeGraph('a.png'));
    await held.reached;
    await lab.submit(workGraph());
    await lab.comfy.kill();
    await lab.comfy.revive();
    const left = lab.comfy.queue();
    held.release();
    return (
      same(left, { running: null, pending: [], history: [] }) &&
      same(lab.comfy.folders.list('temp'), []) &&
      same(lab.comfy.folders.list('input'), ['a.png'])
    );
  },
};
