import { addressHasCredentials, addressInvalid } from './errors';

/** Where an address leads, as far as browsers make rules of it. */
export type AddressClass = 'loopback' | 'private' | 'public';

export interface ServerAddress {
  /** Without user, query and fragment; ends in a slash. May carry a path. */
  readonly base: string;
  readonly origin: string;
  readonly isSecure: boolean;
  readonly reach: AddressClass;
}

const MAX_LENGTH = 2000;

/**
 * What a person typed as the address of a server: a host, a host with a port, or the whole. Without a
 * scheme it is http. The wildcard that servers print as their own address means this computer.
 *
 * @throws ServerError `comfy-address-invalid`, `comfy-address-credentials`
 */
export function parseAddress(text: string): ServerAddress {
  const typed = text.trim();
  const whole = /^[a-z][a-z\d+.-]*:\/\//i.test(typed) ? typed : `http://${typed}`;
  if (typed === '' || typed.length > MAX_LENGTH || !URL.canParse(whole)) throw addressInvalid();
  const url = new URL(whole);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw addressInvalid();
  // No part of it may be repeated in an error: it is a secret.
  if (url.username !== '' || url.password !== '') throw addressHasCredentials();
  if (url.hostname === '0.0.0.0') url.hostname = '127.0.0.1';
  if (url.hostname === '[::]') url.hostname = '[::1]';
  const path = url.pathname.replace(/\/*$/, '/');
  return {
    base: `${url.origin}${path}`,
    origin: url.origin,
    isSecure: url.protocol === 'https:',
    reach: reachOf(url.hostname),
  };
}

/** An endpoint's URL; `query` is encoded here. */
export function endpointUrl(
  { base }: Pick<ServerAddress, 'base'>,
  path: string,
  query: Readonly<Record<string, string>> = {},
): string {
  const url = new URL(path, base);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

/** The socket's URL for a client of this name. */
export function socketUrl(address: Pick<ServerAddress, 'base'>, clientId: string): string {
  return endpointUrl(address, 'ws', { clientId }).replace(/^http/, 'ws');
}

/** @param hostname as `URL` has it: IPv6 in brackets */
export function reachOf(hostname: string): AddressClass {
  const host = hostname.toLowerCase();
  if (host === 'localhost' || host.endsWith('.localhost') || host === '[::1]') return 'loopback';
  const parts = /^(\d+)\.(\d+)\.\d+\.\d+$/.exec(host);
  if (parts === null) {
    const isLocalName = host.endsWith('.local') || !/[.:]/.test(host);
    return isLocalName || /^\[f(?:[cd][\da-f]{2}|e[89ab][\da-f]):/.test(host)
      ? 'private'
      : 'public';
  }
  const [a, b] = [Number(parts[1]), Number(parts[2])];
  if (a === 127) return 'loopback';
  const isPrivate =
    a === 10 ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 169 && b === 254) ||
    (a === 100 && b >= 64 && b < 128);
  return isPrivate ? 'private' : 'public';
}
