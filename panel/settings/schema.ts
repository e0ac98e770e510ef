import { OUTPUT_MODES, SCALES } from '../../src/core/output';
import { LANGUAGES } from '../strings/language';
import { DEFAULT_SETTINGS, DEVICES, LIMITS, THEMES, type Settings } from './settings';

/** Raised when a value changes its meaning; what an older or newer page wrote is then ignored. */
export const SETTINGS_VERSION = 1;

type Check<T> = (value: unknown) => value is T;

function oneOf<T>(allowed: readonly T[]): Check<T> {
  return (value): value is T => (allowed as readonly unknown[]).includes(value);
}

function within(limits: { readonly min: number; readonly max: number }): Check<number> {
  return (value): value is number =>
    typeof value === 'number' && value >= limits.min && value <= limits.max;
}

const CHECKS: { readonly [K in keyof Settings]: Check<Settings[K]> } = {
  scale: oneOf(SCALES),
  mode: oneOf(OUTPUT_MODES),
  strength: within(LIMITS.strength),
  faithful: (value) => typeof value === 'boolean',
  maskGrow: within(LIMITS.maskGrow),
  maskFeather: within(LIMITS.maskFeather),
  device: oneOf(DEVICES),
  language: oneOf(['auto' as const, ...LANGUAGES]),
  theme: oneOf(THEMES),
  panelWidth: within(LIMITS.panelWidth),
};

export function isSetting<K extends keyof Settings>(name: K, value: unknown): value is Settings[K] {
  return CHECKS[name](value);
}

/** Settings out of stored text. A value that is missing or not allowed gets its default. */
export function parseSettings(text: string | null): Settings {
  const stored = readObject(text);
  if (stored === null || stored['version'] !== SETTINGS_VERSION) return DEFAULT_SETTINGS;
  const valid = (Object.keys(CHECKS) as (keyof Settings)[])
    .filter((name) => isSetting(name, stored[name]))
    .map((name) => [name, stored[name]] as const);
  return { ...DEFAULT_SETTINGS, ...Object.fromEntries(valid) };
}

export function serializeSettings(settings: Settings): string {
  return JSON.stringify({ version: SETTINGS_VERSION, ...settings });
}

function readObject(text: string | null): Readonly<Record<string, unknown>> | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
