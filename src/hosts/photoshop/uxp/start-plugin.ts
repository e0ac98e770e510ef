import { Connection } from '../protocol/connection';
import type { Snapshot } from '../../host';
import { LIMITS, type BridgeLimits } from '../protocol/limits';
import { PLUGIN, type PanelCommand, type PluginEvent } from '../protocol/methods';
import type { Json } from '../protocol/json';
import type { BridgeClock } from '../protocol/port';
import { fileHandlers } from './files';
import { hostHandlers } from './host-handlers';
import { insertLayer } from './insert-layer';
import { createKeptInsert } from './kept-insert';
import { createModal } from './modal';
import { createPanelPage } from './panel';
import { probeHandlers } from './probe-pixels';
import type { HostRoom } from './room';
import { serviceHandlers, themeOf } from './services';
import { snapshotOf } from './snapshot';
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
import { watchPhotoshop } from './watch';

/** All that the plugin's side gets from Photoshop and UXP; `main.ts` takes it from the globals. */
export interface PluginRoom {
  readonly photoshop: PhotoshopModule;
  readonly uxp: UxpModule;
  readonly fs: UxpFs;
  readonly document: UxpDocument;
  readonly window: UxpWindow;
  readonly clipboard: UxpClipboard;
  readonly storage: UxpStorage;
  readonly clock: BridgeClock;
}

export interface PluginOptions {
  /** As in the manifest. */
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

export interface Plugin {
  /** Ends what runs; for tests and for unloading. */
  stop(): void;
}

/** Starts the plugin: entry points at once, the page when the panel is shown. */
export function startPlugin(room: PluginRoom, options: PluginOptions): Plugin {
  const { photoshop, uxp, document, window, clock } = room;
  const limits = { ...LIMITS, ...options.limits };
  const panel = createPanelPage({ document, window, pageUrl: options.pageUrl });
  const busy = options.busyWaitsMs === undefined ? {} : { busyWaitsMs: options.busyWaitsMs };
  const modal = createModal({ core: photoshop.core, clock, ...busy });
  const host: HostRoom = { photoshop, uxp, clock, modal, maxBytes: limits.maxMessageBytes };
  const kept = createKeptInsert((request, signal) => insertLayer(host, request, signal));
  let unwatch: (() => void) | null = null;
  let command: PanelCommand | null = null;
  /** Events so far, and what the page has seen. */
  let edits = 0;
  let known: string | null = null;

  const takeSnapshot = (): Snapshot => {
    const snapshot = snapshotOf(photoshop.app, edits);
    known = snapshot.revision;
    return snapshot;
  };

  const connection = new Connection({
    port: panel.port,
    clock,
    limits,
    newSession: () => newSession(clock),
    role: PLUGIN,
    caps: [],
    handlers: {
      ...hostHandlers(host, kept, takeSnapshot),
      ...serviceHandlers({ ...room, core: photoshop.core }),
      ...fileHandlers({ ...room, assets: options.assets }),
      ...probeHandlers(host),
    },
    onEvent(name, value) {
      if (name === 'settled' && typeof value === 'string') kept.settle(value);
      if (name === 'watch') setWatching(value === true);
    },
    onPeer(peer) {
      setWatching(false);
      known = null;
      if (peer === null) return;
      if (command !== null) run(command);
    },
  });

  const tell = (name: PluginEvent, value: Json): Promise<boolean> => connection.notify(name, value);

  /** A page that is about to be loaded again may not hear it; then the next one does. */
  const run = (wanted: PanelCommand): void => {
    command = null;
    void tell('command', wanted).then((heard) => {
      if (heard) return;
      if (connection.peer === null) command = wanted;
      else run(wanted);
    });
  };

  const setWatching = (on: boolean): void => {
    if (on === (unwatch !== null)) return;
    unwatch?.();
    unwatch = null;
    if (!on) return;
    unwatch = watchPhotoshop({
      action: photoshop.action,
      clock,
      known,
      look: () => snapshotOf(photoshop.app, edits).revision,
      onEdit: () => edits++,
      onChange: () => void tell('changed', null),
    });
  };

  const showPanel = (): void => {
    for (const plugin of uxp.pluginManager.plugins) {
      if (plugin.id === options.pluginId) void plugin.showPanel?.(options.panelId);
    }
  };

  const upscale = (): void => {
    run('upscale');
    showPanel();
  };

  const { upscale: upscaleId, showPanel: showPanelId } = options.commandIds;
  uxp.entrypoints.setup({
    plugin: { create: nothing, destroy: () => connection.close() },
    panels: { [options.panelId]: panelEntry((root) => panel.attach(root), document) },
    commands: { [upscaleId]: upscale, [showPanelId]: showPanel },
  });
  document.theme?.onUpdated.addListener(() => void tell('theme', themeOf(document)));

  return {
    stop() {
      setWatching(false);
      connection.close();
    },
  };
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

/** Unlike that of any other start of the plugin. */
function newSession(clock: BridgeClock): string {
  const random = (): string => Math.floor(Math.random() * 2 ** 48).toString(36);
  return `${PLUGIN}-${Math.round(clock.now()).toString(36)}-${random()}${random()}`;
}
