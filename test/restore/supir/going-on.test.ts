import { DeviceError } from '../../../src/core/errors';
import type { RunEvent } from '../../../src/core/events';
import type { Runtime } from '../../../src/onnx/session';
import type { StepsDone } from '../../../src/restore/steps-done';
import type { RestoreResult, RunOptions, SupirRestorer } from '../../../src/restore/request';
import { restoreSupir } from '../../../src/restore/supir/restore-supir';
import { SAMPLERS } from '../../../src/restore/supir-settings';
import { createNodeRuntime } from '../../onnx/node-runtime';
import { codeOf } from '../../support/code-of';
import { supirRequest, TINY_SUPIR, tinyModels, waves } from './tiny-supir';

jest.setTimeout(600_000);

let runtime: Runtime;
beforeAll(async () => {
  runtime = await createNodeRuntime();
});
afterAll(() => runtime.dispose());
afterEach(() => expect(runtime.stats()).toEqual({ sessions: 0, liveTensors: 0 }));

const SIZE = { width: 128, height: 64 };
const TILES = { tile: 64, stride: 32 };
const OUT_OF_MEMORY = new DeviceError({ code: 'out-of-memory', message: '', hint: '' });

function run(
  restorer: Partial<SupirRestorer> = {},
  options: Partial<RunOptions> = {},
): Promise<RestoreResult> {
  return restoreSupir(supirRequest(waves(SIZE), {}, restorer), tinyModels(runtime), {
    signal: new AbortController().signal,
    onEvent: () => undefined,
    ...options,
  });
}

interface WholeRun {
  readonly whole: RestoreResult;
  /** Where it stood after each step, as it comes back from storage. */
  readonly points: readonly StepsDone[];
}

async function wholeRun(restorer: Partial<SupirRestorer>): Promise<WholeRun> {
  const points: StepsDone[] = [];
  const whole = await run(restorer, {
    onStepsDone: (point) => points.push(structuredClone(point)),
  });
  return { whole, points };
}

let plain: Promise<WholeRun> | null = null;

/** With nothing but what all of them have; the same for all who ask. */
function plainRun(): Promise<WholeRun> {
  return (plain ??= wholeRun({}));
}

describe.each(
  SAMPLERS.flatMap((sampler) =>
    [null, TILES].map((samplerTiles) => [sampler, samplerTiles] as const),
  ),
)('%s in tiles of %j', (sampler, samplerTiles) => {
  const settings = { ...TINY_SUPIR.settings, sampler };

  test('goes on from every step to the same picture', async () => {
    const { whole, points } = await wholeRun({ settings, samplerTiles });
    expect(points.map(({ done, steps }) => [done, steps])).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
    for (const from of points) {
      const events: RunEvent[] = [];
      const rest = await run(
        { settings, samplerTiles, from },
        { onEvent: (event) => events.push(event) },
      );
      expect(rest.image.data).toEqual(whole.image.data);
      expect(rest.report.supir).not.toHaveProperty('stoppedAfter');
      const steps = events.flatMap((e) =>
        e.type === 'part' && e.part === 'sample' ? [e.done] : [],
      );
      expect(steps[0]).toBe(from.done);
      expect(steps.at(-1)).toBe(3);
      const loads = events.some((e) => e.type === 'load' && e.what === 'sample');
      expect(loads).toBe(from.done < 3);
    }
  });
});

test('what is told is small, and has memory of its own', async () => {
  const { points } = await plainRun();
  const values = points.flatMap(({ x, denoised }) => [x.data, denoised.data]);
  expect(new Set(values.map(({ buffer }) => buffer)).size).toBe(values.length);
  // Two latents, 1/8 of the picture's sides, four channels of floats each.
  for (const { byteLength } of values) expect(byteLength).toBe(16 * 8 * 4 * 4);
});

test('what was planned stays so, whatever is automatic', async () => {
  const { points } = await wholeRun({
    samplerTiles: TILES,
    vaeTiles: { encoder: 64, decoder: 64 },
  });
  const { report } = await run({ from: points[0]! });
  expect(report.tiles).toBe(3);
  expect(report.supir!.vaeTiles).toEqual({ encoder: 64, decoder: 64 });
});

describe('stop and keep', () => {
  const stopAt = (step: number): Pick<RunOptions, 'stop' | 'onEvent'> => {
    const controller = new AbortController();
    return {
      stop: controller.signal,
      onEvent(event) {
        if (event.type === 'part' && event.part === 'sample' && event.done === step) {
          controller.abort();
        }
      },
    };
  };

  test.each([1, 2])('makes a picture of step %i and says so', async (step) => {
    const { whole } = await plainRun();
    const { image, report } = await run({}, stopAt(step));
    expect(report.supir).toMatchObject({ stoppedAfter: step, steps: 3 });
    expect(image.data).not.toEqual(whole.image.data);
    expect(new Set(image.data).size).toBeGreaterThan(16);
  });

  test('in the last step is the whole picture', async () => {
    const { whole } = await plainRun();
    const { image, report } = await run({}, stopAt(3));
    expect(report.supir).not.toHaveProperty('stoppedAfter');
    expect(image.data).toEqual(whole.image.data);
  });

  test('keeps its step where the decoder runs out of memory once', async () => {
    let runs = 0;
    const failing: Runtime = {
      ...runtime,
      async createSession(source) {
        const session = await runtime.createSession(source);
        return {
          ...session,
          run(inputs, ...rest) {
            // Two texts, three runs of the autoencoder and two steps come before the decoder.
            if (runs++ === 7) throw OUT_OF_MEMORY;
            return session.run(inputs, ...rest);
          },
        };
      },
    };
    const { report } = await restoreSupir(
      supirRequest(waves({ width: 192, height: 128 })),
      tinyModels(runtime, { runtime: failing }),
      { signal: new AbortController().signal, ...stopAt(2) },
    );
    expect(report.notices).toEqual(['smaller-tiles']);
    expect(report.supir).toMatchObject({ stoppedAfter: 2 });
  });
});

describe('steps of another run are refused', () => {
  const spoilt: readonly (readonly [name: string, spoil: (point: StepsDone) => StepsDone])[] = [
    ['no step', (point) => ({ ...point, done: 0 })],
    ['half a step', (point) => ({ ...point, done: 1.5 })],
    ['a step beyond the last', (point) => ({ ...point, done: 4 })],
    ['other steps', (point) => ({ ...point, steps: 4 })],
    [
      'another size',
      (point) => ({ ...point, planned: { ...point.planned, working: { width: 64, height: 64 } } }),
    ],
    ['too few values', (point) => ({ ...point, x: { ...point.x, data: point.x.data.slice(1) } })],
    ['other sides', (point) => ({ ...point, x: { ...point.x, dims: [1, 4, 16, 8] } })],
    ['no number', (point) => ({ ...point, x: { ...point.x, data: point.x.data.map(() => NaN) } })],
    [
      'infinity in the prediction',
      (point) => ({
        ...point,
        denoised: { ...point.denoised, data: point.denoised.data.map(() => Infinity) },
      }),
    ],
    [
      'a tile without size',
      (point) => ({
        ...point,
        planned: { ...point.planned, samplerTiles: { tile: 0, stride: 0 } },
      }),
    ],
    [
      'a stride that leaves gaps',
      (point) => ({
        ...point,
        planned: { ...point.planned, samplerTiles: { tile: 8, stride: 9 } },
      }),
    ],
    [
      'a huge edge',
      (point) => ({
        ...point,
        planned: {
          ...point.planned,
          vaeTiling: { encoder: { tile: 8, padding: 1e9 }, decoder: { tile: 8, padding: 8 } },
        },
      }),
    ],
  ];

  test.each(spoilt)('%s', async (_, spoil) => {
    const { points } = await plainRun();
    expect(await codeOf(run({ from: spoil(points[0]!) }))).toBe('unfinished-run-unusable');
  });
});
