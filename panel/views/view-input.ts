import type { Point } from '../../src/core/geometry';
import type { Adjustment } from '../../src/restore/adjust/adjustment';
import type { CheckName } from '../store/checks';
import type { ModelRole } from '../store/models';
import type { SettingName, Settings } from '../settings/settings';
import type { Page, PanelState } from '../store/panel-state';
import type { PresetNaming } from '../store/prompt-presets';
import type { ServerRoute } from '../store/server';
import type { Format } from '../strings/format';
import type { Strings } from '../strings/strings';

/** What can be done with model files beyond choosing them. */
export interface LibraryActions {
  chooseWay(way: 'full' | 'lightning'): void;
  /** Shows the terms of a published file; its name is meant by every `name`. */
  ask(name: string): void;
  /** Accepts the terms and fetches the file, to be kept by the browser or put where a dialog asks. */
  accept(name: string, where: 'browser' | 'file'): void;
  resume(name: string): void;
  stop(name: string): void;
  discard(name: string): void;
  verify(role: ModelRole): void;
  keep(role: ModelRole): void;
  cancelWork(): void;
  /** Takes a kept file. */
  use(id: string): void;
  remove(id: string): void;
  /** Asks where a copy of a kept file should go. */
  saveAs(id: string): void;
  dismissFailure(): void;
  copyAddress(address: string): void;
}

/** What can be done with prompt presets. The chosen one is meant unless another is named. */
export interface PromptPresetActions {
  /** Sets what a preset holds; null: what holds without one. */
  choose(id: string | null): void;
  /** Asks for a name; null: no longer. */
  startNaming(naming: PresetNaming | null): void;
  /** Takes the name that was asked for. */
  finishNaming(name: string): void;
  /** Saves the settings to it. */
  update(): void;
  remove(): void;
  undo(): void;
  /** Puts the person's presets into a file, or on the clipboard where this page has no files. */
  exportAll(): void;
  importFile(file: File): void;
  /** Takes presets from the clipboard; null where they come from files alone. */
  readonly importPasted: (() => void) | null;
  dismissNews(): void;
  dismissFailure(): void;
}

/** What can be done with kept results beyond inserting, saving and deleting them. */
export interface ResultsActions {
  choose(id: string): void;
  /** `against`: the other result; null: the original. */
  compare(id: string, against: string | null): void;
  /** Chooses one of the results of other documents. */
  chooseOther(id: string): void;
  /** Looks in the document in front for the pictures under results of other names. */
  look(): void;
  closeComparison(): void;
}

/** What can be done with the shown result without running again. */
export interface AdjustActions {
  /** Shows a kept result with its controls. */
  open(id: string): void;
  change(changes: Partial<Adjustment>): void;
  reset(): void;
  /** Replaces the layer in the document, or inserts one where the result waits. */
  apply(): void;
}

/** What can be done with the tile that is tried before a run. */
export interface TryActions {
  open(): void;
  /** Moves the point, document pixels. */
  move(point: Point): void;
  /** Tries the tile at the point. */
  go(): void;
  close(): void;
}

/** What can be done with the person's server. */
export interface ServerActions {
  typeAddress(text: string): void;
  /** Takes a line `name: value`; false where it is none, and the store says why. */
  addHeader(line: string): boolean;
  removeHeader(name: string): void;
  /** Lets header lines cross a network that others can listen to. */
  allowOpen(allowed: boolean): void;
  /** Tests the server by this way, and keeps to it. */
  chooseRoute(route: ServerRoute): void;
  test(): void;
  cancelTest(): void;
  chooseFile(role: 'supir' | 'sdxl', name: string | null): void;
  acceptPrivacy(origin: string): void;
  withdrawPrivacy(origin: string): void;
  /** Copies flags for ComfyUI's command line. */
  copyFlags(flags: string): void;
  /** Dismisses the note on a run of an earlier visit. */
  forgetSent(): void;
}

/** Actions that views can trigger. */
export interface PanelActions {
  upscale(): void;
  cancel(): void;
  stopAndKeep(): void;
  goOn(id: string): void;
  discardUnfinished(id: string): void;
  dismissError(): void;
  closeOutcome(): void;
  insertKept(id: string): void;
  /** Puts a result in the place of the inserted one that covers the same. */
  replaceByKept(id: string): void;
  saveKept(id: string): void;
  discardKept(id: string): void;
  copyDiagnostics(): void;
  /** Copies a flag for the browser's command line. */
  copyFlag(flag: string): void;
  /** Forgets that the graphics adapter ran out of memory. */
  forgetFailure(): void;
  showPage(page: Page): void;
  set<K extends SettingName>(name: K, value: Settings[K]): void;
  /** Changes several settings at once. */
  change(changes: Partial<Settings>): void;
  reset(name: SettingName): void;
  /** Opens whatever dialog for model files this page has. */
  pickModels(): void;
  /** Picks model files in the editor's own dialog. */
  pickModelsInHost(): void;
  loadHostFile(id: string): void;
  forgetHostFile(id: string): void;
  cancelHostImport(): void;
  /** Runs every check, one after the other. */
  runChecks(): void;
  runCheck(name: CheckName): void;
  cancelChecks(): void;
  /** Chooses the file that the checks of file reading use. */
  chooseCheckFile(file: File): void;
  copyChecks(): void;
  takeModels(files: readonly File[]): void;
  /** Asks to read the files of an earlier visit again. */
  allowModels(): void;
  removeModel(role: ModelRole): void;
  dismissRefusal(name: string): void;
  readonly library: LibraryActions;
  readonly promptPresets: PromptPresetActions;
  readonly results: ResultsActions;
  readonly adjust: AdjustActions;
  readonly tryHere: TryActions;
  readonly server: ServerActions;
  /** Reads the clipboard's text; null where the keyboard's own paste works. */
  readonly pasteText: (() => Promise<string>) | null;
  /** Chooses the file of networks' sizes; null removes it. */
  chooseConfig(file: File | null): void;
}

/** Everything that a view's template depends on. */
export interface View {
  readonly state: PanelState;
  readonly t: Strings;
  readonly f: Format;
  readonly act: PanelActions;
  /** Time of this drawing, milliseconds on the clock of `Running.startedAtMs`. */
  readonly nowMs: number;
  /** Date of this drawing, milliseconds since 1970. */
  readonly wallClockMs: number;
  readonly version: string;
}
