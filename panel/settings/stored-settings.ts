import * as v from 'valibot';
import type { Settings } from './settings';
import { parseSettings, serializeSettings, SETTINGS_VERSION } from './storage';
import { SETTINGS } from './table';

/**
 * Settings as they are stored beside what is made with them: as text, which is validated like every
 * stored setting. Null: not known.
 */
export type StoredSettings = { readonly version: number; readonly text: string } | null;

const MAX_TEXT = 64 * 1024;

export const storedSettings = v.nullable(
  v.object({
    version: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
    text: v.pipe(v.string(), v.maxLength(MAX_TEXT)),
  }),
);

export function toStoredSettings(settings: Settings | null): StoredSettings {
  return settings && { version: SETTINGS_VERSION, text: serializeSettings(settings) };
}

/** Null also for those of another version of the panel. */
export function fromStoredSettings(stored: StoredSettings): Settings | null {
  return stored?.version === SETTINGS_VERSION ? parseSettings(SETTINGS, stored.text) : null;
}
