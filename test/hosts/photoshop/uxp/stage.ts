import { encode } from 'fast-png';
import type { Image } from '../../../../src/core/image';
import { connectPhotoshop, type PhotoshopLink } from '../../../../src/hosts/photoshop/page/connect';
import type { BridgeLimits } from '../../../../src/hosts/photoshop/protocol/limits';
import type {
  BridgeClock,
  BridgePort,
  TimerId,
} from '../../../../src/hosts/photoshop/protocol/bridge-port';
import {
  startPlugin,
  type Plugin,
  type PluginOptions,
  type PluginRoom,
} from '../../../../src/hosts/photoshop/uxp/start-plugin';
import { DEFAULT_MANIFEST } from '../../../emulators/photoshop/manifest';
import { createPhotoshop } from '../../../emulators/photoshop/photoshop';
import type { Clock, Timer } from '../../../emulators/photoshop/clock';
import type { Photoshop, PhotoshopOptions } from '../../../emulators/photoshop/types';

/** What the build puts into the plugin. */
export const PLUGIN_OPTIONS: PluginOptions = {
  pluginId: DEFAULT_MANIFEST.id,
  panelId: 'panel',
  commandIds: { upscale: 'upscaleSelection', showPanel: 'showPanel' },
  pageUrl: 'plugin:/page/index.html',
  assets: ['page/model.safetensors'],
};

export interface Stage {
  readonly ps: ReturnType<typeof createPhotoshop>;
  /** What talks to the plugin now. */
  readonly link: PhotoshopLink;
  /** Loads the page again: all it knew is gone. */
  reload(): Promise<PhotoshopLink>;
  dispose(): void;
}

export interface StageOptions extends PhotoshopOptions {
  readonly plugin?: Partial<PluginOptions>;
  readonly limits?: Partial<BridgeLimits>;
  /** Starts the plugin some other way than in this realm. */
  readonly start?: (ps: Photoshop) => { stop(): void };
}

/** A page's clock: its timers end with it. */
export function bridgeClock(clock: Clock): BridgeClock & { end(): void } {
  const timers = new Map<number, Timer>();
  let last = 0;
  let ended = false;
  return {
    now: () => clock.now(),
    end() {
      ended = true;
      for (const timer of timers.values()) clock.stop(timer);
      timers.clear();
    },
    setTimeout(callback, ms) {
      const id = ++last;
      if (ended) return id;
      const run = (): void => {
        timers.delete(id);
        callback();
      };
      timers.set(id, clock.start(run, ms));
      return id;
    },
    clearTimeout(id: TimerId) {
      const timer = timers.get(id as number);
      if (timer !== undefined) clock.stop(timer);
      timers.delete(id as number);
    },
  };
}

/** The plugin's product code on the emulated modules. */
export function startHere(ps: Photoshop, options: Partial<PluginOptions> = {}): Plugin {
  const { window, modules } = ps;
  const globals = window as unknown as {
    readonly document: PluginRoom['document'];
    readonly navigator: { readonly clipboard: PluginRoom['clipboard'] };
    readonly localStorage: PluginRoom['storage'];
    readonly XMLHttpRequest: PluginRoom['network']['XMLHttpRequest'];
    readonly WebSocket: PluginRoom['network']['WebSocket'];
    readonly setTimeout: (run: () => void, ms: number) => number;
    readonly clearTimeout: (id: number) => void;
  };
  const room = {
    photoshop: modules.photoshop,
    uxp: modules.uxp,
    fs: modules.fs,
    document: globals.document,
    window,
    clipboard: globals.navigator.clipboard,
    storage: globals.localStorage,
    network: { XMLHttpRequest: globals.XMLHttpRequest, WebSocket: globals.WebSocket },
    clock: {
      now: () => ps.clock.now(),
      setTimeout: globals.setTimeout,
      clearTimeout: globals.clearTimeout,
    },
  };
  return startPlugin(room as unknown as PluginRoom, { ...PLUGIN_OPTIONS, ...options });
}

/** A page's end: text in and out, no shared objects, nothing any more once the page is gone. */
export function pagePort(ps: Photoshop): BridgePort & { leave(): void } {
  let here = true;
  return {
    leave() {
      here = false;
    },
    send: (text) => {
      if (here) ps.webview.fromPage(text);
    },
    onMessage(listener) {
      let on = true;
      ps.webview.toPage((text) => {
        if (on && here) listener(parsed(text));
      });
      return () => {
        on = false;
      };
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function encodePng({ width, height, data, depth }: Image): Promise<Uint8Array> {
  return Promise.resolve(encode({ width, height, data, channels: 4, depth }));
}

export async function createStage(options: StageOptions = {}): Promise<Stage> {
  const { plugin, limits, start, ...emulated } = options;
  const ps = createPhotoshop(emulated);
  const started = start?.(ps) ?? startHere(ps, { ...plugin, ...(limits && { limits }) });
  let leave = (): void => undefined;
  const connect = (): Promise<PhotoshopLink> => {
    const port = pagePort(ps);
    const clock = bridgeClock(ps.clock);
    leave = () => {
      port.leave();
      clock.end();
    };
    return connectPhotoshop({
      port,
      encodePng,
      clock,
      ...(limits && { limits }),
    });
  };
  let onLoad: (link: Promise<PhotoshopLink>) => void = () => undefined;
  ps.webview.onLoad(() => onLoad(connect()));
  const load = async (start: () => void): Promise<PhotoshopLink> => {
    const loaded = new Promise<Promise<PhotoshopLink>>((resolve) => (onLoad = resolve));
    start();
    return await loaded;
  };
  const stage = {
    ps,
    link: await load(() => ps.user.openPanel()),
    async reload() {
      leave();
      stage.link = await load(() => ps.webview.reload());
      return stage.link;
    },
    dispose() {
      stage.link.host.dispose();
      started.stop();
    },
  };
  return stage;
}
