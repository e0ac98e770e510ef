import { fieldsOf, numberFrom } from './answers';
import type { Ask } from './ask';

/** Photoshop's four themes; a webview's media query reports the operating system's theme instead. */
export type PhotoshopTheme = 'darkest' | 'dark' | 'light' | 'lightest';

/** Facts about Photoshop and the plugin that the page cannot find out itself. */
export interface PhotoshopEnvironment {
  /** Photoshop's version, such as `26.0.0`. */
  readonly photoshop: string;
  readonly uxp: string;
  /** Language of Photoshop's interface, such as `en_US`. */
  readonly locale: string | null;
  readonly theme: PhotoshopTheme | null;
  /** Text that `saveSettings` stored last; null if it never has. */
  readonly settings: string | null;
  readonly gpuMemoryMB: number | null;
}

const THEMES: readonly unknown[] = ['darkest', 'dark', 'light', 'lightest'];

export function isTheme(value: unknown): value is PhotoshopTheme {
  return THEMES.includes(value);
}

/** Asks the plugin for the environment. */
export async function readEnvironment(ask: Ask): Promise<PhotoshopEnvironment> {
  const { photoshop, uxp, locale, theme, settings, gpuMemoryMB } = fieldsOf(
    (await ask('environment', null)).value,
  );
  return {
    photoshop: String(photoshop),
    uxp: String(uxp),
    locale: typeof locale === 'string' ? locale : null,
    theme: isTheme(theme) ? theme : null,
    settings: typeof settings === 'string' ? settings : null,
    gpuMemoryMB: numberFrom(gpuMemoryMB),
  };
}
