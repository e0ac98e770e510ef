import type { StepsDone } from '../../../src/restore/steps-done';
import type { RestoreResult, RunOptions, SupirRestorer } from '../../../src/restore/request';
import { restoreSupir } from '../../../src/restore/supir/restore-supir';
import { createNodeRuntime } from '../../onnx/node-runtime';
import { supirRequest, TINY_SUPIR, tinyModels, waves } from '../../restore/supir/tiny-supir';
import { fixed, percent, printTable, type Cell } from '../table';

const STEPS = 12;
/** Where the run is taken up. */
const DONE = [1, 6, 11, 12];
const TURNS = 3;
const SIZE = { width: 96, height: 96 };

/** What a run of SUPIR that is gone on with costs, beside the same run anew. */
export async function printResuming(): Promise<void> {
  const runtime = await createNodeRuntime();
  try {
    const restore = (
      restorer: Partial<SupirRestorer>,
      options: Partial<RunOptions> = {},
    ): Promise<RestoreResult> =>
      restoreSupir(
        supirRequest(
          waves(SIZE),
          {},
          { settings: { ...TINY_SUPIR.settings, steps: STEPS }, ...restorer },
        ),
        tinyModels(runtime),
        { signal: new AbortController().signal, onEvent: () => undefined, ...options },
      );
    const points: StepsDone[] = [];
    // The first run compiles the networks' code.
    await restore({}, { onStepsDone: (point) => points.push(point) });
    const { elapsedMs: anewMs, value: whole } = await fastest(() => restore({}));

    const rows: Cell[][] = [];
    for (const from of points.filter(({ done }) => DONE.includes(done))) {
      const { elapsedMs, value } = await fastest(() => restore({ from }));
      rows.push([
        `${from.done} of ${STEPS}`,
        from.x.data.byteLength + from.denoised.data.byteLength,
        fixed(anewMs, 0),
        fixed(elapsedMs, 0),
        percent(elapsedMs / anewMs),
        value.image.data.every((level, i) => level === whole.image.data[i]) ? 'yes' : 'no',
      ]);
    }
    printTable(
      `Going on with a run: the tiny SUPIR on wasm, ${SIZE.width}², ${STEPS} steps`,
      ['steps done', 'bytes of a step', 'anew ms', 'going on ms', 'of anew', 'the same bits'],
      rows,
    );
  } finally {
    await runtime.dispose();
  }
}

/** The shortest of some turns: the machine may be busy with something else. */
async function fastest<T>(work: () => Promise<T>): Promise<{ elapsedMs: number; value: T }> {
  let elapsedMs = Infinity;
  for (let turn = 1; ; turn++) {
    const startedMs = performance.now();
    const value = await work();
    elapsedMs = Math.min(elapsedMs, performance.now() - startedMs);
    if (turn === TURNS) return { elapsedMs, value };
  }
}
