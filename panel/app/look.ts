import type { Settings } from '../settings/settings';
import { setDark, setLanguage } from '../store/actions';
import type { PanelState } from '../store/panel-state';
import type { Store } from '../store/store';
import { preferredLanguage, type Language } from '../strings/language';
import { stringsFor } from '../strings/strings';

/** Whether the editor or page around the panel has a dark theme. */
export interface Surroundings {
  isDark(): boolean;
  onChange(listener: () => void): void;
}

export function systemSurroundings(): Surroundings {
  const query = matchMedia('(prefers-color-scheme: dark)');
  return {
    isDark: () => query.matches,
    onChange: (listener) => query.addEventListener('change', listener),
  };
}

/** Assumed theme of Photopea, which does not report its theme to plugins: its default, dark. */
export const DARK_SURROUNDINGS: Surroundings = {
  isDark: () => true,
  onChange: () => undefined,
};

/** Language of the settings, else the best of browser or editor (`preferred`, best first). */
export function languageOf({ language }: Settings, preferred: readonly string[]): Language {
  return language === 'auto' ? preferredLanguage(preferred) : language;
}

export function isDark({ theme }: Settings, surroundings: Surroundings): boolean {
  return theme === 'auto' ? surroundings.isDark() : theme === 'dark';
}

export interface Look {
  readonly surroundings: Surroundings;
  readonly languages: readonly string[];
}

/** Applies the settings' language and theme to the store and to the page around the panel. */
export function followLook(
  store: Store<PanelState>,
  { surroundings, languages }: Look,
  apply: (state: PanelState) => void,
): void {
  const resolve = (): void => {
    const { settings } = store.get();
    store.update(setLanguage(languageOf(settings, languages)));
    store.update(setDark(isDark(settings, surroundings)));
  };
  const show = (): void => {
    const state = store.get();
    const { name } = stringsFor(state.language).app;
    const document_ = state.snapshot?.document?.name;
    document.title = document_ === undefined ? name : `${document_} – ${name}`;
    document.documentElement.lang = state.language;
    document.documentElement.style.colorScheme = state.dark ? 'dark' : 'light';
    apply(state);
  };
  surroundings.onChange(resolve);
  store.subscribe(() => {
    resolve();
    show();
  });
  show();
}
