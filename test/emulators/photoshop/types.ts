import type { Rect } from '../../../src/core/geometry';
import type { Mask } from '../../../src/core/mask';
import type { Clock } from './clock';
import type { Manifest } from './manifest';
import type { Raster } from './model/raster';
import type { Rules } from './rules';
import type { Switches } from './switches';

export interface PhotoshopOptions {
  /** `host.version`; default the newest that is modelled. */
  readonly version?: string;
  readonly rules?: Rules;
  readonly switches?: Partial<Switches>;
  readonly manifest?: Manifest;
  /** Of the generator behind every quirk. */
  readonly seed?: number;
  /** Default: real time. */
  readonly clock?: Clock;
  /** How long a modal scope may stay open. */
  readonly modalLimitMs?: number;
  /** Bytes of image data from which on there are warnings. */
  readonly imageBudgetBytes?: number;
  /** What the user answers when a plugin wants to open something outside. */
  readonly consents?: boolean;
}

export interface DocumentSpec {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly mode?: ModeName;
  readonly depth?: 8 | 16 | 32;
  /** null: untagged. */
  readonly profile?: string | null;
}

export type ModeName =
  'rgb' | 'grayscale' | 'lab' | 'cmyk' | 'bitmap' | 'indexed' | 'duotone' | 'multichannel';

/** A selection as the user draws it: `data` is one byte a pixel of `rect`; 0 outside. */
export interface Drawn {
  readonly rect: Rect;
  readonly data: Uint8Array;
}

/** Where a file's bytes come from; a size without bytes needs no memory. */
export interface SimFile {
  readonly size: number;
  /** A copy of at most `length` bytes from `offset` on. */
  read(offset: number, length: number): Uint8Array;
}

/** What the person at the keyboard does. None of it needs a modal scope. */
export interface User {
  /** Opens a PSD and returns the document's id; the file's active layer, or the top one, is active. */
  open(psd: Uint8Array, name: string): number;
  create(spec: DocumentSpec): number;
  close(documentId?: number): void;
  show(documentId: number): void;
  activate(...layerIds: readonly number[]): void;
  /** null deselects. */
  select(drawn: Drawn | null, feather?: number): void;
  quickMask(on: boolean): void;
  paint(layerId: number): void;
  deleteLayer(layerId: number): void;
  resizeCanvas(width: number, height: number): void;
  changeMode(mode: ModeName, depth?: 8 | 16 | 32): void;
  undo(): void;
  /** Esc while a modal scope runs. */
  pressEsc(): void;
  /** Another plugin's modal scope; returns what ends it. */
  beginOtherModal(pluginId: string): () => void;
  /** What the next file picker gives; null: cancelled. */
  picks(...paths: readonly (string | null)[]): void;
  openPanel(): void;
  closePanel(): void;
  /** Runs a command of the plugin from the menu. */
  runCommand(id: string): Promise<unknown>;
  setTheme(theme: Theme): void;
  setClipboard(text: string): void;
  /** The machine sleeps and wakes; plugins hear of it from 27.4 on. */
  sleep(): void;
  wake(): void;
  /** Photoshop ends: documents and session tokens are gone. */
  quit(): void;
  uninstall(): void;
}

export type Theme = 'darkest' | 'dark' | 'light' | 'lightest';

/** The window in the webview, as whoever plays the page sees it. */
export interface WebviewPort {
  /** The element's `src`; null before the plugin has made one. */
  readonly url: () => string | null;
  /** Called for each load, also of a reload, once the page's script may run. */
  onLoad(listener: (url: string) => void): void;
  /** The page installs its `message` listener: from now on it hears the plugin. JSON text. */
  toPage(listener: (text: string, event: { readonly origin: string }) => void): void;
  /** `window.uxpHost.postMessage`; takes what JSON can carry. */
  fromPage(message: unknown): void;
  onVisibility(listener: (state: 'visible' | 'hidden') => void): void;
  reload(): void;
  /** The page tells that it could not load. */
  fail(code: number, message: string): void;
}

export interface ModalRecord {
  readonly name: string;
  readonly durationMs: number;
  readonly calls: number;
}

export interface HistoryRow {
  readonly id: number;
  readonly name: string;
}

export interface LayerView {
  readonly id: number;
  readonly name: string;
  readonly kind: string;
  readonly depth: number;
}

export interface Documents {
  ids(): readonly number[];
  active(): number | null;
  name(documentId: number): string;
  /** The document as Photoshop would save it now. */
  savePsd(documentId: number): Uint8Array;
  /** How Photoshop draws it: straight alpha, the whole canvas, in the document's depth and colours. */
  picture(documentId: number): Raster;
  /** All rows of the history panel up to the current one. */
  historyStates(documentId: number): readonly HistoryRow[];
  /** All layers, top first, groups before their members. */
  layers(documentId: number): readonly LayerView[];
  /** On the canvas; null: none. */
  selection(documentId: number): Mask | null;
}

/** Bytes of image data and of arrays handed out by it, on the plugin's side. */
export interface MemoryUse {
  readonly alive: number;
  readonly peak: number;
  readonly warnings: number;
}

export interface Disk {
  add(path: string, file: Uint8Array | SimFile): void;
  remove(path: string): void;
  rename(from: string, to: string): void;
  read(path: string): Uint8Array;
  has(path: string): boolean;
  list(): readonly string[];
}

/** A context that has the language and what UXP has, nothing else. */
export interface UxpRealm {
  readonly window: object;
  /** Runs more code in it. */
  evaluate(code: string): unknown;
  /** Removes listeners and timers, as unloading the plugin does. */
  unload(): void;
}

export interface Photoshop {
  /** `require('photoshop')` and so on, for code that runs in this realm. */
  readonly modules: Readonly<
    Record<'photoshop' | 'uxp' | 'fs' | 'os' | 'path' | 'process', object>
  >;
  readonly require: (name: string) => object;
  /** The plugin's document and window when it does not run in a realm of its own. */
  readonly window: object;
  /** Runs a plugin's bundle (a script that calls `require`) in a bare realm. */
  runUxpBundle(code: string): UxpRealm;
  readonly user: User;
  readonly documents: Documents;
  readonly webview: WebviewPort;
  readonly disk: Disk;
  readonly clock: Clock;
  readonly memory: () => MemoryUse;
  readonly modalScopes: () => readonly ModalRecord[];
  /** Before the `nth` call (from 1) of a member such as `imaging.putPixels`, or of any (`*`), this happens. */
  before(member: string, nth: number, happens: () => void): void;
  /** Turns switches while a job runs. */
  change(switches: Partial<Switches>): void;
  /** Names of all asynchronous calls so far. */
  readonly calls: () => readonly string[];
  /** Until the returned function is called, the document has to get exactly one history state. */
  watchJob(documentId: number): () => void;
  /** What a plugin must not do, and what it has left open now. Empty: all is well. */
  problems(): readonly string[];
}
