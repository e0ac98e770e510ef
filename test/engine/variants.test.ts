import { createClaims } from '../../panel/runs/unfinished/claims';
import { createMemoryRecords } from '../../panel/runs/unfinished/records';
import { createUnfinishedRuns } from '../../panel/runs/unfinished/unfinished-runs';
import { withServer } from '../../panel/runs/any-engine';
import { runJob } from '../../panel/runs/job';
import { variantsOf } from '../../panel/runs/restorer-settings';
import { DEFAULT_SETTINGS } from '../../panel/settings/settings';
import type { KeptResult } from '../../panel/store/kept';
import { opaqueCopy, type Image } from '../../src/core/image';
import { createEngine } from '../../src/engine/create-engine';
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

/** What one variant asked of the machine. */
interface Work {
  /** Names of the networks that were made ready, in order, and how often each was run. */
  readonly sessions: string[];
  readonly runs: Map<string, number>;
  bytes: number;
}

test('x', async () => {
  const works: Work[] = [];
  const now = (): Work => works.at(-1)!;
  const next = (): unknown => works.push({ sessions: [], runs: new Map(), bytes: 0 });
  next();
  const counted = (name: string): ByteSource => {
    const source = bytesSource(name, tinyBytes(name));
    return {
      ...source,
      read(offset, length) {
        now().bytes += length;
        return source.read(offset, length);
      },
      readAsync(offset, length) {
        now().bytes += length;
        return source.readAsync(offset, length);
      },
    };
  };
  const { supir, sdxl } = TINY_SUPIR.files;
  const files = new Map(
    [supir, sdxl].map(({ name }) => [name, openSafetensors(counted(name))] as const),
  );
  const counting: Runtime = {
    ...runtime,
    dispose: () => Promise.resolve(),
    async createSession(source, ...rest) {
      const session = await runtime.createSession(source, ...rest);
      now().sessions.push(source.name);
      return {
        ...session,
        run(...args) {
          const { runs } = now();
          runs.set(source.name, (runs.get(source.name) ?? 0) + 1);
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
  const host = createFakeHost();
  const results: KeptResult[] = [];
  let ids = 0;
  const deps = {
    host,
    engine: withServer(engine, () => Promise.reject(new Error('no server'))),
    shelf: createTestShelf(),
    unfinished: createUnfinishedRuns(createMemoryRecords(), createClaims()),
    pictures: { opaque: (image: Image) => Promise.resolve(opaqueCopy(image)) },
    newId: () => `run-${++ids}`,
    nowMs: () => 0,
    wallClockMs: () => 0,
  };
  const { signal } = new AbortController();
  await runJob(deps, {
    settings: { ...DEFAULT_SETTINGS, scale: 1 },
    restorers: variantsOf(TINY_SUPIR, 3),
    memory: UNKNOWN_CARD,
    signal,
    stop: new AbortController().signal,
    onEvent: () => undefined,
    onAgain: () => undefined,
    onResult(kept) {
      results.push(kept);
      next();
      return Promise.resolve();
    },
    deviceName: () => null,
  });
  console.log(JSON.stringify(works.map((w) => ({ ...w, runs: [...w.runs] })), null, 1));
  console.log(JSON.stringify(results.map(({ summary: { report } }) => (report as any).supir)));
  console.log(host.calls);
  await engine.release();
});
