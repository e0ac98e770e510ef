import type { PackedError } from '../../src/core/errors';
import type { RunEvent } from '../../src/core/events';
import type { RestorerName } from '../../src/restore/request';
import type { EngineReport } from '../../src/engine/engine';
import type { Snapshot } from '../../src/hosts/host';
import { lookedAt } from './adjusting';
import { namesAfter } from './document-names';
import { startTileClock, tileDone } from './tile-clock';
import { withSettings, type SettingName, type Settings } from '../settings/settings';
import type { PromptCounts } from './prompt-counts';
import type { KeptSummary } from './kept';
import type { Keeping, UnfinishedRun } from './unfinished';
import type {
  Again,
  Clipboard,
  Done,
  LicenceTexts,
  Outcome,
  Page,
  PanelState,
  PartProgress,
  Running,
  RunPurpose,
  RunState,
} from './panel-state';

/** A step from one state to the next; hand it to `Store.update`. */
export type Step = (state: PanelState) => PanelState;

export function setSetting<K extends SettingName>(name: K, value: Settings[K]): Step {
  return changeSettings({ [name]: value });
}

export function changeSettings(changes: Partial<Settings>): Step {
  return (state) => {
    const settings = withSettings(state.settings, changes);
    return settings === state.settings ? state : { ...state, settings };
  };
}

export const setLanguage =
  (language: PanelState['language']): Step =>
  (state) =>
    state.language === language ? state : { ...state, language };

export const setDark =
  (dark: boolean): Step =>
  (state) =>
    state.dark === dark ? state : { ...state, dark };

export const showPage =
  (page: Page): Step =>
  (state) => ({ ...state, page, clipboard: { state: 'untouched' } });

/** Stores a new snapshot. `modes`: output modes that the editor offers for the open document. */
export const snapshotTaken =
  (snapshot: Snapshot, modes: PanelState['host']['modes']): Step =>
  (state) => ({
    ...state,
    snapshot,
    documentNames: namesAfter(state.documentNames, snapshot),
    snapshotError: null,
    host: { ...state.host, modes },
    outcome: outcomeAfter(state.outcome, snapshot),
  });

function outcomeAfter(outcome: Outcome | null, snapshot: Snapshot): Outcome | null {
  const { adjusting = null } = outcome ?? {};
  if (outcome === null || adjusting === null) return outcome;
  const looked = lookedAt(adjusting, snapshot);
  return looked === adjusting ? outcome : { ...outcome, adjusting: looked };
}

export const snapshotFailed =
  (error: PackedError): Step =>
  (state) => ({ ...state, snapshotError: error });

export const engineDescribed =
  (engine: EngineReport): Step =>
  (state) => ({ ...state, engine, engineError: null });

export const engineFailed =
  (error: PackedError): Step =>
  (state) => ({ ...state, engineError: error });

export const keptListed =
  (kept: readonly KeptSummary[]): Step =>
  (state) => ({ ...state, kept });

export const unfinishedListed =
  (unfinished: readonly UnfinishedRun[]): Step =>
  (state) => ({ ...state, unfinished });

export const promptsCounted =
  (counts: PromptCounts): Step =>
  (state) => ({ ...state, promptsRead: { state: 'counted', counts } });

export const promptsNotCounted =
  (error: PackedError): Step =>
  (state) => ({ ...state, promptsRead: { state: 'failed', error } });

export const runStarted =
  (restorer: RestorerName, nowMs: number, purpose: RunPurpose = 'run'): Step =>
  (state) => ({
    ...state,
    page: 'main',
    clipboard: { state: 'untouched' },
    run: {
      state: 'running',
      purpose,
      stage: 'read',
      restorer,
      device: null,
      load: null,
      tiles: null,
      part: null,
      preview: null,
      variants: { done: 0, of: 1 },
      startedAtMs: nowMs,
      stageAtMs: nowMs,
      cancelling: false,
      stopping: false,
      keeping: null,
    },
  });

export const runEvent =
  (event: RunEvent, nowMs: number): Step =>
  (state) =>
    state.run.state === 'running' ? { ...state, run: afterEvent(state.run, event, nowMs) } : state;

export const cancelAsked: Step = (state) =>
  state.run.state === 'running' ? { ...state, run: { ...state.run, cancelling: true } } : state;

export const stopAsked: Step = (state) =>
  state.run.state === 'running' ? { ...state, run: { ...state.run, stopping: true } } : state;

export const runKept =
  (keeping: Keeping): Step =>
  (state) =>
    state.run.state === 'running' ? { ...state, run: { ...state.run, keeping } } : state;

export const runCancelled: Step = (state) => ({
  ...state,
  run: { state: 'idle', cancelled: true },
});

/** Notes how many results of a run are finished. */
export const variantsDone =
  (done: number, of: number): Step =>
  (state) =>
    state.run.state === 'running'
      ? { ...state, run: { ...state.run, variants: { done, of }, preview: null } }
      : state;

export const outcomeShown =
  (outcome: Outcome): Step =>
  (state) => ({ ...state, outcome });

export const runDone =
  (done: Omit<Done, 'state'>): Step =>
  (state) => ({ ...state, run: { state: 'done', ...done } });

/** What has gone on leaves the last run as it was. */
export const runBack =
  (run: Exclude<RunState, Running>): Step =>
  (state) => ({ ...state, run });

/** Something beside runs has failed. While a run goes on, that is what is shown. */
export const failedBesideRuns =
  (error: PackedError): Step =>
  (state) =>
    state.run.state === 'running' ? state : runFailed(error)(state);

export const runFailed =
  (error: PackedError, again: Again | null = null): Step =>
  (state) => {
    const { run } = state;
    const running = run.state === 'running' ? run : null;
    return {
      ...state,
      run: {
        state: 'error',
        error,
        stage: running?.stage ?? null,
        again,
        restorer: running?.restorer ?? 'fast',
        device: running?.device ?? null,
      },
    };
  };

export const errorDismissed: Step = (state) =>
  state.run.state === 'error' ? { ...state, run: { state: 'idle', cancelled: false } } : state;

export const outcomeClosed: Step = (state) => ({
  ...state,
  outcome: null,
  run: state.run.state === 'done' ? { state: 'idle', cancelled: false } : state.run,
});

export const clipboardUsed =
  (clipboard: Clipboard): Step =>
  (state) => ({ ...state, clipboard });

export const licencesRead =
  (licences: LicenceTexts): Step =>
  (state) => ({ ...state, licences });

function afterEvent(run: Running, event: RunEvent, nowMs: number): Running {
  switch (event.type) {
    case 'stage': {
      // A run that is planned again starts counting anew.
      const counted = event.stage === 'plan' ? { load: null, tiles: null, part: null } : {};
      return { ...run, ...counted, stage: event.stage, stageAtMs: nowMs };
    }
    case 'device':
      return { ...run, device: { device: event.device, label: event.label } };
    case 'load': {
      const { what, doneBytes, totalBytes } = event;
      if (doneBytes < totalBytes) return { ...run, load: { what, doneBytes, totalBytes } };
      return { ...run, load: null, part: run.part && loaded(run.part, nowMs) };
    }
    case 'tile': {
      const clock = run.tiles ?? startTileClock(run.stageAtMs);
      return { ...run, load: null, tiles: tileDone(clock, event.done, event.total, nowMs) };
    }
    case 'part': {
      const { part, done, total, tile } = event;
      const tilesEach = tile?.total ?? 1;
      const tilesDone = done * tilesEach + (tile?.done ?? 0);
      const isSame = run.part?.part === part && run.part.tilesEach === tilesEach;
      // What is done when it is first told of, an earlier run has done.
      const before = isSame ? run.part.clock : startTileClock(nowMs, tilesDone);
      const clock = tileDone(before, tilesDone, total * tilesEach, nowMs);
      return { ...run, load: null, part: { part, clock, tilesEach } };
    }
    case 'preview':
      return { ...run, preview: event.image };
    case 'notice':
      return run;
  }
}

/** A part's progress after its network was loaded; the time of loading does not count as a tile's. */
function loaded(part: PartProgress, nowMs: number): PartProgress {
  const { done, total } = part.clock;
  return { ...part, clock: tileDone(part.clock, done, total, nowMs) };
}
