import { restoreSupir } from '../../../src/restore/supir/restore-supir';
import { createNodeRuntime } from '../../onnx/node-runtime';
import { nextTask } from '../../support/wait';
import { supirRequest, TINY_SUPIR, tinyModels, waves } from './tiny-supir';

test('a cancel that comes as a message is heard before the next step', async () => {
  const runtime = await createNodeRuntime();
  const controller = new AbortController();
  const told: number[] = [];
  const settings = { ...TINY_SUPIR.settings, steps: 12 };
  const run = restoreSupir(
    supirRequest(waves({ width: 64, height: 64 }), {}, { settings }),
    tinyModels(runtime),
    {
      signal: controller.signal,
      onEvent(event) {
        if (event.type !== 'part' || event.part !== 'sample') return;
        told.push(event.done);
        if (event.done === 2) void nextTask().then(() => controller.abort());
      },
    },
  );
  await expect(run).rejects.toThrow(/abort/i);
  expect(Math.max(...told)).toBeLessThanOrEqual(3);
  expect(runtime.stats()).toEqual({ sessions: 0, liveTensors: 0 });
  await runtime.dispose();
});
