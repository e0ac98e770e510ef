import { DeviceError } from '../../../src/core/errors';
import type { RunEvent } from '../../../src/core/events';
import type { Runtime, SessionSource } from '../../../src/onnx/session';
import { restoreSupir } from '../../../src/restore/supir/restore-supir';
import { createStepSession } from '../../../src/restore/supir/step-session';
import { Graph } from '../../../src/onnx/graph';
import { scriptedRuntime } from '../../engine/scripted-runtime';
import { createNodeRuntime } from '../../onnx/node-runtime';
import { supirRequest, tinyModels, waves } from './tiny-supir';

jest.setTimeout(120_000);

let runtime: Runtime;
beforeAll(async () => {
  runtime = await createNodeRuntime();
});
afterAll(() => runtime.dispose());

const isStep = ({ parameters }: SessionSource): boolean =>
  parameters.some(({ name }) => name.includes('input_blocks'));

test('a network that finds no memory: an error at once, for smaller tiles need it as well', async () => {
  let asked = 0;
  const events: RunEvent[] = [];
  const models = tinyModels(runtime, {
    runtime: {
      ...runtime,
      createSession(source) {
        if (!isStep(source)) return runtime.createSession(source);
        asked++;
        const error = new DeviceError({ code: 'out-of-memory', message: '', hint: '' });
        return Promise.reject(error);
      },
    },
  });
  const run = restoreSupir(supirRequest(waves({ width: 64, height: 64 })), models, {
    signal: new AbortController().signal,
    onEvent: (event) => events.push(event),
  });
  await expect(run).rejects.toMatchObject({
    code: 'network-out-of-memory',
    hint: expect.stringContaining('4-bit') as string,
  });
  expect(asked).toBe(1);
  expect(events.filter(({ type }) => type === 'notice')).toEqual([]);
  expect(runtime.stats()).toEqual({ sessions: 0, liveTensors: 0 });
});

test('where other weights are kept, they make room first, and it is tried once more', async () => {
  const asked: string[] = [];
  const full = new DeviceError({ code: 'out-of-memory', message: '', hint: '' });
  const scripted = scriptedRuntime('webgpu', {
    onCreate(index) {
      asked.push(`session ${index}`);
      if (index === 0) throw full;
    },
  });
  const kept: Runtime = {
    ...scripted,
    keptWeightBytes: 5,
    releaseWeights() {
      asked.push('release');
      return Promise.resolve();
    },
  };
  await createStepSession(kept, new Graph('supir-step'));
  expect(asked).toEqual(['session 0', 'release', 'session 1']);

  const never = scriptedRuntime('webgpu', {
    onCreate() {
      throw full;
    },
  });
  const ended = createStepSession({ ...never, keptWeightBytes: 5 }, new Graph('supir-step'));
  await expect(ended).rejects.toMatchObject({ code: 'network-out-of-memory' });
});
