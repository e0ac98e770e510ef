import { PanelError } from '../../../src/core/errors';
import type { RunEvent, SupirPart } from '../../../src/core/events';
import type { Runtime } from '../../../src/onnx/session';
import { recordedEngine } from '../../../scripts/record/picture';
import { adapterOf } from '../../emulators/gpu/adapters';
import { installRecordingGpu } from '../../emulators/gpu/install';
import { supirRequest, tinyFile, TINY_SUPIR, waves } from '../../restore/supir/tiny-supir';

/** What goes on between two looks at the signal: weights of a network on their way up, or a run. */
export interface Unit {
  readonly part: SupirPart;
  readonly doing: 'upload' | 'run';
}

export interface Cut extends Unit {
  readonly way: 'cancel' | 'lose';
}

export interface Interrupted {
  readonly cut: Cut | null;
  /** Submissions of the unit that was cut off in the middle. */
  readonly submissions: number;
  /** Code or name of what the run threw; null: nothing. */
  readonly thrown: string | null;
  /** Submissions that came after that unit. */
  readonly after: number;
  readonly stats: { readonly sessions: number; readonly liveTensors: number };
  /** Bytes on the device when the run had ended. */
  readonly kept: number;
  /** Bytes on the device once the engine was asked to let go of everything. */
  readonly left: number;
}

/**
 * Cuts one run of the tiny networks after the other off, in the middle of the first unit of the
 * kind, all of them in one engine; null: a run that nobody cuts.
 */
export async function work(cuts: readonly (Cut | null)[]): Promise<readonly Interrupted[]> {
  const { recorder, devices } = installRecordingGpu(adapterOf('nvidia'));
  let part: SupirPart = 'text';
  let unit: Unit | null = null;
  const watched = (runtime: Runtime): Runtime => {
    const during = async <T>(doing: Unit['doing'], work: () => Promise<T>): Promise<T> => {
      unit = { part, doing };
      return await work().finally(() => {
        unit = null;
      });
    };
    return {
      ...runtime,
      get label() {
        return runtime.label;
      },
      get keptWeightBytes() {
        return runtime.keptWeightBytes;
      },
      async createSession(...args) {
        const session = await during('upload', () => runtime.createSession(...args));
        return { ...session, run: (...given) => during('run', () => session.run(...given)) };
      },
    };
  };
  const engine = recordedEngine(watched, { openModel: ({ name }) => tinyFile(name) });

  /** Each of another text and another picture: nothing of an earlier run is of use. */
  let runs = 0;
  const restore = async (signal: AbortSignal): Promise<string | null> => {
    const source = waves({ width: 64, height: 64 });
    source.data[0] = runs++;
    const settings = { ...TINY_SUPIR.settings, steps: 1 };
    const prompt = `stone wall ${runs}`;
    const request = supirRequest(source, { device: 'webgpu' }, { settings, prompt });
    const onEvent = (event: RunEvent): void => {
      if (event.type === 'part') part = event.part;
    };
    return await engine.restore(request, { signal, onEvent }).then(
      () => null,
      (error: unknown) => (error instanceof PanelError ? error.code : (error as Error).name),
    );
  };

  /** A run that nobody cuts: the units in order, each with its submissions. */
  const units: { readonly unit: Unit; submissions: number }[] = [];
  recorder.onSubmit = () => {
    const last = units.at(-1);
    if (unit !== null && last?.unit !== unit) units.push({ unit, submissions: 1 });
    else if (last !== undefined) last.submissions++;
  };
  await restore(new AbortController().signal);
  await engine.release();

  const ended: Interrupted[] = [];
  for (const cut of cuts) {
    const found = units.find((one) => one.unit.part === cut?.part && one.unit.doing === cut.doing);
    if (cut !== null && found === undefined) throw new Error(`no ${cut.part} ${cut.doing}`);
    const submissions = found?.submissions ?? 0;
    const controller = new AbortController();
    let seen = 0;
    let during: Unit | null = null;
    let after = 0;
    recorder.onSubmit = () => {
      if (during !== null && unit !== during) after++;
      if (cut === null || unit?.part !== cut.part || unit.doing !== cut.doing) return;
      if (seen++ !== Math.floor(submissions / 2)) return;
      during = unit;
      if (cut.way === 'cancel') controller.abort();
      else devices.at(-1)?.lose('the driver gave up');
    };
    const thrown = await restore(controller.signal);
    const { sessions, liveTensors } = await engine.stats();
    const stats = { sessions, liveTensors };
    const kept = recorder.resident;
    await engine.release();
    const left = recorder.resident;
    ended.push({ cut, submissions, thrown, after, stats, kept, left });
  }
  return ended;
}
