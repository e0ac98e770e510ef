import type { Runtime } from '../../../src/onnx/session';
import type { LoraChoice, RestoreResult, SupirRestorer } from '../../../src/restore/request';
import { createKeptResults, type KeptResults } from '../../../src/restore/supir/kept-results';
import { restoreSupir } from '../../../src/restore/supir/restore-supir';
import { openModelBytes } from '../../../src/weights/model-file';
import type { SafetensorsFile } from '../../../src/weights/safetensors';
import { bytesSource } from '../../../src/weights/byte-source';
import { createNodeRuntime } from '../../onnx/node-runtime';
import { codeOf } from '../../support/code-of';
import { loraFile } from '../../weights/lora/lora-bytes';
import { mergeBeforehand } from '../../weights/lora/merge-beforehand';
import { tinyCheckpoint } from './tiny-checkpoint';
import { TINY_LORA, TINY_PAIRINGS, TINY_SDXL } from './tiny-lora';
import { supirRequest, TINY_FILES, TINY_SUPIR, tinyModels, waves } from './tiny-supir';

jest.setTimeout(600_000);

let runtime: Runtime;
beforeAll(async () => {
  runtime = await createNodeRuntime();
});
afterAll(() => runtime.dispose());

const SETTINGS = { ...TINY_SUPIR.settings, steps: 2 };
const LORA_NAME = 'lora.safetensors';

function run(
  files: Readonly<Record<string, SafetensorsFile>>,
  restorer: Partial<SupirRestorer> = {},
  kept?: KeptResults,
): Promise<RestoreResult> {
  const known: Readonly<Record<string, SafetensorsFile>> = {
    ...TINY_FILES,
    [LORA_NAME]: TINY_LORA,
    ...files,
  };
  const models = tinyModels(runtime, { openModel: ({ name }) => known[name]! });
  const request = supirRequest(
    waves({ width: 64, height: 64 }),
    {},
    { settings: SETTINGS, ...restorer },
  );
  const options = { signal: new AbortController().signal, onEvent: () => undefined };
  return restoreSupir(request, models, options, kept);
}

const lora = (strength: number): { readonly lora: LoraChoice } => ({
  lora: { file: { name: LORA_NAME, blob: new Blob([]) }, strength },
});

function farthest({ image: a }: RestoreResult, { image: b }: RestoreResult): number {
  let most = 0;
  for (let i = 0; i < a.data.length; i++) most = Math.max(most, Math.abs(a.data[i]! - b.data[i]!));
  return most;
}

describe('a low-rank file', () => {
  let plain: RestoreResult;
  beforeAll(async () => {
    plain = await run({});
  });

  test.each([1, -0.7])(
    'merged while reading gives the picture of one merged beforehand, at %p',
    async (strength) => {
      const merged = mergeBeforehand(TINY_SDXL, TINY_LORA, TINY_PAIRINGS, strength);
      const beforehand = await run({ [TINY_SDXL.name]: merged });
      const meanwhile = await run({}, lora(strength));
      // Sums in another order may end in another bit of a half, and that in another byte.
      expect(farthest(meanwhile, beforehand)).toBeLessThanOrEqual(1);
      expect(farthest(meanwhile, plain)).toBeGreaterThan(20);
      expect(meanwhile.report.model).toBe(`${plain.report.model} + ${LORA_NAME} × ${strength}`);
    },
  );

  test('works with weights in blocks of 8 bits', async () => {
    const merged = mergeBeforehand(TINY_SDXL, TINY_LORA, TINY_PAIRINGS, 1);
    const beforehand = await run({ [TINY_SDXL.name]: merged }, { weights: 'q8' });
    const meanwhile = await run({}, { ...lora(1), weights: 'q8' });
    expect(farthest(meanwhile, beforehand)).toBeLessThanOrEqual(2);
  });

  test('at strength 0 gives the picture without it, bit for bit', async () => {
    expect((await run({}, lora(0))).image.data).toEqual(plain.image.data);
  });

  test('that fits nothing ends the run before it begins', async () => {
    const other = loraFile([{ name: 'lora_unet_double_blocks_0', down: [1, 2], up: [2, 1] }]);
    expect(await codeOf(run({ [LORA_NAME]: other }, lora(1)))).toBe('model-lora-unfit');
  });

  test('nothing that was kept of one strength is used for another', async () => {
    const kept = createKeptResults();
    const skipped = async (restorer: Partial<SupirRestorer>): Promise<readonly string[]> =>
      (await run({}, restorer, kept)).report.supir!.skipped;
    const all = ['text', 'denoise-encode', 'stage1-decode', 'stage1-encode'];
    expect(await skipped(lora(1))).toEqual([]);
    expect(await skipped(lora(1))).toEqual(all);
    expect(await skipped(lora(0.5))).toEqual([]);
    expect(await skipped({})).toEqual([]);
    const { image } = await run({}, lora(1), kept);
    expect(image.data).toEqual((await run({}, lora(1))).image.data);
  });
});

test('a checkpoint of PyTorch gives the picture of the same numbers in .safetensors', async () => {
  const name = 'supir.f32.safetensors';
  const bytes = tinyCheckpoint(name);
  const checkpoint = openModelBytes(bytesSource('SUPIR-v0Q.ckpt', bytes));
  const [a, b] = [await run({}), await run({ [name]: checkpoint })];
  expect(b.image.data).toEqual(a.image.data);
});
