import type { Timer } from '../clock';
import type { Theme } from '../types';

export interface PanelMethods {
  readonly create?: (root: object) => unknown;
  readonly show?: (root: object) => unknown;
  readonly hide?: (root: object) => unknown;
  readonly destroy?: (root: object) => unknown;
}

export interface Entrypoints {
  readonly panels: ReadonlyMap<string, PanelMethods>;
  readonly commands: ReadonlyMap<string, (...values: unknown[]) => unknown>;
}

/** What UXP keeps for the plugin. */
export interface PluginState {
  entrypoints: Entrypoints | null;
  /** When the plugin's code was run; null: it does not run in a realm of its own. */
  loadedAt: number | null;
  readonly created: Set<string>;
  readonly shown: Set<string>;
  /** Entry methods that were too slow or threw. */
  readonly failed: Set<string>;
  panelOpen: boolean;
  theme: Theme;
  readonly themeListeners: Set<(theme: Theme) => void>;
  clipboard: string;
  readonly opened: string[];
  readonly storage: Map<string, string>;
  readonly secrets: Map<string, Uint8Array>;
  /** Timers that the plugin waits for. */
  readonly timers: Map<number, Timer>;
  /** Its code starts nothing any more, though promises of it may still go on. */
  isUnloaded: boolean;
}

export function createPluginState(): PluginState {
  return {
    entrypoints: null,
    loadedAt: null,
    created: new Set(),
    shown: new Set(),
    failed: new Set(),
    panelOpen: false,
    theme: 'darkest',
    themeListeners: new Set(),
    clipboard: '',
    opened: [],
    storage: new Map(),
    secrets: new Map(),
    timers: new Map(),
    isUnloaded: false,
  };
}
