import { createRemoteWorkerApi } from '../../src/engine/remote-worker-api';
import { json } from '../emulators/comfyui/http/answer';
import { emulated, LOCAL_PAGE, NETWORK, QUICK, stopServers } from '../comfyui/emulated';
import { remoteRequest } from '../restore/remote/remote-request';
import { SOURCE } from '../restore/remote/remote-run';
import { until } from '../support/wait';

afterEach(stopServers);

const ignore = (): void => undefined;
const options = (address: string) => ({
  access: { address, headers: [], route: 'direct' as const },
  sent: null,
  isSeedDrawn: false,
});

test('a run that could not be stopped is not said to be over, however late that is asked', async () => {
  const api = createRemoteWorkerApi(() => NETWORK, QUICK);
  const comfy = await emulated();
  const held = comfy.points.hold({ at: 'tick', value: 2 });
  const request = remoteRequest(SOURCE);
  const cancel = new AbortController();
  const run = api.restore(request, options(comfy.url), cancel.signal, ignore, ignore, ignore);
  const rejected = expect(run).rejects.toThrow('abort');
  await held.reached;
  comfy.faults.add({ path: /^\/history\// }, { answer: json('nonsense') }, 1000);
  cancel.abort();
  await rejected;
  expect(await api.stopped(request.id)).toBe(false);
  expect(await api.stopped(request.id)).toBe(false);
  held.release();
  await until(() => comfy.queue().running === null);
});

test('what a browser would refuse is not held against a relay', async () => {
  const api = createRemoteWorkerApi(() => NETWORK, QUICK);
  const comfy = await emulated();
  await comfy.kill();
  const page = { ...LOCAL_PAGE, isIsolated: true };
  const { signal } = new AbortController();
  const [direct, relayed] = await Promise.all(
    (['direct', 'relay'] as const).map((route) =>
      api.test({ ...options(comfy.url).access, route }, page, signal),
    ),
  );
  expect(direct).toMatchObject({ outcome: 'blocked', obstacle: { name: 'silent-or-refuses' } });
  expect(relayed).toMatchObject({
    outcome: 'blocked',
    obstacle: { name: 'nothing-answers', flags: [], ways: ['check-address'] },
  });
});
