import { Connection } from '../protocol/connection';
import { LIMITS, type BridgeLimits } from '../protocol/limits';
import { PAGE, type PanelCommand } from '../protocol/methods';
import type { Json } from '../protocol/parse';
import type { BridgeClock, BridgePort } from '../protocol/bridge-port';
import type { Image, Image8 } from '../../../core/image';
import { imageFrom } from './answers';
import { askThrough, type Ask } from './ask';
import {
  isTheme,
  readEnvironment,
  type PhotoshopEnvironment,
  type PhotoshopTheme,
} from './environment';
import { bridgeFiles, type BridgeFiles } from './files';
import { bytesOf, type EncodePng } from './insert-parcel';
import { Listeners } from './listeners';
import { createPhotoshopHost, type PhotoshopHost } from './photoshop-host';
import { pluginNetwork, type PluginNetwork } from './plugin-network';

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
  /** Calls of a server by the plugin. */
  readonly network: PluginNetwork;
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
  const { clock = PAGE_CLOCK, encodePng, timeoutMs = CONNECT_MS } = options;
  const events: PluginEvents = {
    changed: new Listeners(),
    themes: new Listeners(),
    commands: new Listeners(true),
    connections: new Listeners(),
  };
  const connection = openConnection({ ...options, clock }, events);
  const ask = askThrough(connection);
  try {
    await connection.ready(timeoutMs);
    const environment = await readEnvironment(ask);
    const host = createPhotoshopHost({
      connection,
      version: environment.photoshop,
      encodePng,
      onChanged: (listener) => events.changed.listen(listener),
    });
    return { host, environment, ...servicesOf(ask, clock, events) };
  } catch (error) {
    connection.close();
    throw error;
  }
}

interface PluginEvents {
  /** The document may have changed; the plugin watches it as long as anybody listens. */
  readonly changed: Listeners<null>;
  readonly themes: Listeners<PhotoshopTheme>;
  readonly commands: Listeners<PanelCommand>;
  readonly connections: Listeners<boolean>;
}

function openConnection(
  { port, clock, limits }: ConnectOptions & { readonly clock: BridgeClock },
  { changed, themes, commands, connections }: PluginEvents,
): Connection {
  const connection: Connection = new Connection({
    port,
    clock,
    limits: { ...LIMITS, ...limits },
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
      if (peer !== null && changed.any) {
        void connection.notify('watch', true);
        changed.tell(null);
      }
      connections.tell(peer !== null);
    },
  });
  return connection;
}

function servicesOf(
  ask: Ask,
  clock: BridgeClock,
  { themes, commands, connections }: PluginEvents,
): Omit<PhotoshopLink, 'host' | 'environment'> {
  return {
    files: bridgeFiles(ask),
    network: pluginNetwork(ask, (listener) => connections.listen(listener)),
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
}

function randomName(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(3)), (n) => n.toString(36)).join('');
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
