import { changeSettings, engineDescribed } from '../../../panel/store/actions';
import { modelAccepted } from '../../../panel/store/model-actions';
import { createClaims } from '../../../panel/store/claims';
import { createMemoryRecords, type RunRecords } from '../../../panel/runs/unfinished/records';
import { createUnfinishedRuns } from '../../../panel/runs/unfinished/unfinished-runs';
import type { UnfinishedRuns } from '../../../panel/store/unfinished';
import { DeviceError } from '../../../src/core/errors';
import type { RunEvent } from '../../../src/core/events';
import type { EngineReport } from '../../../src/engine/engine';
import type { SupirRestorer } from '../../../src/restore/request';
import { createFakeHost, type FakeHost } from './fake-host';
import { fakeLocks } from './fake-locks';
import { open, sdxlFile, supirFile } from './models';
import { createTestShelf, startPanel, type TestPanel } from './panel';
import { STEPS } from './scripted-engine';

/** As many steps as the scripted engine plays. */
const SETTINGS = { restorer: 'supir', licenceAccepted: true, steps: STEPS } as const;

/** Pages of one browser: they share what is stored, and know of each other. */
export function createBrowser(records: RunRecords = createMemoryRecords()): {
  readonly records: RunRecords;
  readonly page: () => UnfinishedRuns;
} {
  const locks = fakeLocks();
  return { records, page: () => createUnfinishedRuns(records, createClaims(locks)) };
}

export const ADAPTER: NonNullable<EngineReport['webgpu']> = {
  vendor: 'scripted',
  architecture: 'one',
  description: '',
  isFallbackAdapter: false,
  shaderF16: true,
  maxBufferBytes: 2 ** 30,
};

/** The engine's next report has this graphics adapter; null: none. */
export function withAdapter({ engine }: TestPanel, webgpu: EngineReport['webgpu']): void {
  engine.report = { ...engine.report, webgpu };
}

/** On a graphics adapter, which the engine has reported. */
export async function startSupir(
  unfinished: UnfinishedRuns = createBrowser().page(),
  host: FakeHost = createFakeHost(),
): Promise<TestPanel> {
  const panel = await startPanel(createTestShelf(), host, unfinished);
  withAdapter(panel, ADAPTER);
  panel.store.update(engineDescribed(panel.engine.report));
  for (const model of [supirFile('Q'), sdxlFile(false)]) {
    panel.store.update(modelAccepted(model.name, open(model)));
  }
  panel.store.update(changeSettings(SETTINGS));
  return panel;
}

export const isStep = (event: RunEvent, done: number): boolean =>
  event.type === 'part' && event.part === 'sample' && event.done === done;

/** Does something before the engine tells of a step. */
export function beforeStep(panel: TestPanel, done: number, act: () => void | Promise<void>): void {
  panel.engine.before = (event) => (isStep(event, done) ? act() : undefined);
}

export const loseDevice = (): never => {
  throw new DeviceError({ code: 'device-lost', message: 'gone', hint: 'again' });
};

export function errorCode({ store }: TestPanel): string | null {
  const { run } = store.get();
  return run.state === 'error' ? run.error.code : `the run is ${run.state}`;
}

/** Steps that are done, and all of them, of each run that is offered. */
export const offered = ({ store }: TestPanel): unknown =>
  store.get().unfinished.map(({ done, steps }) => [done, steps]);

/** The step from which the newest run went on. */
export const wentOnFrom = ({ engine }: TestPanel): number | undefined =>
  (engine.requests.at(-1)!.restorer as SupirRestorer).from?.done;

/** Goes on with the newest of the runs that are offered. */
export function goOn({ runs, store }: TestPanel): Promise<void> {
  return runs.goOn(store.get().unfinished[0]!.id);
}

/** A run that lost its device after three steps. */
export async function afterLoss(unfinished?: UnfinishedRuns): Promise<TestPanel> {
  const panel = await startSupir(unfinished);
  beforeStep(panel, 4, loseDevice);
  await panel.runs.upscale();
  panel.engine.before = () => undefined;
  return panel;
}
