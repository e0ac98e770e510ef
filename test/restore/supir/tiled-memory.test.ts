import type { Runtime } from '../../../src/onnx/session';
import { createBuffers } from '../../../src/pixels/buffers';
import {
  decodeLatent,
  encodeMoments,
  type Autoencoder,
} from '../../../src/restore/supir/autoencoder';
import { waitingBytes } from '../../../src/restore/supir/waiting-bytes';
import { seededNoise } from '../../../src/sampling/noise';
import { createNodeRuntime } from '../../onnx/node-runtime';
import { TINY_CONFIG, TINY_FILES } from './tiny-supir';

jest.setTimeout(120_000);

let runtime: Runtime;
beforeAll(async () => {
  runtime = await createNodeRuntime();
});
afterAll(() => runtime.dispose());

const TILING = { encoder: { tile: 64, padding: 32 }, decoder: { tile: 8, padding: 4 } };
/** Of which one tile holds the whole picture. */
const HUGE = { tile: 4096, padding: 0 };
const SIZE = { width: 160, height: 136 };

const [supir, sdxl] = Object.values(TINY_FILES);

function autoencoder(change: Partial<Autoencoder>): Autoencoder {
  return {
    runtime,
    sdxl: sdxl!,
    supir: supir!,
    config: TINY_CONFIG,
    tiling: TILING,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    ...change,
  };
}

describe.each(['encoder', 'decoder'] as const)('the %s in tiles', (which) => {
  const run = (change: Partial<Autoencoder>): Promise<unknown> => {
    const { width, height } = SIZE;
    const noise = seededNoise(1);
    return which === 'encoder'
      ? encodeMoments(autoencoder(change), 'encoder', noise.next([1, 3, height, width]))
      : decodeLatent(autoencoder(change), noise.next([1, 4, height / 8, width / 8]));
  };

  test('keeps what was expected of it, and nothing afterwards', async () => {
    const buffers = createBuffers();
    await run({ hold: (bytes) => buffers.hold(bytes) });
    const only = { ...TILING, [which === 'encoder' ? 'decoder' : 'encoder']: HUGE };
    expect(buffers.peakBytes).toBe(waitingBytes(only, SIZE, TINY_CONFIG.vae));
    expect(buffers.usedBytes).toBe(0);
  });

  test('keeps nothing after a cancel', async () => {
    const buffers = createBuffers();
    const controller = new AbortController();
    const promise = run({
      signal: controller.signal,
      hold: (bytes) => buffers.hold(bytes),
      onProgress: (done) => done === 20 && controller.abort(),
    });
    await expect(promise).rejects.toThrow(/abort/i);
    expect(buffers.peakBytes).toBeGreaterThan(0);
    expect(buffers.usedBytes).toBe(0);
  });
});
