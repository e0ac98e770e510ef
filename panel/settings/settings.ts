import type { OutputMode, Scale } from '../../src/core/output';
import type { DeviceChoice } from '../../src/restore/request';
import type { Language } from '../strings/language';

export const THEMES = ['auto', 'light', 'dark'] as const;
export type ThemeChoice = (typeof THEMES)[number];

export const DEVICES = ['auto', 'webgpu', 'wasm'] as const satisfies readonly DeviceChoice[];

export type LanguageChoice = 'auto' | Language;

/** What the user has chosen; kept from one visit to the next. */
export interface Settings {
  readonly scale: Scale;
  readonly mode: OutputMode;
  /** 0…1, as in `FastSettings`. */
  readonly strength: number;
  readonly faithful: boolean;
  /** Document pixels, as in `MaskSettings`. */
  readonly maskGrow: number;
  /** Document pixels, as in `MaskSettings`. */
  readonly maskFeather: number;
  readonly device: DeviceChoice;
  readonly language: LanguageChoice;
  readonly theme: ThemeChoice;
  /** CSS pixels, beside the page's own editor. */
  readonly panelWidth: number;
}

export type SettingName = keyof Settings;

export const DEFAULT_SETTINGS: Settings = {
  scale: 2,
  mode: 'in-place',
  strength: 0.7,
  faithful: false,
  maskGrow: 0,
  maskFeather: 0,
  device: 'auto',
  language: 'auto',
  theme: 'auto',
  panelWidth: 320,
};

/** Inclusive limits of the numeric settings. */
export const LIMITS = {
  strength: { min: 0, max: 1, step: 0.01 },
  maskGrow: { min: -128, max: 128, step: 1 },
  maskFeather: { min: 0, max: 128, step: 1 },
  panelWidth: { min: 240, max: 600, step: 1 },
} as const;

/** The setting with its one changed value; the same object when nothing changes. */
export function withSetting<K extends SettingName>(
  settings: Settings,
  name: K,
  value: Settings[K],
): Settings {
  return settings[name] === value ? settings : { ...settings, [name]: value };
}
