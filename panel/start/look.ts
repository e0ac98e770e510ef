import type { HostKind } from '../../src/hosts/host';
import type { Settings } from '../settings/settings';
import { setDark, setLanguage } from '../store/actions';
import type { PanelState } from '../store/state';
import type { Store } from '../store/store';
import { preferredLanguage, type Language } from '../strings/language';
import { stringsFor } from '../strings/strings';

const DARK_SYSTEM = '(prefers-color-scheme: dark)';

/** Photopea does not tell its theme to plugins; dark is the one it comes with. */
const EDITOR_IS_DARK: Readonly<Partial<Record<HostKind, boolean>>> = { photopea: true };

export function languageOf({ language }: Settings): Language {
  return language === 'auto' ? preferredLanguage(navigator.languages) : language;
}

export function isDark({ theme }: Settings, host: HostKind): boolean {
  if (theme !== 'auto') return theme === 'dark';
  return EDITOR_IS_DARK[host] ?? matchMedia(DARK_SYSTEM).matches;
}

/** Keeps language and theme of the store, and of the page around the panel, what the settings say. */
export function followLook(store: Store<PanelState>, apply: (state: PanelState) => void): void {
  const resolve = (): void => {
    const { settings, host } = store.get();
    store.update(setLanguage(languageOf(settings)));
    store.update(setDark(isDark(settings, host.kind)));
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
  matchMedia(DARK_SYSTEM).addEventListener('change', resolve);
  store.subscribe(() => {
    resolve();
    show();
  });
  show();
}
