import type { OutputMode, Scale } from '../../src/core/document';
import type { DeviceChoice } from '../../src/restore/request';
import type { Language } from '../strings/language';
import { SUPIR_DEFAULTS, SUPIR_LIMITS, type SupirChoices } from './supir';

export const THEMES = ['auto', 'light', 'dark'] as const;
export type ThemeChoice = (typeof THEMES)[number];

export const DEVICES = ['auto', 'webgpu', 'wasm'] as const satisfies readonly DeviceChoice[];

export type LanguageChoice = 'auto' | Language;

/** What the user has chosen; kept from one visit to the next. */
export interface Settings extends SupirChoices {
  readonly scale: Scale;
  readonly mode: OutputMode;
  /** 0…1, as in `FastSettings`. */
  readonly strength: number;
  readonly faithful: boolean;
  /** Document pixels, as in `MaskEdge`. */
  readonly maskGrow: number;
  /** Document pixels, as in `MaskEdge`. */
  readonly maskFeather: number;
  readonly device: DeviceChoice;
  readonly language: LanguageChoice;
  readonly theme: ThemeChoice;
  /** CSS pixels, beside the page's own editor. */
  readonly panelWidth: number;
}

export type SettingName = keyof Settings;

/** Settings that are any number, or null for what the preset says. */
export type NumberName = {
  [K in SettingName]: number extends Settings[K] ? K : never;
}[SettingName];

export const DEFAULT_SETTINGS: Settings = {
  ...SUPIR_DEFAULTS,
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
  ...SUPIR_LIMITS,
  strength: { min: 0, max: 1, step: 0.01 },
  maskGrow: { min: -128, max: 128, step: 1 },
  maskFeather: { min: 0, max: 128, step: 1 },
  panelWidth: { min: 240, max: 600, step: 1 },
} as const satisfies Readonly<
  Record<NumberName, { readonly min: number; readonly max: number; readonly step: number }>
>;

/** The settings with what changed; the same object when nothing does. */
export function withSettings(settings: Settings, changes: Partial<Settings>): Settings {
  const names = Object.keys(changes) as SettingName[];
  return names.every((name) => settings[name] === changes[name])
    ? settings
    : { ...settings, ...changes };
}
