import type { PackedError } from '../../src/core/errors';
import type { DeviceKind, Stage, SupirPart } from '../../src/core/events';
import type { Size } from '../../src/core/geometry';
import type { Image8 } from '../../src/core/image';
import type { EngineReport } from '../../src/engine/engine';
import type { EditorHost, Snapshot } from '../../src/hosts/host';
import type { RestorerSettings, RunReport } from '../../src/restore/request';
import { NOTHING_CHECKED, type DiagnosticsState } from '../diagnostics/check';
import type { HostFilesState } from '../models/host-files';
import { NO_MODELS, type Models } from '../models/models';
import type { PromptCounts } from '../prompts/counts';
import type { ComparePair } from '../pictures/pictures';
import type { TileClock } from './tile-clock';
import type { Settings } from '../settings/settings';
import type { KeptSummary } from '../shelf/kept';
import type { Language } from '../strings/language';

export type HostInfo = Pick<EditorHost, 'kind' | 'description' | 'modes' | 'largestDocument'>;

export function hostInfo({ kind, description, modes, largestDocument }: EditorHost): HostInfo {
  const info = { kind, description, modes };
  return largestDocument === undefined ? info : { ...info, largestDocument };
}

export interface RunningDevice {
  readonly device: DeviceKind;
  readonly label: string;
}

export interface LoadProgress {
  readonly what: string;
  readonly doneBytes: number;
  readonly totalBytes: number;
}

export interface PartProgress {
  readonly part: SupirPart;
  /** Counts what the part counts, runs of a network or steps, in tiles of `tilesEach`. */
  readonly clock: TileClock;
  /** The tiles that each of them takes; 1 where it is done whole. */
  readonly tilesEach: number;
}

export interface Running {
  readonly state: 'running';
  readonly stage: Stage;
  readonly engine: RestorerSettings['kind'];
  readonly device: RunningDevice | null;
  /** null while nothing is loaded. */
  readonly load: LoadProgress | null;
  /** null until the first tile is announced. */
  readonly tiles: TileClock | null;
  /** null where the engine has one part only, or has not begun. */
  readonly part: PartProgress | null;
  /** The newest small picture of the result in the making. */
  readonly preview: Image8 | null;
  readonly startedAtMs: number;
  /** When `stage` began, on the clock of `startedAtMs`. */
  readonly stageAtMs: number;
  readonly cancelling: boolean;
}

export interface Failed {
  readonly state: 'error';
  readonly error: PackedError;
  /** Where the run was; null when it was not a run that failed. */
  readonly stage: Stage | null;
  /** Id of the kept result that was to be inserted; null: it had not come to that. */
  readonly keptId: string | null;
  readonly engine: RestorerSettings['kind'];
  readonly device: RunningDevice | null;
}

export type RunState =
  | { readonly state: 'idle'; readonly cancelled: boolean }
  | Running
  | { readonly state: 'done' }
  | Failed;

/** The last layer that was inserted. */
export interface Outcome {
  readonly layerName: string;
  readonly documentName: string;
  /** Size of the restored picture as it was inserted. */
  readonly size: Size;
  readonly report: RunReport;
  /** From the click to the confirmed insert. */
  readonly totalMs: number;
  /** null when the result came from an earlier visit. */
  readonly compare: ComparePair | null;
}

/** What is known of the prompts' lengths. */
export type PromptsRead =
  | { readonly state: 'uncounted' }
  /** Perhaps of what stood there a moment ago. */
  | { readonly state: 'counted'; readonly counts: PromptCounts }
  | { readonly state: 'failed'; readonly error: PackedError };

/** What became of the last *Copy diagnostics*. */
export type Clipboard =
  | { readonly state: 'untouched' }
  | { readonly state: 'copied' }
  | { readonly state: 'refused'; readonly text: string };

/** A text of the About page that lies beside the page. */
export type LicenceText =
  | { readonly state: 'loading' }
  | { readonly state: 'missing' }
  | { readonly state: 'loaded'; readonly text: string };

export interface LicenceTexts {
  readonly model: LicenceText;
  readonly thirdParty: LicenceText;
}

export type Page = 'main' | 'about' | 'diagnostics';

export interface PanelState {
  readonly settings: Settings;
  /** Resolved from the settings and the browser's languages. */
  readonly language: Language;
  /** Resolved from the settings, the editor and the system. */
  readonly dark: boolean;
  readonly host: HostInfo;
  /** Asked for in the page's address. */
  readonly developer: boolean;
  /** null until the editor has answered once. */
  readonly snapshot: Snapshot | null;
  /** Why the last look at the document failed. */
  readonly snapshotError: PackedError | null;
  /** null until the engine has answered. */
  readonly engine: EngineReport | null;
  readonly engineError: PackedError | null;
  readonly models: Models;
  /** null where the editor has no file dialog of its own. */
  readonly hostFiles: HostFilesState | null;
  readonly promptsRead: PromptsRead;
  readonly run: RunState;
  readonly outcome: Outcome | null;
  /** Finished results whose insert was never confirmed, newest first. */
  readonly kept: readonly KeptSummary[];
  readonly page: Page;
  readonly clipboard: Clipboard;
  readonly diagnostics: DiagnosticsState;
  /** null until the About page is opened. */
  readonly licences: LicenceTexts | null;
}

export type StartState = Pick<PanelState, 'settings' | 'language' | 'dark' | 'host' | 'developer'>;

/** Before the editor and the engine have answered. */
export function initialState(start: StartState): PanelState {
  return {
    ...start,
    snapshot: null,
    snapshotError: null,
    engine: null,
    engineError: null,
    models: NO_MODELS,
    hostFiles: null,
    promptsRead: { state: 'uncounted' },
    run: { state: 'idle', cancelled: false },
    outcome: null,
    kept: [],
    page: 'main',
    clipboard: { state: 'untouched' },
    diagnostics: NOTHING_CHECKED,
    licences: null,
  };
}
