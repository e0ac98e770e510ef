import { withServer } from '../../panel/runs/any-engine';
import { runJob } from '../../panel/runs/job';
import { shownLayer } from '../../panel/runs/pictures/shown-layer';
import { variantsOf } from '../../panel/runs/restorer-settings';
import { createClaims } from '../../panel/store/claims';
import { createMemoryRecords } from '../../panel/runs/unfinished/records';
import { createUnfinishedRuns } from '../../panel/runs/unfinished/unfinished-runs';
import { DEFAULT_SETTINGS } from '../../panel/settings/settings';
import type { KeptResult } from '../../panel/store/kept';
import type { LayerResult } from '../../src/core/document';
import { createEngine } from '../../src/engine/create-engine';
import { STEP_NETWORK } from '../../src/networks/restoration-step';
import type { Runtime } from '../../src/onnx/session';
import { UNKNOWN_CARD } from '../../src/restore/card-knowledge';
import { bytesSource, type ByteSource } from '../../src/weights/byte-source';
import { openSafetensors } from '../../src/weights/safetensors';
import { createNodeRuntime } from '../onnx/node-runtime';
import { createFakeHost } from '../panel/stories/fake-host';
import { createTestShelf } from '../panel/stories/panel';
import { TINY_SUPIR, tinyBytes } from '../restore/supir/tiny-supir';
import { scriptedPlatform } from './scripted-platform';

jest.setTimeout(240_000);

let runtime: Runtime;
beforeAll(async () => {
  runtime = await createNodeRuntime();
});
afterAll(() => runtime.dispose());

/** What one variant asked of the machine, by the name of the network. */
interface Work {
  readonly sessions: string[];
  readonly runs: Record<string, number>;
  /** Read of the files for its weights. */
  readonly bytes: Record<string, number>;
}

/** The tiny pair behind an engine that counts what each variant asks for. */
function countingEngine() {
  const works: Work[] = [];
  const next = (): void => void works.push({ sessions: [], runs: {}, bytes: {} });
  next();
  const add = (counts: Record<string, number>, name: string, more: number): void => {
    counts[name] = (counts[name] ?? 0) + more;
  };
  let loading = 'header';

  const counted = (name: string): ByteSource => {
    const source = bytesSource(name, tinyBytes(name));
    return {
      ...source,
      read(offset, length) {
        add(works.at(-1)!.bytes, loading, length);
        return source.read(offset, length);
      },
    };
  };
  const names = Object.values(TINY_SUPIR.files).map(({ name }) => name);
  const files = new Map(names.map((name) => [name, openSafetensors(counted(name))] as const));

  const counting: Runtime = {
    ...runtime,
    dispose: () => Promise.resolve(),
    async createSession(source, ...rest) {
      loading = source.name;
      works.at(-1)!.sessions.push(source.name);
      const session = await runtime.createSession(source, ...rest);
      return {
        ...session,
        run(...args) {
          add(works.at(-1)!.runs, source.name, 1);
          return session.run(...args);
        },
      };
    },
  };
  const engine = createEngine({
    ...scriptedPlatform(),
    createRuntime: () => Promise.resolve(counting),
    openModel: ({ name }) => files.get(name)!,
  });
  return { engine, works, next };
}

test('three variants of one click read the editor, the texts and the encoders once', async () => {
  const { engine, works, next } = countingEngine();
  const host = createFakeHost();
  const results: KeptResult[] = [];
  let ids = 0;
  const deps = {
    host,
    engine: withServer(engine, () => Promise.reject(new Error('no server'))),
    shelf: createTestShelf(),
    unfinished: createUnfinishedRuns(createMemoryRecords(), createClaims()),
    pictures: {
      shown: (result: LayerResult, opaque: boolean) => Promise.resolve(shownLayer(result, opaque)),
    },
    newId: () => `run-${++ids}`,
    nowMs: () => 0,
    wallClockMs: () => 0,
  };
  const settings = { ...TINY_SUPIR.settings, steps: 1 };
  await runJob(deps, {
    settings: { ...DEFAULT_SETTINGS, scale: 1 },
    restorers: variantsOf({ ...TINY_SUPIR, settings }, 3),
    memory: UNKNOWN_CARD,
    signal: new AbortController().signal,
    stop: new AbortController().signal,
    onEvent: () => undefined,
    onAgain: () => undefined,
    onResult(kept) {
      results.push(kept);
      next();
      return Promise.resolve();
    },
    deviceName: () => null,
    onKeeping: () => undefined,
  });
  await engine.release();

  expect(host.calls.filter((call) => call.startsWith('read'))).toEqual([
    'readLayer',
    'readSelection',
  ]);
  const [first, second, third] = works as [Work, Work, Work];
  const before = ['clip-l', 'open-clip-g', 'vae-denoise_encoder', 'vae-decoder', 'vae-encoder'];
  const own = [STEP_NETWORK, 'vae-decoder'];
  expect(first.sessions).toEqual([...before, ...own]);
  expect(first.runs).toMatchObject({ 'clip-l': 1, 'open-clip-g': 1, 'vae-encoder': 1 });
  for (const work of [second, third]) {
    expect(work.sessions).toEqual(own);
    expect(work.runs).toEqual({ [STEP_NETWORK]: 1, 'vae-decoder': 1 });
    expect(work.bytes).toEqual({
      [STEP_NETWORK]: first.bytes[STEP_NETWORK],
      // The first one decodes its stage as well.
      'vae-decoder': first.bytes['vae-decoder']! / 2,
    });
  }
  expect(first.bytes[STEP_NETWORK]).toBeGreaterThan(1e6);

  const reports = results.map(({ summary: { report } }) =>
    'supir' in report ? report.supir : null,
  );
  expect(reports.map((report) => report?.seed)).toEqual([7, 8, 9]);
  const skipped = ['text', 'denoise-encode', 'stage1-decode', 'stage1-encode'];
  expect(reports.map((report) => report?.skipped)).toEqual([[], skipped, skipped]);
  const pictures = results.map(({ result }) => Buffer.from(result.image.data).toString('base64'));
  expect(new Set(pictures).size).toBe(3);
});
