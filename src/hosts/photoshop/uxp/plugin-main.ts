import type { BridgeClock } from '../protocol/bridge-port';
import { startPlugin } from './start-plugin';
import type { UxpNetwork } from './types/network';
import type { PhotoshopModule } from './types/photoshop';
import type {
  UxpClipboard,
  UxpDocument,
  UxpFs,
  UxpModule,
  UxpStorage,
  UxpWindow,
} from './types/uxp';

/** What UXP puts into the realm of a plugin. */
declare function require(name: 'photoshop'): PhotoshopModule;
declare function require(name: 'uxp'): UxpModule;
declare function require(name: 'fs'): UxpFs;
declare const window: UxpWindow;
declare const document: UxpDocument;
declare const navigator: { readonly clipboard: UxpClipboard };
declare const localStorage: UxpStorage;
declare const XMLHttpRequest: UxpNetwork['XMLHttpRequest'];
declare const WebSocket: UxpNetwork['WebSocket'];
declare function setTimeout(callback: () => void, ms: number): number;
declare function clearTimeout(timer: number): void;

/** From the build: the manifest's ids, the page and the files that belong to it. */
declare const __PLUGIN__: {
  readonly pluginId: string;
  readonly panelId: string;
  readonly commandIds: { readonly upscale: string; readonly showPanel: string };
  readonly pageUrl: string;
  readonly assets: readonly string[];
};

const clock: BridgeClock = {
  now: () => Date.now(),
  setTimeout: (callback, ms) => setTimeout(callback, ms),
  clearTimeout: (timer) => clearTimeout(timer as number),
};

startPlugin(
  {
    photoshop: require('photoshop'),
    uxp: require('uxp'),
    fs: require('fs'),
    document,
    window,
    clipboard: navigator.clipboard,
    storage: localStorage,
    network: { XMLHttpRequest, WebSocket },
    clock,
  },
  __PLUGIN__,
);
