import { Connection } from '../protocol/connection';
import type { Snapshot } from '../../host';
import { LIMITS, type BridgeLimits } from '../protocol/limits';
import { PLUGIN, type PanelCommand, type PluginEvent } from '../protocol/methods';
import type { Json } from '../protocol/parse';
import type { BridgeClock } from '../protocol/bridge-port';
import type { Peer } from '../protocol/presence';
import { fileHandlers } from './files';
import { hostHandlers } from './host-handlers';
import { insertLayer } from './insert-layer';
import { createKeptInsert, type KeptInsert } from './kept-insert';
import { createModal, type HostRoom } from './modal';
import { serverCalls, type ServerCalls } from './network';
import { createPanelPage, type PanelPage } from './panel';
import { probeHandlers } from './probe-pixels';
import { serviceHandlers, themeOf } from './services';
import { snapshotOf } from './snapshot';
import type { UxpNetwork } from './types/network';
import type { PhotoshopModule } from './types/photoshop';
import type {
  PanelEntry,
  UxpClipboard,
  UxpDocument,
  UxpElement,
  UxpFs,
  UxpModule,
  UxpStorage,
  UxpWindow,
} from './types/uxp';
import { watchPhotoshop } from './watch-photoshop';

/** All that the plugin's side gets from Photoshop and UXP; `plugin-main.ts` takes it from the globals. */
export interface PluginRoom {
  readonly photoshop: PhotoshopModule;
  readonly uxp: UxpModule;
  readonly fs: UxpFs;
  readonly document: UxpDocument;
  readonly window: UxpWindow;
  readonly clipboard: UxpClipboard;
  readonly storage: UxpStorage;
  readonly network: UxpNetwork;
  readonly clock: BridgeClock;
}

export interface PluginOptions {
  /** Id of the plugin in the manifest. */
  readonly pluginId: string;
  readonly panelId: string;
  readonly commandIds: { readonly upscale: string; readonly showPanel: string };
  /** The page's address in the plugin, `plugin:/…`. */
  readonly pageUrl: string;
  /** Files of the plugin that the page may read where it cannot fetch them. */
  readonly assets: readonly string[];
  readonly limits?: Partial<BridgeLimits>;
  /** Waits while somebody else has the modal scope. */
  readonly busyWaitsMs?: readonly number[];
}

/** Starts the plugin: entry points at once, the page when the panel is shown. */
export function startPlugin(room: PluginRoom, options: PluginOptions): Plugin {
  return new Plugin(room, options);
}

export class Plugin {
  private readonly panel: PanelPage;
  private readonly kept: KeptInsert;
  private readonly connection: Connection;
  private readonly servers: ServerCalls;
  private unwatch: (() => void) | null = null;
  /** Command from the menu that no page has heard yet. */
  private command: PanelCommand | null = null;
  /** Number of Photoshop's events so far. */
  private edits = 0;
  /** Revision of the page's last snapshot; null if it has never taken one. */
  private known: string | null = null;

  constructor(
    private readonly room: PluginRoom,
    private readonly options: PluginOptions,
  ) {
    const { photoshop, uxp, clock } = room;
    const { pageUrl, busyWaitsMs } = options;
    const limits = { ...LIMITS, ...options.limits };
    const waits = busyWaitsMs === undefined ? {} : { busyWaitsMs };
    const modal = createModal({ core: photoshop.core, clock, ...waits });
    const host: HostRoom = { photoshop, uxp, clock, modal, maxBytes: limits.maxMessageBytes };
    this.panel = createPanelPage({ ...room, pageUrl });
    this.kept = createKeptInsert((request, signal) => insertLayer(host, request, signal));
    this.servers = serverCalls(room);
    this.connection = new Connection({
      port: this.panel.port,
      clock,
      limits,
      newSession: () => newSession(clock),
      role: PLUGIN,
      caps: [],
      handlers: {
        ...hostHandlers(host, this.kept, () => this.takeSnapshot()),
        ...serviceHandlers({ ...room, core: photoshop.core }),
        ...fileHandlers({ ...room, assets: options.assets }),
        ...probeHandlers(host),
        ...this.servers.handlers,
      },
      onEvent: (name, value) => this.hear(name, value),
      onPeer: (peer) => this.meet(peer),
    });
    this.setUpEntryPoints();
    room.document.theme?.onUpdated.addListener(
      () => void this.tell('theme', themeOf(room.document)),
    );
  }

  /** Ends what runs; for tests and for unloading. */
  stop(): void {
    this.setWatching(false);
    this.servers.forget();
    this.connection.close();
  }

  private setUpEntryPoints(): void {
    const { panelId, commandIds } = this.options;
    const attach = (root: UxpElement): void => this.panel.attach(root);
    const upscale = (): void => {
      this.run('upscale');
      this.showPanel();
    };
    this.room.uxp.entrypoints.setup({
      plugin: { create: nothing, destroy: () => this.connection.close() },
      panels: { [panelId]: panelEntry(attach, this.room.document) },
      commands: { [commandIds.upscale]: upscale, [commandIds.showPanel]: () => this.showPanel() },
    });
  }

  private showPanel(): void {
    const { pluginId, panelId } = this.options;
    for (const plugin of this.room.uxp.pluginManager.plugins) {
      if (plugin.id === pluginId) void plugin.showPanel?.(panelId);
    }
  }

  private hear(name: string, value: unknown): void {
    if (name === 'settled' && typeof value === 'string') this.kept.settle(value);
    if (name === 'watch') this.setWatching(value === true);
  }

  private meet(peer: Peer | null): void {
    this.setWatching(false);
    this.servers.forget();
    this.known = null;
    if (peer !== null && this.command !== null) this.run(this.command);
  }

  private tell(name: PluginEvent, value: Json): Promise<boolean> {
    return this.connection.notify(name, value);
  }

  /** Tells the page a command. One that is about to be loaded again may not hear it; then the next does. */
  private run(command: PanelCommand): void {
    this.command = null;
    void this.tell('command', command).then((heard) => {
      if (heard) return;
      if (this.connection.peer === null) this.command = command;
      else this.run(command);
    });
  }

  private look(): Snapshot {
    return snapshotOf(this.room.photoshop.app, this.edits);
  }

  private takeSnapshot(): Snapshot {
    const snapshot = this.look();
    this.known = snapshot.revision;
    return snapshot;
  }

  private setWatching(on: boolean): void {
    if (on === (this.unwatch !== null)) return;
    this.unwatch?.();
    this.unwatch = null;
    if (!on) return;
    this.unwatch = watchPhotoshop({
      action: this.room.photoshop.action,
      clock: this.room.clock,
      known: this.known,
      look: () => this.look().revision,
      onEdit: () => this.edits++,
      onChange: () => void this.tell('changed', null),
    });
  }
}

/**
 * The handlers of one panel. UXP reports neither that a panel was closed nor that it was shown again;
 * the page keeps running.
 */
function panelEntry(attach: (root: UxpElement) => void, document: UxpDocument): PanelEntry {
  const shown = (root: UxpElement | undefined): void => attach(root ?? document.body);
  return { create: shown, show: shown, hide: nothing, destroy: nothing };
}

function nothing(): void {
  // Nothing to do at this moment.
}

/** Makes a session id that differs from those of all other starts of the plugin. */
function newSession(clock: BridgeClock): string {
  const random = (): string => Math.floor(Math.random() * 2 ** 48).toString(36);
  return `${PLUGIN}-${Math.round(clock.now()).toString(36)}-${random()}${random()}`;
}
