import type { Persona } from '../options';
import type { Rules } from '../rules';
import { hasFeature } from '../version';

/** What the check looks at; lower-case names. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** Whether the server without `--enable-cors-header` refuses a request for where it comes from. */
export function isForeign(headers: Headers, persona: Persona, rules: Rules): boolean {
  const { version } = persona;
  const checksSite = hasFeature(version, 'cross-site-check') || !rules('R3-by-version');
  if (checksSite && rules('R1-cross-site') && headers['sec-fetch-site'] === 'cross-site') {
    return true;
  }
  return rules('R1-host-origin') && hasOtherOrigin(headers, persona, rules);
}

interface Authority {
  readonly host: string;
  readonly port: string;
}

function hasOtherOrigin(headers: Headers, persona: Persona, rules: Rules): boolean {
  const { host, origin } = headers;
  if (typeof host !== 'string' || typeof origin !== 'string') return false;
  const asked = authority(host);
  const from = authority(/^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(origin)?.[1] ?? '');
  if (asked.host === '' || !isLoopback(asked.host, persona)) return false;
  if (from.host === '') return !rules('R1-null-origin');
  if (asked.host !== from.host) return true;
  return asked.port !== '' && from.port !== '' && asked.port !== from.port;
}

function authority(text: string): Authority {
  const [, host = '', port = ''] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(text.toLowerCase()) ?? [];
  return { host, port };
}

function isLoopback(host: string, { localNames }: Persona): boolean {
  return /^127(\.\d+){3}$/.test(host) || host === '[::1]' || localNames.includes(host);
}

/** What every returned answer gets with `--enable-cors-header`. */
export function corsHeaders(origin: string): Readonly<Record<string, string>> {
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Methods': 'POST, GET, DELETE, PUT, OPTIONS, PATCH',
    'Access-Control-Allow-Headers': 'Content-Type, Authorization',
    'Access-Control-Allow-Credentials': 'true',
  };
}
