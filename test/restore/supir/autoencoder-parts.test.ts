import { byteLength } from '../../../src/onnx/dtype';
import type { Runtime, SessionSource, Tensor } from '../../../src/onnx/session';
import {
  decodeLatent,
  encodeMoments,
  type Autoencoder,
} from '../../../src/restore/supir/autoencoder';
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
const [supir, sdxl] = Object.values(TINY_FILES);

/** The tiny autoencoder as it is written for WebGPU, on the processor, and how many products it has. */
function writtenFor(multiplyAddsAtOnce: number, tiling: Autoencoder['tiling']) {
  let products = 0;
  const vae: Autoencoder = {
    runtime: {
      ...runtime,
      multiplyAddsAtOnce,
      async createSession(source: SessionSource) {
        products += source.multiplyAdds('webgpu').length;
        const model = () => source.model('webgpu');
        const session = await runtime.createSession({ ...source, model, parameters: [] });
        const weights = weightsOf(source);
        return { ...session, run: (inputs) => session.run({ ...weights, ...inputs }) };
      },
    },
    sdxl: sdxl!,
    supir: supir!,
    config: TINY_CONFIG,
    tiling,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  };
  return { vae, products: () => products };
}

/** On WebGPU they are inputs. */
function weightsOf({ parameters }: SessionSource): Readonly<Record<string, Tensor>> {
  return Object.fromEntries(
    parameters.map((parameter) => {
      const bytes = Uint8Array.from(parameter.read(0, byteLength(parameter)));
      return [parameter.name, { dims: parameter.shape, data: new Float32Array(bytes.buffer) }];
    }),
  );
}

function worst(a: Tensor, b: Tensor): number {
  return a.data.reduce((most, value, i) => Math.max(most, Math.abs(value - b.data[i]!)), 0);
}

/** Fewer than most of the convolutions have. */
const LIMIT = 4e6;

describe.each([
  ['in tiles', TILING],
  ['whole', null],
])('the autoencoder %s, its convolutions in parts', (_, tiling) => {
  test.each<[string, (vae: Autoencoder) => Promise<Tensor>]>([
    ['decodes', (vae) => decodeLatent(vae, seededNoise(1).next([1, 4, 13, 17]))],
    ['encodes', (vae) => encodeMoments(vae, 'encoder', seededNoise(2).next([1, 3, 104, 136]))],
  ])('%s the same numbers', async (__, run) => {
    const whole = writtenFor(Infinity, tiling);
    const parts = writtenFor(LIMIT, tiling);
    const expected = await run(whole.vae);
    const given = await run(parts.vae);
    expect(parts.products()).toBeGreaterThan(whole.products());
    expect(given.dims).toEqual(expected.dims);
    expect(worst(given, expected)).toBeLessThan(1e-5);
  });
});
