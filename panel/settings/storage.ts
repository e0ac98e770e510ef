import { parseSettings, serializeSettings } from './schema';
import type { Settings } from './settings';

const KEY = 'supir-panel.settings';

/** The part of `Storage` that is needed. */
export type TextStorage = Pick<Storage, 'getItem' | 'setItem'>;

export interface SettingsStorage {
  load(): Settings;
  save(settings: Settings): void;
}

/**
 * Settings in `localStorage`. A page framed by another site may be refused it (the getter itself
 * throws then); the settings live in memory for as long as the page does.
 */
export function createSettingsStorage(open: () => TextStorage): SettingsStorage {
  let memory: string | null = null;
  return {
    load(): Settings {
      try {
        return parseSettings(open().getItem(KEY));
      } catch {
        return parseSettings(memory);
      }
    },
    save(settings: Settings): void {
      memory = serializeSettings(settings);
      try {
        open().setItem(KEY, memory);
      } catch {
        // Refused or full: the copy in memory serves until the page closes.
      }
    },
  };
}
