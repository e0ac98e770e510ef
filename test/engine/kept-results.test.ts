import { createEngine } from '../../src/engine/create-engine';
import type { Engine } from '../../src/engine/engine';
import type { Runtime } from '../../src/onnx/session';
import { createNodeRuntime } from '../onnx/node-runtime';
import { supirRequest, TINY_FILES, waves } from '../restore/supir/tiny-supir';
import { scriptedPlatform } from './scripted-platform';

jest.setTimeout(120_000);

/** Milliseconds without a job after which the engine lets go of what it keeps. */
const IDLE_MS = 10 * 60_000;

let runtime: Runtime;
beforeAll(async () => {
  runtime = await createNodeRuntime();
});
afterAll(() => runtime.dispose());

function supirEngine(): Engine {
  return createEngine({
    ...scriptedPlatform(),
    createRuntime: () => Promise.resolve({ ...runtime, dispose: () => Promise.resolve() }),
    openModel: ({ name }) => TINY_FILES[name]!,
  });
}

/** The parts that a run need not do again. */
async function skippedBy(engine: Engine): Promise<readonly string[] | undefined> {
  const { signal } = new AbortController();
  const request = supirRequest(waves({ width: 64, height: 64 }));
  const { report } = await engine.restore(request, { signal, onEvent: () => undefined });
  return report.supir?.skipped;
}

const BEFORE_STEPS = ['text', 'denoise-encode', 'stage1-decode', 'stage1-encode'];

test('what SUPIR keeps between runs goes with the device', async () => {
  const engine = supirEngine();
  expect(await skippedBy(engine)).toEqual([]);
  expect(await skippedBy(engine)).toEqual(BEFORE_STEPS);
  await engine.release();
  expect(await skippedBy(engine)).toEqual([]);
  await engine.release();
});

test('and when nothing has happened for long, also where no weights are kept', async () => {
  const timeouts = jest.spyOn(globalThis, 'setTimeout');
  try {
    const engine = supirEngine();
    await skippedBy(engine);
    const last = timeouts.mock.calls.filter(([, ms]) => ms === IDLE_MS).at(-1);
    expect(last).toBeDefined();
    last![0]();
    expect(await skippedBy(engine)).toEqual([]);
    await engine.release();
  } finally {
    timeouts.mockRestore();
  }
});
