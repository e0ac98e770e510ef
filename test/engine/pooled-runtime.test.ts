import { pooledRuntime } from '../../src/engine/pooled-runtime';
import type { SessionSource } from '../../src/onnx/session';
import { scriptedRuntime } from './scripted-runtime';

function source(name: string, key = name): SessionSource {
  return {
    name,
    key,
    model: () => new Uint8Array(),
    parameters: [],
    staying: [],
    multiplyAdds: () => [],
  };
}

test('a session that was disposed of serves the next one of an equal network', async () => {
  const runtime = scriptedRuntime('webgpu');
  const pool = pooledRuntime(runtime);
  const first = await pool.createSession(source('step', 'step 64'));
  await first.dispose();
  await first.dispose();
  expect(pool.idleSessions).toBe(1);
  await expect(first.run({})).rejects.toThrow('disposed');
  await pool.createSession(source('step', 'step 64'));
  expect(runtime.created).toBe(1);
  expect(pool.idleSessions).toBe(0);
  // Nobody gave that one back: another equal one is made, and one of another size.
  await pool.createSession(source('step', 'step 64'));
  await pool.createSession(source('step', 'step 128'));
  expect(runtime.created).toBe(3);
});

test('a release ends the waiting sessions of the chosen networks, and leaves those in use', async () => {
  const runtime = scriptedRuntime('webgpu');
  const pool = pooledRuntime(runtime);
  const [text, step, used] = await Promise.all(
    ['text', 'step', 'used'].map((name) => pool.createSession(source(name))),
  );
  await text!.dispose();
  await step!.dispose();
  await pool.releaseWeights((network) => network === 'text');
  expect(pool.idleSessions).toBe(1);
  expect(runtime.stats().sessions).toBe(2);
  await pool.releaseWeights();
  expect(runtime.stats().sessions).toBe(1);
  await used!.dispose();
  expect(pool.idleSessions).toBe(1);
});
