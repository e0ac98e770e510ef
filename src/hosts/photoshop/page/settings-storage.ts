import type { PhotoshopLink } from './connect';

/** The part of `Storage` that settings need. */
export interface TextStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/**
 * Settings kept by the plugin: the page was told them when it connected, so reading needs no waiting.
 * One text, whatever the key; a page has one.
 */
export function settingsStorage(
  link: Pick<PhotoshopLink, 'environment' | 'saveSettings'>,
): TextStorage {
  let text = link.environment.settings;
  return {
    getItem: () => text,
    setItem(_key, value) {
      text = value;
      link.saveSettings(value);
    },
  };
}
