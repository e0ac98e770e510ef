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

describe('where memory ran out', () => {
  /** Whole on the device's own plan; the next smaller one has two tiles a step. */
  const WIDE = { width: 576, height: 64 };

  /** A run whose device is out of memory in one evaluation of the step, counted from 0. */
  async function wideRun(
    failsIn: number | null,
    from?: StepsDone,
    options: Partial<RunOptions> = {},
  ): Promise<WholeRun & { readonly steps: readonly number[] }> {
    let evaluations = 0;
    let part: string | null = null;
    const failing: Runtime = {
      ...runtime,
      async createSession(source) {
        const session = await runtime.createSession(source);
        return {
          ...session,
          run(inputs, ...rest) {
            if (part === 'sample' && evaluations++ === failsIn) throw OUT_OF_MEMORY;
            return session.run(inputs, ...rest);
          },
        };
      },
    };
    const points: StepsDone[] = [];
    const steps: number[] = [];
    const whole = await restoreSupir(
      supirRequest(waves(WIDE), {}, from && { from }),
      tinyModels(runtime, { runtime: failing }),
      {
        signal: new AbortController().signal,
        onEvent(event) {
          if (event.type !== 'part') return;
          ({ part } = event);
          if (part === 'sample' && event.tile === undefined) steps.push(event.done);
        },
        // As a worker does: what it is given is gone from here.
        onStepsDone: (point) =>
          points.push(
            structuredClone(point, { transfer: [point.x.data.buffer, point.denoised.data.buffer] }),
          ),
        ...options,
      },
    );
    return { whole, points, steps };
  }

  test('what was planned then stays so', async () => {
    const { whole, points } = await wideRun(0);
    expect(points[0]!.planned.samplerTiles).toEqual({ tile: 64, stride: 32 });
    const rest = await wideRun(null, points[0]);
    expect(rest.whole.report).toMatchObject({ tiles: 2, notices: [] });
    expect(rest.whole.image.data).toEqual(whole.image.data);
  });

  test('steps in other tiles begin anew, as those of a run that begins', async () => {
    const { points } = await wideRun(null);
    expect(points[0]!.planned.samplerTiles).toBeNull();
    const anew = await wideRun(0);
    const rest = await wideRun(0, points[0]);
    expect(rest.whole.report.notices).toEqual(['smaller-tiles']);
    expect(rest.points.map(({ done }) => done)).toEqual([1, 2, 3]);
    expect(rest.steps.slice(rest.steps.indexOf(1))).toEqual(expect.arrayContaining([0]));
    expect(rest.whole.image.data).toEqual(anew.whole.image.data);
  });
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

  test('in the middle of a step in tiles ends after the last of them', async () => {
    const { points } = await wholeRun({ samplerTiles: TILES });
    const controller = new AbortController();
    const tilesAfter: number[] = [];
    const stopped: StepsDone[] = [];
    const { report } = await run(
      { samplerTiles: TILES },
      {
        stop: controller.signal,
        onStepsDone: (point) => stopped.push(point),
        onEvent(event) {
          if (event.type !== 'part' || event.part !== 'sample') return;
          if (controller.signal.aborted && event.done === 1) tilesAfter.push(event.tile?.done ?? 0);
          if (event.done === 1 && event.tile?.done === 1) controller.abort();
        },
      },
    );
    expect(tilesAfter.length).toBeGreaterThan(0);
    expect(report.supir).toMatchObject({ stoppedAfter: 2, steps: 3 });
    expect(stopped.at(-1)!.x.data).toEqual(points[1]!.x.data);
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
    ['other tiles than were asked for', (point) => sampledIn(point, { tile: 8, stride: 4 })],
    ['a tile of one cell', (point) => sampledIn(point, { tile: 1, stride: 1 })],
    ['a tile that no level halves', (point) => sampledIn(point, { tile: 66, stride: 33 })],
    ['a stride of one cell', (point) => sampledIn(point, { tile: 64, stride: 1 })],
    ['a huge tile', (point) => sampledIn(point, { tile: 1 << 14, stride: 1 << 13 })],
    ['no multiple of a cell', (point) => encodedIn(point, { tile: 260, padding: 32 })],
    ['a small tile of the encoder', (point) => encodedIn(point, { tile: 8, padding: 32 })],
    ['a huge tile of the encoder', (point) => encodedIn(point, { tile: 1 << 14, padding: 32 })],
    ['another edge', (point) => encodedIn(point, { tile: 512, padding: 31 })],
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

  function sampledIn(
    point: StepsDone,
    samplerTiles: StepsDone['planned']['samplerTiles'],
  ): StepsDone {
    return { ...point, planned: { ...point.planned, samplerTiles } };
  }

  function encodedIn(
    point: StepsDone,
    encoder: { readonly tile: number; readonly padding: number },
  ): StepsDone {
    const vaeTiling = { encoder, decoder: { tile: 64, padding: 11 } };
    return { ...point, planned: { ...point.planned, vaeTiling } };
  }

  test('and so are other tiles than the person fixed', async () => {
    const { points } = await plainRun();
    const vaeTiles = { encoder: 64, decoder: 64 };
    for (const fixed of [{ samplerTiles: TILES }, { vaeTiles }, { promptBatch: 'apart' }] as const)
      expect(await codeOf(run({ ...fixed, from: points[0]! }))).toBe('unfinished-run-unusable');
  });

  test('by the name of its precision where that is another one', async () => {
    const { points } = await plainRun();
    // Weights of 16 bits are what a card with half floats takes by itself.
    for (const weights of ['f16', 'q8'] as const) {
      const planned = { ...points[0]!.planned, weights, floats: 'mixed' } as const;
      await expect(run({ from: { ...points[0]!, planned } })).rejects.toMatchObject({
        code: 'unfinished-run-other-precision',
        details: { begun: 'mixed', now: 'fp32' },
      });
    }
  });

  test.each(spoilt)('%s', async (_, spoil) => {
    const { points } = await plainRun();
    expect(await codeOf(run({ from: spoil(points[0]!) }))).toBe('unfinished-run-unusable');
  });
});
