import { DeviceError, ModelError } from '../../../src/core/errors';
import type { RunEvent } from '../../../src/core/events';
import { createMask } from '../../../src/core/mask';
import type { Runtime } from '../../../src/onnx/session';
import { restorePicture } from '../../../src/restore/supir/restore-picture';
import { textIds } from '../../../src/restore/supir/text-ids';
import { restoreSupir } from '../../../src/restore/supir/restore-supir';
import type { ModelSource } from '../../../src/restore/device';
import type { RestoreRequest, RestoreResult, SupirRestorer } from '../../../src/restore/request';
import { FULL_PRECISION } from '../../../src/networks/policy';
import { seededNoise } from '../../../src/sampling/noise';
import { createNodeRuntime } from '../../onnx/node-runtime';
import { readMerges } from '../../../scripts/parity/merges';
import { codeOf } from '../../support/code-of';
import { supirRequest, TINY_CONFIG, TINY_FILES, TINY_SUPIR, tinyModels, waves } from './tiny-supir';

jest.setTimeout(600_000);

let runtime: Runtime;
beforeAll(async () => {
  runtime = await createNodeRuntime();
});
afterAll(() => runtime.dispose());
afterEach(() => expect(runtime.stats()).toEqual({ sessions: 0, liveTensors: 0 }));

const SMALL = { width: 64, height: 64 };

interface Options {
  readonly models?: ModelSource;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
}

function run(
  request: RestoreRequest<SupirRestorer>,
  options: Options = {},
): Promise<RestoreResult> {
  return restoreSupir(request, options.models ?? tinyModels(runtime), {
    signal: options.signal ?? new AbortController().signal,
    onEvent: options.onEvent ?? (() => undefined),
  });
}

const colours = ({ image }: RestoreResult): number[] =>
  [...image.data].filter((_, i) => i % 4 !== 3);

describe('the picture', () => {
  test('is what the pipeline gives, when nothing has to be resized', async () => {
    const source = waves(SMALL);
    const { image, rect, mask, content } = await run(supirRequest(source));
    const plane = 64 * 64;
    const data = new Float32Array(3 * plane);
    for (let i = 0; i < data.length; i++) {
      data[i] = (source.data[(i % plane) * 4 + Math.floor(i / plane)]! / 255) * 2 - 1;
    }
    const samples = await restorePicture({
      runtime,
      sdxl: TINY_FILES['sdxl.f16.safetensors']!,
      supir: TINY_FILES['supir.f32.safetensors']!,
      config: TINY_CONFIG,
      settings: { ...TINY_SUPIR.settings, samplerTiles: null },
      policy: FULL_PRECISION,
      vaeTiling: null,
      picture: { dims: [1, 3, 64, 64], data },
      tokens: textIds(TINY_SUPIR, readMerges(), TINY_CONFIG),
      noise: seededNoise(TINY_SUPIR.settings.seed),
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    const expected = (i: number): number => {
      const value = samples.data[(i % 3) * plane + Math.floor(i / 3)]! * 127.5 + 127.5;
      return Math.round(Math.min(255, Math.max(0, value)));
    };
    const worst = colours({ image } as RestoreResult).reduce(
      (most, value, i) => Math.max(most, Math.abs(value - expected(i))),
      0,
    );
    // Halves may be rounded either way: the two ways to bytes differ in the last float's bit.
    expect(worst).toBeLessThanOrEqual(1);
    expect(rect).toEqual({ x: 0, y: 0, ...SMALL });
    expect(mask.data.every((value) => value === 255)).toBe(true);
    expect(content).toBeNull();
  });

  test('repeats with its seed, changes with another one, and with the prompt', async () => {
    const first = colours(await run(supirRequest(waves(SMALL))));
    expect(colours(await run(supirRequest(waves(SMALL))))).toEqual(first);
    const settings = { ...TINY_SUPIR.settings, seed: 8 };
    expect(colours(await run(supirRequest(waves(SMALL), {}, { settings })))).not.toEqual(first);
    expect(
      colours(await run(supirRequest(waves(SMALL), {}, { prompt: 'a red door' }))),
    ).not.toEqual(first);
  });

  test.each([
    ['in-place', { width: 78, height: 62 }, null],
    ['enlarge', { width: 156, height: 124 }, null],
    ['smart-object', { width: 78, height: 62 }, { width: 156, height: 124 }],
  ] as const)('%s: sizes, place and mask', async (mode, size, fullSize) => {
    const selection = createMask({ width: 80, height: 64 });
    for (let y = 10; y < 40; y++) selection.data.fill(255, y * 80 + 20, y * 80 + 60);
    const result = await run(
      supirRequest(waves({ width: 80, height: 64 }), {
        mode,
        scale: 2,
        canvas: { width: 200, height: 200 },
        contextRect: { x: 30, y: 50, width: 80, height: 64 },
        selection,
      }),
    );
    const factor = mode === 'enlarge' ? 2 : 1;
    // The context, without its outermost pixels, is less than the mask may grow.
    expect(result.rect).toEqual({ x: 31 * factor, y: 51 * factor, ...size });
    expect(result.shown).toEqual({ x: 20, y: 10, width: 40, height: 30 });
    expect(result.image).toMatchObject(size);
    expect(result.mask).toMatchObject(size);
    expect(result.content === null ? null : [result.content.width, result.content.height]).toEqual(
      fullSize && [fullSize.width, fullSize.height],
    );
  });

  test('keeps the alpha and the sixteen bits of its source', async () => {
    const alpha = (x: number): number => (x < 20 ? 0 : x < 40 ? 0.5 : 1);
    const source = waves(SMALL, 16, alpha);
    const { image } = await run(supirRequest(source));
    expect(image.depth).toBe(16);
    for (const x of [0, 19, 25, 39, 50]) expect(image.data[x * 4 + 3]).toBe(source.data[x * 4 + 3]);
    expect(new Set(colours({ image } as RestoreResult)).size).toBeGreaterThan(256);
  });
});

test('the report says what ran', async () => {
  const { report } = await run(supirRequest(waves({ width: 60, height: 50 }), { scale: 2 }));
  expect(report).toMatchObject({
    restorer: 'supir',
    model: 'supir.f32.safetensors + sdxl.f16.safetensors',
    precision: 'fp32',
    device: 'wasm',
    tiles: 1,
    tileSize: { width: 128, height: 128 },
    contextSize: { width: 60, height: 50 },
    notices: [],
    supir: {
      weights: 'f32',
      workingSize: { width: 128, height: 128 },
      sampler: 'edm',
      steps: 3,
      seed: 7,
      vaeTiles: null,
    },
  });
  expect(report.supir!.weightBytes).toBeGreaterThan(2e6);
  expect(report.supir!.evaluationMs).toBeGreaterThan(0);
  expect(report.supir!.aroundMs).toBeGreaterThan(0);
  expect(report.supir!.readMs).toBeGreaterThan(0);
  expect(report.networkMs).toBeGreaterThan(0);
  expect(report.peakBytes).toBeGreaterThan(128 * 128 * 12);
});

describe('cut off', () => {
  /**
   * What an event says, without its numbers of bytes: how often a load is told of varies from run
   * to run.
   */
  function nameOf(event: RunEvent): string {
    if (event.type === 'stage') return event.stage;
    if (event.type === 'part') return `${event.part} ${event.done} ${event.tile?.done ?? ''}`;
    if (event.type !== 'load') return event.type;
    const share = event.doneBytes / event.totalBytes;
    return `load ${event.what} ${share === 1 ? 'ends' : share >= 0.5 ? 'half' : 'begins'}`;
  }

  /** Every moment of a run that is not like another one, before the stage that waits for nothing. */
  async function moments(): Promise<readonly string[]> {
    const events: RunEvent[] = [];
    await run(supirRequest(waves(SMALL)), { onEvent: (event) => events.push(event) });
    return [...new Set(events.slice(0, -1).map(nameOf))];
  }

  test('by a cancel at any moment: the reason, nothing left, and the next run works', async () => {
    for (const at of await moments()) {
      const controller = new AbortController();
      const reason = new DOMException('enough', 'AbortError');
      let after = 0;
      const ended = run(supirRequest(waves(SMALL)), {
        signal: controller.signal,
        onEvent(event) {
          if (controller.signal.aborted && (event.type === 'part' || event.type === 'stage'))
            after++;
          if (nameOf(event) === at) controller.abort(reason);
        },
      });
      await expect(ended).rejects.toBe(reason);
      expect(after).toBeLessThanOrEqual(1);
      expect(runtime.stats()).toEqual({ sessions: 0, liveTensors: 0 });
    }
    await run(supirRequest(waves(SMALL)));
  });

  test('by a source that throws in the middle of a load', async () => {
    const broken = new ModelError({ code: 'model-file-unreadable', message: '', hint: '' });
    for (const bad of ['supir.f32.safetensors', 'sdxl.f16.safetensors']) {
      for (const share of [0, 0.3, 0.6, 0.9]) {
        const models = tinyModels(runtime, {
          openModel({ name }) {
            const file = TINY_FILES[name]!;
            if (name !== bad) return file;
            const names = [...file.tensors.keys()];
            const from = Math.floor(names.length * share);
            const tensors = new Map(
              [...file.tensors.values()].map((tensor, index) => [
                tensor.name,
                index < from
                  ? tensor
                  : {
                      ...tensor,
                      read(): Uint8Array {
                        throw broken;
                      },
                    },
              ]),
            );
            return { ...file, tensors };
          },
        });
        await expect(run(supirRequest(waves(SMALL)), { models })).rejects.toBe(broken);
        expect(runtime.stats()).toEqual({ sessions: 0, liveTensors: 0 });
      }
    }
    await run(supirRequest(waves(SMALL)));
  });

  /** The real runtime, whose n-th network run fails as `code`. */
  function failing(code: string, at: number): ModelSource {
    let runs = 0;
    return tinyModels(runtime, {
      runtime: {
        ...runtime,
        async createSession(source) {
          const session = await runtime.createSession(source);
          return {
            ...session,
            run(inputs) {
              if (runs++ === at) throw new DeviceError({ code, message: '', hint: '' });
              return session.run(inputs);
            },
          };
        },
      },
    });
  }

  test('by a device that goes away at any run', async () => {
    let runs = 0;
    while (
      (await codeOf(run(supirRequest(waves(SMALL)), { models: failing('device-lost', runs) }))) ===
      'device-lost'
    ) {
      expect(runtime.stats()).toEqual({ sessions: 0, liveTensors: 0 });
      runs++;
    }
    // Two text towers, three runs of the autoencoder before the steps and one after them.
    expect(runs).toBe(2 + 3 + TINY_SUPIR.settings.steps + 1);
  });

  test('by memory that runs out: once more, in smaller tiles', async () => {
    const source = waves({ width: 192, height: 128 });
    const { report } = await run(
      supirRequest(source, {}, { settings: { ...TINY_SUPIR.settings, steps: 2 } }),
      {
        models: failing('out-of-memory', 5),
      },
    );
    expect(report.notices).toEqual(['smaller-tiles']);
    expect(report.supir!.vaeTiles).toEqual({ encoder: 512, decoder: 512 });
  });

  /** The same on what calls itself a graphics adapter. */
  function failingCard(at: number): ModelSource {
    const models = failing('out-of-memory', at);
    return {
      ...models,
      acquireBare: async (...args) => ({ ...(await models.acquireBare(...args)), kind: 'webgpu' }),
    };
  }

  // In the text towers, the autoencoder and the step.
  test.each([0, 2, 5])('by a card that is too small at run %i: what was not there', async (at) => {
    const settings = { ...TINY_SUPIR.settings, steps: 1 };
    const request = supirRequest(waves(SMALL), {}, { settings });
    const { report } = await run(request, { models: failingCard(at) });
    expect(report.notices).toEqual(['smaller-tiles']);
    expect(report.supir!.failedAtBytes).toBeGreaterThan(1e5);
  });

  test('by a card that is too small, where the user fixed all: an error that says so', async () => {
    const fixed = { vaeTiles: null, samplerTiles: null, promptBatch: 'together' } as const;
    const ended = run(supirRequest(waves(SMALL), {}, fixed), { models: failingCard(0) });
    await expect(ended).rejects.toMatchObject({
      code: 'out-of-memory',
      details: { peakBytes: expect.any(Number) as number },
    });
  });

  test('by memory that runs out where the user fixed the tiles: an error', async () => {
    const request = supirRequest(waves(SMALL), {}, { vaeTiles: null, samplerTiles: null });
    expect(await codeOf(run(request, { models: failing('out-of-memory', 5) }))).toBe(
      'out-of-memory',
    );
  });
});
