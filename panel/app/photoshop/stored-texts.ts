import { SETTINGS_KEY, type TextStorage } from '../../settings/storage';

/** The one text that the plugin keeps for the page, since `localStorage` is not usable there. */
export interface PluginText {
  /** What was kept last; null: nothing. */
  readonly stored: string | null;
  readonly save: (text: string) => void;
}

/** Property of the settings' object under which the texts of other keys lie. */
const OTHERS = 'others';

/** Storage of several texts in the one of the plugin: that of the settings, with the others in it. */
export function textsIn({ stored, save }: PluginText): TextStorage {
  let all = objectIn(stored);
  const others = (): Readonly<Record<string, unknown>> => recordOr(all[OTHERS]);
  return {
    getItem(key) {
      if (key === SETTINGS_KEY) return Object.keys(all).length === 0 ? null : JSON.stringify(all);
      const text = others()[key];
      return typeof text === 'string' ? text : null;
    },
    setItem(key, text) {
      all =
        key === SETTINGS_KEY
          ? { ...objectIn(text), [OTHERS]: others() }
          : { ...all, [OTHERS]: { ...others(), [key]: text } };
      save(JSON.stringify(all));
    },
  };
}

function objectIn(text: string | null): Readonly<Record<string, unknown>> {
  try {
    return recordOr(JSON.parse(text ?? '{}'));
  } catch {
    return {};
  }
}

function recordOr(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
