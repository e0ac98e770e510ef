import * as v from 'valibot';
import { checked, COUNT } from '../protocol/parse';
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

const THEME = v.picklist(['darkest', 'dark', 'light', 'lightest']);

export function isTheme(value: unknown): value is PhotoshopTheme {
  return v.is(THEME, value);
}

const VERSION = v.fallback(v.string(), 'unknown');

/** What a version does not tell counts as not known. */
const ENVIRONMENT = v.object({
  photoshop: VERSION,
  uxp: VERSION,
  locale: v.fallback(v.nullable(v.string()), null),
  theme: v.fallback(v.nullable(THEME), null),
  settings: v.fallback(v.nullable(v.string()), null),
  gpuMemoryMB: v.fallback(v.nullable(COUNT), null),
});

/** Asks the plugin for the environment. */
export async function readEnvironment(ask: Ask): Promise<PhotoshopEnvironment> {
  return checked(ENVIRONMENT, (await ask('environment', null)).value, 'environment');
}
