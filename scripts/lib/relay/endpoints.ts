import { RELAY_ROOT } from '../../../src/comfyui/relay-protocol';

/** A call or a socket of the page's, as the server is to get it. */
export interface Endpoint {
  readonly token: string;
  /** Below the server's base, with the query. */
  readonly path: string;
}

/** What the client calls, and nothing else: neither ComfyUI's other endpoints nor what stands beside it. */
const CALLS: Readonly<Record<string, RegExp>> = {
  GET: /^api\/(?:system_stats|features|queue|view\?[\w.~%+=&*-]{1,4000}|(?:history|object_info)\/[\w-]{1,200})$/,
  POST: /^api\/(?:upload\/image|prompt|queue|history|interrupt|jobs\/[\w-]{1,200}\/cancel)$/,
};

const SOCKET = /^ws\?clientId=[\w.~%-]{1,300}$/;

/** null: nothing that is passed on. */
export function callOf(url: string, method: string): Endpoint | null {
  return endpointOf(url, Object.hasOwn(CALLS, method) ? CALLS[method] : undefined);
}

export function socketOf(url: string): Endpoint | null {
  return endpointOf(url, SOCKET);
}

function endpointOf(url: string, allowed: RegExp | undefined): Endpoint | null {
  if (!url.startsWith(RELAY_ROOT)) return null;
  const [, token, path] = /^([\da-f]{32})\/(.*)$/.exec(url.slice(RELAY_ROOT.length)) ?? [];
  if (token === undefined || path === undefined) return null;
  return allowed?.test(path) === true ? { token, path } : null;
}
