import type { CheckName } from '../diagnostics/check';
import type { ModelRole } from '../models/models';
import type { SettingName, Settings } from '../settings/settings';
import type { Page, PanelState } from '../store/state';
import type { Format } from '../strings/format';
import type { Strings } from '../strings/strings';

/** What a view may ask for. */
export interface PanelActions {
  upscale(): void;
  cancel(): void;
  dismissError(): void;
  closeOutcome(): void;
  insertKept(id: string): void;
  saveKept(id: string): void;
  discardKept(id: string): void;
  copyDiagnostics(): void;
  showPage(page: Page): void;
  set<K extends SettingName>(name: K, value: Settings[K]): void;
  /** Several settings at once. */
  change(changes: Partial<Settings>): void;
  reset(name: SettingName): void;
  /** Asks for model files, by whatever way this page has. */
  pickModels(): void;
  /** Through the editor's own dialog. */
  pickModelsInHost(): void;
  loadHostFile(id: string): void;
  forgetHostFile(id: string): void;
  cancelHostImport(): void;
  /** Every check, one after the other. */
  runChecks(): void;
  runCheck(name: CheckName): void;
  cancelChecks(): void;
  /** The file that the checks of files read. */
  chooseCheckFile(file: File): void;
  copyChecks(): void;
  takeModels(files: readonly File[]): void;
  /** Asks to read the files of an earlier visit again. */
  allowModels(): void;
  removeModel(role: ModelRole): void;
  dismissRefusal(name: string): void;
  /** What is on the clipboard; null where the keyboard's own paste works. */
  readonly pasteText: (() => Promise<string>) | null;
  /** null: away with it. */
  chooseConfig(file: File | null): void;
}

/** All that a view is a function of. */
export interface View {
  readonly state: PanelState;
  readonly t: Strings;
  readonly f: Format;
  readonly act: PanelActions;
  /** On the clock of `Running.startedAtMs`. */
  readonly nowMs: number;
  /** Milliseconds since 1970. */
  readonly wallClockMs: number;
  readonly version: string;
}
