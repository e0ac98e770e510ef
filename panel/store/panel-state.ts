import type { PackedError } from '../../src/core/errors';
import type { DeviceKind, RunStage, SupirPart } from '../../src/core/events';
import type { Size } from '../../src/core/geometry';
import type { Image8 } from '../../src/core/image';
import type { EngineReport } from '../../src/engine/engine';
import type { EditorHost, Snapshot } from '../../src/hosts/host';
import type { AnyReport } from '../../src/restore/remote/remote-report';
import type { RestorerName } from '../../src/restore/request';
import type { Adjusting } from './adjusting';
import { NOTHING_CHECKED, type DiagnosticsState } from './checks';
import { NO_NAMES, type DocumentNames } from './document-names';
import type { HostFilesState } from './host-files';
import { NO_LIBRARY, type LibraryState } from './library';
import { NOTHING_MEASURED, type Measurements } from './measurements';
import { NO_MODELS, type Models } from './models';
import { NO_PLAN, type PlanState } from './plan';
import { NO_OWN_PRESETS, type PromptPresetsState } from './prompt-presets';
import type { PromptCounts } from './prompt-counts';
import type { ComparePair } from './pictures';
import type { TileClock } from './tile-clock';
import type { TryHere } from './try-here';
import type { Settings } from '../settings/settings';
import type { KeptSummary } from './kept';
import type { Keeping, UnfinishedRun } from './unfinished';
import { NO_SERVER, type ServerState } from './server';
import { NO_RESULTS, type ResultsState } from './results';
import type { Language } from '../strings/language';

/** As far as the panel has something to say about it. */
export type BrowserKind = 'chrome-on-linux' | 'other';

export type HostInfo = Pick<EditorHost, 'kind' | 'description' | 'modes' | 'largestDocument'>;

export function hostInfo(host: EditorHost): HostInfo {
  const { kind, description, modes, largestDocument } = host;
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
  /** Clock of the part's tiles: each run of a network or step has `tilesEach` of them. */
  readonly clock: TileClock;
  /** Tiles of each run of a network or step; 1 where it is not tiled. */
  readonly tilesEach: number;
}

/** A run makes a new layer; a try shows one tile of it; the adjusted result is applied to its layer. */
export type RunPurpose = 'run' | 'try' | 'apply';

/** What *Try again* does after a failure. */
export type Again =
  | { readonly does: 'run' | 'try' }
  /** With the kept result of this id. */
  | { readonly does: 'insert' | 'replace'; readonly id: string };

export interface Running {
  readonly state: 'running';
  readonly purpose: RunPurpose;
  readonly stage: RunStage;
  readonly restorer: RestorerName;
  readonly device: RunningDevice | null;
  /** Progress of loading weights; null while none are being loaded. */
  readonly load: LoadProgress | null;
  /** Clock of the tiles; null until the first tile is announced. */
  readonly tiles: TileClock | null;
  /** The running part of SUPIR; null for the fast restorer and before the first part. */
  readonly part: PartProgress | null;
  /** The newest preview of the unfinished result. */
  readonly preview: Image8 | null;
  /** Results that are finished, and all that the run makes. */
  readonly variants: { readonly done: number; readonly of: number };
  readonly startedAtMs: number;
  /** When `stage` began, on the clock of `startedAtMs`. */
  readonly stageAtMs: number;
  readonly cancelling: boolean;
  /** Whether the person has asked for the picture of the steps that are done. */
  readonly stopping: boolean;
  /** How it is kept against its end before its result; null: that was not tried yet. */
  readonly keeping: Keeping | null;
}

export interface Failed {
  readonly state: 'error';
  readonly error: PackedError;
  /** Stage in which the run failed; null when the error came from something else. */
  readonly stage: RunStage | null;
  /** null where repeating it would do something else than what failed. */
  readonly again: Again | null;
  readonly restorer: RestorerName;
  readonly device: RunningDevice | null;
}

export type RunState =
  { readonly state: 'idle'; readonly cancelled: boolean } | Running | Done | Failed;

export interface Done {
  readonly state: 'done';
  /** Whether the result that is shown is in the document. */
  readonly isInserted: boolean;
  /** Results that were kept aside, beside the one that is shown. */
  readonly aside: number;
}

/** The result that is shown: the last one that was inserted, or made to wait until it is. */
export interface Outcome {
  /** Of the kept result. */
  readonly id: string;
  readonly layerName: string;
  readonly documentName: string;
  /** Size of the restored picture. */
  readonly size: Size;
  readonly report: AnyReport;
  /** Time from the click to the confirmed insert, or to the result that waits; milliseconds. */
  readonly totalMs: number;
  /** The pictures before and after; null when the result came from an earlier visit. */
  readonly compare: ComparePair | null;
  /** How it is adjusted; null where its pictures are not at hand. */
  readonly adjusting: Adjusting | null;
}

/** Lengths of the prompts in tokens, as far as they have been counted. */
export type PromptsRead =
  | { readonly state: 'uncounted' }
  /** The last counts; the prompts may have been edited since. */
  | { readonly state: 'counted'; readonly counts: PromptCounts }
  | { readonly state: 'failed'; readonly error: PackedError };

/** What can be copied. */
export type Copied = 'diagnostics' | 'flag' | 'server-flags' | `address ${string}`;

/** Outcome of the last copy. */
export type Clipboard =
  | { readonly state: 'untouched' }
  | { readonly state: 'copied'; readonly what: Copied }
  | { readonly state: 'refused'; readonly text: string };

/** A text of the About page, loaded from a file beside the page. */
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
  /** Language in use, from the settings and the browser's languages. */
  readonly language: Language;
  /** Whether the dark theme is in use, from the settings, the editor and the system. */
  readonly dark: boolean;
  readonly host: HostInfo;
  /** Whether the page's address asks for developer tools. */
  readonly developer: boolean;
  /** The browser that the page runs in. */
  readonly browser: BrowserKind;
  /** Newest snapshot of the document; null until the editor has answered once. */
  readonly snapshot: Snapshot | null;
  readonly documentNames: DocumentNames;
  /** Why the last snapshot failed; null if it succeeded. */
  readonly snapshotError: PackedError | null;
  /** The engine's report on its devices; null until it has answered. */
  readonly engine: EngineReport | null;
  readonly engineError: PackedError | null;
  readonly models: Models;
  /** Model files that the browser keeps or fetches. */
  readonly library: LibraryState;
  /** Model files that the editor remembers; null where it has no file dialog of its own. */
  readonly hostFiles: HostFilesState | null;
  readonly promptsRead: PromptsRead;
  readonly promptPresets: PromptPresetsState;
  /** What earlier runs have shown. */
  readonly measurements: Measurements;
  /** What the next run of SUPIR will be. */
  readonly plan: PlanState;
  readonly run: RunState;
  /** The ComfyUI server of the person's own. */
  readonly server: ServerState;
  /** null: no tile is being tried. */
  readonly tryHere: TryHere | null;
  readonly outcome: Outcome | null;
  /** Finished results, newest first: those whose insert was never confirmed, and those of earlier runs. */
  readonly kept: readonly KeptSummary[];
  /** Runs of this editor that can be gone on with, newest first. */
  readonly unfinished: readonly UnfinishedRun[];
  /** What the person looks at of them. */
  readonly results: ResultsState;
  readonly page: Page;
  readonly clipboard: Clipboard;
  readonly diagnostics: DiagnosticsState;
  /** Licence texts; null until the About page is opened. */
  readonly licences: LicenceTexts | null;
}

export interface StartState extends Pick<
  PanelState,
  'settings' | 'language' | 'dark' | 'host' | 'developer'
> {
  /** Left out: none. */
  readonly measurements?: Measurements;
  /** Left out: none. */
  readonly server?: ServerState;
  /** Left out: `other`. */
  readonly browser?: BrowserKind;
}

/** State before the editor and the engine have answered. */
export function initialState(start: StartState): PanelState {
  return {
    measurements: NOTHING_MEASURED,
    server: NO_SERVER,
    browser: 'other',
    ...start,
    snapshot: null,
    documentNames: NO_NAMES,
    snapshotError: null,
    engine: null,
    engineError: null,
    models: NO_MODELS,
    library: NO_LIBRARY,
    hostFiles: null,
    promptsRead: { state: 'uncounted' },
    promptPresets: NO_OWN_PRESETS,
    plan: NO_PLAN,
    run: { state: 'idle', cancelled: false },
    tryHere: null,
    outcome: null,
    kept: [],
    unfinished: [],
    results: NO_RESULTS,
    page: 'main',
    clipboard: { state: 'untouched' },
    diagnostics: NOTHING_CHECKED,
    licences: null,
  };
}
