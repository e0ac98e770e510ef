import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WebSocket } from 'ws';
import { createRelay, type RelayTimes } from '../../scripts/lib/relay/relay';
import { serve, type Server } from '../../scripts/lib/serve.mjs';
import { parseAddress } from '../../src/comfyui/address';
import type { ServerAccess } from '../../src/comfyui/calls';
import { fetchNetwork, type NetworkParts } from '../../src/comfyui/fetch-network';
import { parseHeaderLines } from '../../src/comfyui/header-lines';
import { relayNetwork } from '../../src/comfyui/relay-network';
import type { NetworkOf } from '../../src/engine/remote-worker-api';

/** A page that is served with a relay, as by `npm start`. */
export interface RelayedPage {
  readonly origin: string;
  /** As the page's worker chooses. */
  readonly networkOf: NetworkOf;
  /** The way through the relay. */
  accessTo(server: { readonly url: string }, headers?: string): ServerAccess;
  /** What it asks for itself. Node tells no origin, so that it is written here as browsers do. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** The server of the page ends, and starts anew at the same port, knowing nothing. */
  restart(): Promise<void>;
}

const ends: (() => Promise<unknown>)[] = [];

/** A page that ends with the test; call `closePages` after each. */
export async function relayedPage(times: RelayTimes = {}): Promise<RelayedPage> {
  const folder = await mkdtemp(path.join(tmpdir(), 'supir-panel-relay-'));
  const start = (port: number): Promise<Server> => serve(folder, { port, ...createRelay(times) });
  let server = await start(0);
  ends.push(() => Promise.all([server.close(), rm(folder, { recursive: true })]));
  const { origin, port } = new URL(server.url);
  const parts = partsOf(origin);
  const networkOf: NetworkOf = (route, target) =>
    route === 'relay' ? relayNetwork(target, origin, parts) : fetchNetwork(parts);
  return {
    origin,
    networkOf,
    accessTo({ url }, headers = '') {
      const target = { address: parseAddress(url), headers: parseHeaderLines(headers) };
      return { ...target, network: networkOf('relay', target) };
    },
    fetch: (at, init) => parts.fetch(`${origin}${at}`, init),
    async restart() {
      await server.close();
      server = await start(Number(port));
    },
  };
}

export async function closePages(): Promise<void> {
  await Promise.all(ends.splice(0).map((end) => end()));
}

/** A browser's ways of asking, for a page of this origin. */
function partsOf(origin: string): NetworkParts {
  return {
    fetch(url, init) {
      const headers = new Headers(init?.headers);
      headers.set('Origin', origin);
      return fetch(url, { ...init, headers });
    },
    WebSocket: class extends WebSocket {
      constructor(url: string) {
        super(url, { origin });
      }
    },
  };
}
