/** The part of `require('uxp')` and of UXP's own globals that the plugin uses. */
export interface UxpModule {
  readonly storage: {
    readonly localFileSystem: LocalFileSystem;
    readonly formats: { readonly binary: unknown };
  };
  readonly entrypoints: { setup(entries: Entries): void };
  readonly host: { readonly name: string; readonly version: string; readonly uiLocale?: string };
  readonly versions: { readonly uxp: string; readonly plugin?: string };
  readonly pluginManager: { readonly plugins: Iterable<UxpPlugin> };
}

export interface UxpPlugin {
  readonly id: string;
  /** Missing in some versions. */
  showPanel?(panelId: string): Promise<unknown>;
}

export interface LocalFileSystem {
  getTemporaryFolder(): Promise<UxpFolder>;
  /** Opens the file dialog; null, undefined or an empty list where the user cancelled. */
  getFileForOpening(options: {
    readonly types: readonly string[];
    readonly allowMultiple: boolean;
  }): Promise<UxpFile | readonly UxpFile[] | null | undefined>;
  /** Opens the file dialog, which asks before it replaces a file; null or undefined where the user cancelled. */
  getFileForSaving(suggestedName: string): Promise<UxpFile | null | undefined>;
  createSessionToken(file: UxpFile): string | Promise<string>;
  createPersistentToken(file: UxpFile): Promise<string>;
  /** Throws for a token that it does not know. */
  getEntryForPersistentToken(token: string): Promise<UxpFile>;
}

export interface UxpFolder {
  createFile(name: string, options: { readonly overwrite: boolean }): Promise<UxpFile>;
}

export interface UxpFile {
  readonly name: string;
  readonly nativePath: string;
  write(data: ArrayBuffer, options: { readonly format: unknown }): Promise<unknown>;
  delete(): Promise<unknown>;
}

/** `require('fs')`. A path without a scheme is one of the machine's. */
export interface UxpFs {
  open(path: string, flag: string): Promise<number>;
  read(
    fd: number,
    buffer: ArrayBuffer,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesRead: number }>;
  close(fd: number): Promise<unknown>;
  lstat(path: string): Promise<{ readonly size: number }>;
}

export interface Entries {
  readonly plugin: { create(): void; destroy(): void };
  readonly panels: Readonly<Record<string, PanelEntry>>;
  readonly commands: Readonly<Record<string, () => void>>;
}

export interface PanelEntry {
  create(root: UxpElement): void;
  show(root: UxpElement): void;
  hide(): void;
  destroy(): void;
}

export interface UxpElement {
  readonly style: Record<string, string>;
  textContent: string | null;
  setAttribute(name: string, value: string): void;
  appendChild(child: UxpElement): unknown;
  remove(): void;
  addEventListener(type: string, listener: (event: unknown) => void): void;
}

/** Exists once it is in the document; loads its `src` then. */
export interface UxpWebview extends UxpElement {
  postMessage(message: string): void;
}

export interface UxpDocument {
  readonly body: UxpElement;
  createElement(name: string): UxpElement;
  /** Missing in older versions. */
  readonly theme?: {
    getCurrent(): string;
    readonly onUpdated: { addListener(listener: (theme: string) => void): void };
  };
}

export interface UxpWindow {
  addEventListener(type: 'message', listener: (event: UxpMessage) => void): void;
  removeEventListener(type: 'message', listener: (event: UxpMessage) => void): void;
}

export interface UxpMessage {
  readonly data: unknown;
  /** The webview element. */
  readonly source: unknown;
}

export interface UxpClipboard {
  getContent(): Promise<unknown>;
  setContent(content: { readonly 'text/plain': string }): Promise<unknown>;
}

export interface UxpStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}
