import { WebSocket } from 'ws';
import { parseAddress } from '../../src/comfyui/address';
import type { ServerAccess } from '../../src/comfyui/calls';
import type { PageFacts } from '../../src/comfyui/explain-silence';
import { fetchNetwork } from '../../src/comfyui/fetch-network';
import { parseHeaderLines } from '../../src/comfyui/header-lines';
import type { Network } from '../../src/comfyui/network';
import type { Pace } from '../../src/comfyui/prompt-watch';
import { startComfyUI, type ComfyUI } from '../emulators/comfyui/comfyui';
import type { ComfyOptions } from '../emulators/comfyui/options';

/** The network of Node, whose sockets come from a package: older versions have none. */
export const NETWORK: Network = fetchNetwork({ fetch, WebSocket });

export function accessTo({ url }: { readonly url: string }, headers = ''): ServerAccess {
  return { address: parseAddress(url), headers: parseHeaderLines(headers), network: NETWORK };
}

/** A page of this computer in a browser that asks for no permission. */
export const LOCAL_PAGE: PageFacts = {
  origin: 'http://localhost:8780',
  browser: 'chromium',
  isInPhotopea: false,
  hasPlugin: false,
  localAccess: 'unknown',
};

/** The client's pauses, short: what it waits for comes at once from an emulator. */
export const QUICK: Pace = {
  silenceMs: 200,
  pollMs: 50,
  patienceMs: 20_000,
  stopSilenceMs: 4000,
};

const started: ComfyUI[] = [];

/** A server that ends with the test; call `stopServers` after each. */
export async function emulated(options: ComfyOptions = {}): Promise<ComfyUI> {
  const comfy = await startComfyUI(options);
  started.push(comfy);
  return comfy;
}

export async function stopServers(): Promise<void> {
  await Promise.all(started.splice(0).map((comfy) => comfy.stop()));
}
