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
  reset(name: SettingName): void;
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
