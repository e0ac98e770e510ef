import { Connection } from '../protocol/connection';
import { LIMITS, type BridgeLimits } from '../protocol/limits';
import { PAGE, type PanelCommand } from '../protocol/methods';
import type { Json } from '../protocol/json';
import type { BridgeClock, BridgePort } from '../protocol/port';
import type { Image, Image8 } from '../../../core/image';
import { fieldsOf, imageFrom, numberFrom } from './answers';
import { askThrough, type Ask } from './ask';
import { bridgeFiles, type BridgeFiles } from './files';
import { bytesOf, type EncodePng } from './insert-parcel';
import { createPhotoshopHost, type PhotoshopHost } from './photoshop-host';

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

/** Measured throughput, bytes per second. */
export interface BridgeSpeed {
  readonly toPlugin: number;
  readonly toPage: number;
}

/** The page's end of the bridge: the host, and services that only the plugin can provide. */
export interface PhotoshopLink {
  /** The editor; disposing it closes the bridge. */
  readonly host: PhotoshopHost;
  readonly environment: PhotoshopEnvironment;
  readonly files: BridgeFiles;
  onTheme(listener: (theme: PhotoshopTheme) => void): () => void;
  /** Calls back for commands from Photoshop's menu, including one given before the page had loaded. */
  onCommand(listener: (command: PanelCommand) => void): () => void;
  /** Calls back when the plugin is found or lost; it may be reloaded while the page stays. */
  onConnection(listener: (connected: boolean) => void): () => void;
  /** Stores settings in the plugin, since such a page has no usable `localStorage`. Never rejects. */
  saveSettings(text: string): void;
  copyText(text: string): Promise<void>;
  /** Reads the clipboard's text, since Photoshop does not pass Ctrl+V on to the page. */
  pasteText(): Promise<string>;
  /** Measures the bridge by sending `bytes` bytes to the plugin and as many back. */
  measure(bytes: number, signal: AbortSignal): Promise<BridgeSpeed>;
  /** Writes a picture to the active document, reads it and undoes it, for diagnostics. */
  probePixels(image: Image8, signal: AbortSignal): Promise<Image>;
}

export interface ConnectOptions {
  /** The port to the plugin, from `uxpHostPort`. */
  readonly port: BridgePort;
  readonly encodePng: EncodePng;
  readonly clock?: BridgeClock;
  readonly limits?: Partial<BridgeLimits>;
  /** Longest time to wait for the plugin, milliseconds. */
  readonly timeoutMs?: number;
}

const PAGE_CLOCK: BridgeClock = {
  now: () => performance.now(),
  setTimeout: (callback, ms) => setTimeout(callback, ms),
  clearTimeout: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
};

const CONNECT_MS = 30_000;

/**
 * Connects to the plugin.
 *
 * @throws HostError `bridge-timeout`, `bridge-lost`, `bridge-protocol`
 */
export async function connectPhotoshop(options: ConnectOptions): Promise<PhotoshopLink> {
  const { port, encodePng, clock = PAGE_CLOCK } = options;
  const changed = createListeners<null>();
  const themes = createListeners<PhotoshopTheme>();
  const commands = createListeners<PanelCommand>({ keepsLast: true });
  const connections = createListeners<boolean>();
  let watching = false;
  const connection: Connection = new Connection({
    port,
    clock,
    limits: { ...LIMITS, ...options.limits },
    newSession: () => `${PAGE}-${Date.now().toString(36)}-${randomName()}`,
    role: PAGE,
    caps: [],
    handlers: {},
    onEvent(name, value) {
      if (name === 'changed') changed.tell(null);
      if (name === 'theme' && isTheme(value)) themes.tell(value);
      if (name === 'command' && value === 'upscale') commands.tell(value);
    },
    onPeer(peer) {
      // A reloaded plugin knows nothing about this page, and the document may have changed meanwhile.
      if (peer !== null && watching) {
        void connection.notify('watch', true);
        changed.tell(null);
      }
      connections.tell(peer !== null);
    },
  });
  const ask = askThrough(connection);
  try {
    await connection.ready(options.timeoutMs ?? CONNECT_MS);
    const environment = await readEnvironment(ask);
    const host = createPhotoshopHost({
      connection,
      version: environment.photoshop,
      encodePng,
      onChanged(listener) {
        watching = true;
        const stop = changed.listen(listener);
        return () => {
          watching = false;
          stop();
        };
      },
    });
    return {
      host,
      environment,
      files: bridgeFiles(ask),
      onTheme: (listener) => themes.listen(listener),
      onCommand: (listener) => commands.listen(listener),
      onConnection: (listener) => connections.listen(listener),
      saveSettings(text) {
        ask('saveSettings', text).catch(() => {
          // The page keeps its settings in memory; the next change is saved again.
        });
      },
      async copyText(text) {
        await ask('copyText', text);
      },
      async pasteText() {
        const { value } = await ask('pasteText', null);
        return typeof value === 'string' ? value : '';
      },
      measure: (bytes, signal) => measure(ask, clock, bytes, signal),
      async probePixels(image, signal) {
        const params = { width: image.width, height: image.height };
        const blobs = [bytesOf(image)];
        return imageFrom(await ask('probePixels', params, { blobs, signal }), image);
      },
    };
  } catch (error) {
    connection.close();
    throw error;
  }
}

function randomName(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(3)), (n) => n.toString(36)).join('');
}

const THEMES: readonly unknown[] = ['darkest', 'dark', 'light', 'lightest'];

function isTheme(value: unknown): value is PhotoshopTheme {
  return THEMES.includes(value);
}

async function readEnvironment(ask: Ask): Promise<PhotoshopEnvironment> {
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

async function measure(
  ask: Ask,
  clock: BridgeClock,
  bytes: number,
  signal: AbortSignal,
): Promise<BridgeSpeed> {
  const timed = async (params: Json, blobs: readonly Uint8Array[]): Promise<number> => {
    const start = clock.now();
    await ask('echo', params, { blobs, signal });
    return Math.round((bytes * 1000) / Math.max(1, clock.now() - start));
  };
  const toPlugin = await timed({ bytes: 0 }, [new Uint8Array(bytes)]);
  return { toPlugin, toPage: await timed({ bytes }, []) };
}

interface Listeners<T> {
  listen(listener: (value: T) => void): () => void;
  tell(value: T): void;
}

/** Listeners of one event. `keepsLast`: an event without listeners is kept for the first one. */
function createListeners<T>({ keepsLast = false } = {}): Listeners<T> {
  const all = new Set<(value: T) => void>();
  let waiting: { readonly value: T } | null = null;
  return {
    listen(listener) {
      all.add(listener);
      const last = waiting;
      waiting = null;
      if (last !== null) listener(last.value);
      return () => all.delete(listener);
    },
    tell(value) {
      if (keepsLast && all.size === 0) waiting = { value };
      for (const listener of [...all]) listener(value);
    },
  };
}
