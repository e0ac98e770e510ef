import http, {
  type ClientRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
} from 'node:http';
import https from 'node:https';
import { setMaxListeners } from 'node:events';
import { text } from 'node:stream/consumers';
import * as v from 'valibot';
import { parseAddress, type ServerAddress } from '../../../src/comfyui/address';
import { parseHeaderLines, type HeaderLine } from '../../../src/comfyui/header-lines';
import type { RelayTarget } from '../../../src/comfyui/relay-protocol';
import { uniqueWord } from '../../../src/comfyui/unique';

/** The one server that calls are passed on to. Lives in memory alone: the header lines are secrets. */
export interface Target {
  /** Known to the page that named the server. */
  readonly token: string;
  readonly address: ServerAddress;
  readonly headers: readonly HeaderLine[];
  readonly agent: http.Agent;
  /** Aborted when another one takes its place: what goes on ends then. */
  readonly over: AbortController;
}

/** Longest message that names a server: an address and the header lines are below 10 KiB. */
const MOST_BYTES = 32 * 1024;

const NAMED = v.object({
  address: v.string(),
  headers: v.array(v.object({ name: v.string(), value: v.string() })),
  takes: v.boolean(),
});

/** @throws Error for whatever is no such message */
export async function readTarget(request: IncomingMessage): Promise<RelayTarget> {
  const length = Number(request.headers['content-length'] ?? NaN);
  if (!(length <= MOST_BYTES)) throw new RangeError('no message that names a server');
  return v.parse(NAMED, JSON.parse(await text(request)));
}

/** @throws ServerError for an address or header lines that a person could not have typed */
export function createTarget({ address, headers }: RelayTarget): Target {
  const parsed = parseAddress(address);
  const over = new AbortController();
  // One for each call and socket that goes on.
  setMaxListeners(0, over.signal);
  return {
    token: uniqueWord(),
    address: parsed,
    headers: parseHeaderLines(headers.map(({ name, value }) => `${name}: ${value}`).join('\n')),
    agent: new (parsed.isSecure ? https : http).Agent({ keepAlive: true }),
    over,
  };
}

export function isSameTarget(one: Target, other: Target): boolean {
  const told = ({ address, headers }: Target): string => JSON.stringify([address.base, headers]);
  return told(one) === told(other);
}

export function endTarget({ over, agent }: Target): void {
  over.abort();
  agent.destroy();
}

/**
 * Begins a request to the server. Nothing of the browser's goes along: what is sent is `headers`, and
 * the person's lines.
 */
export function openUpstream(
  { address, headers: lines, agent, over }: Target,
  path: string,
  method: string,
  headers: OutgoingHttpHeaders,
): ClientRequest {
  const { request } = address.isSecure ? https : http;
  const upstream = request(new URL(path, address.base), {
    method,
    agent,
    signal: over.signal,
    headers: { Accept: '*/*', 'User-Agent': 'supir-panel', ...headers },
  });
  for (const { name, value } of lines) upstream.setHeader(name, value);
  return upstream;
}
