import { abortable } from '../core/abort';
import type { ServerAddress } from './address';
import {
  answerTooLarge,
  redirected,
  relayGone,
  relayTaken,
  serverTimeout,
  signInNeeded,
  unreachable,
} from './errors';
import { networkOver, type NetworkParts } from './fetch-network';
import type { HeaderLine } from './header-lines';
import type { Network } from './network';
import {
  MOST_BYTES,
  RELAY_ERROR,
  RELAY_METHOD,
  RELAY_PATH,
  RELAY_ROOT,
  SILENCE_MS,
  type RelayErrorName,
  type RelayTarget,
} from './relay-protocol';

/** Longest that the relay, which is on this computer, is waited for, milliseconds. */
const RELAY_MS = 5000;

/**
 * The way to one server through the relay of the page's own server. Neither the browser's rules nor
 * ComfyUI's flags stand in it, and header lines reach sockets too. Errors name the server, not the relay.
 *
 * Beside the errors of every network: `comfy-relay-gone`, `comfy-relay-taken`.
 *
 * @param page origin of the page
 */
export function relayNetwork(
  {
    address,
    headers,
  }: { readonly address: ServerAddress; readonly headers: readonly HeaderLine[] },
  page: string,
  parts: NetworkParts = globalThis,
): Network {
  const { origin, base } = address;
  let token: string | null = null;
  let asking: Promise<string> | null = null;

  /** Names the server. The first time it takes the relay over; later another page may need it more. */
  const register = (): Promise<string> => {
    const target: RelayTarget = { address: base, headers, takes: token === null };
    asking ??= tokenFor(target).finally(() => (asking = null));
    return asking;
  };
  const tokenFor = async (target: RelayTarget): Promise<string> => {
    const answer = await ask(RELAY_PATH, {
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(target),
      signal: AbortSignal.timeout(RELAY_MS),
    });
    if (errorOf(answer) === 'taken') throw relayTaken();
    const told = (await answer.json().catch(() => null)) as { readonly token?: unknown } | null;
    if (!answer.ok || typeof told?.token !== 'string') throw relayGone();
    token = told.token;
    return token;
  };
  const ask = async (path: string, init: RequestInit): Promise<Response> => {
    const { fetch } = parts;
    try {
      return await fetch(`${page}${path}`, {
        ...init,
        method: 'POST',
        // The origin, by which the relay knows its page, is not told in other modes.
        mode: 'cors',
        referrerPolicy: 'same-origin',
        credentials: 'omit',
        cache: 'no-store',
        redirect: 'manual',
      });
    } catch (error) {
      throw init.signal?.aborted === true && path !== RELAY_PATH ? error : relayGone(error);
    }
  };
  const pathOf = (url: string, by: string): string => {
    const asked = url.replace(/^ws/, 'http');
    if (!asked.startsWith(base)) throw new TypeError('a call of another server');
    return `${RELAY_ROOT}${by}/${asked.slice(base.length)}`;
  };
  const pass = (url: string, init: RequestInit, by: string): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set(RELAY_METHOD, init.method ?? 'GET');
    return ask(pathOf(url, by), { ...init, headers });
  };

  const network = networkOver({
    async fetch(url, init) {
      const { signal } = init;
      let answer = await pass(url, init, token ?? (await abortable(register(), signal)));
      if (errorOf(answer) === 'unknown-token') {
        answer = await pass(url, init, await abortable(register(), signal));
      }
      const error = errorOf(answer);
      if (error !== null) throw meant(error, url);
      // ComfyUI refuses origins, and of these the relay tells none: something else wants to know who asks.
      if (answer.status === 403) throw signInNeeded(origin, answer.status);
      return answer;
    },
    connect(url) {
      if (token === null) throw relayGone();
      const { WebSocket } = parts;
      return new WebSocket(`${page.replace(/^http/, 'ws')}${pathOf(url, token)}`);
    },
  });
  // The relay has the lines already.
  return {
    ...network,
    send: (request, signal) => network.send({ ...request, headers: [] }, signal),
  };

  function meant(error: string, url: string): Error {
    switch (error as RelayErrorName) {
      case 'redirected':
        return redirected(origin);
      case 'too-large':
        return answerTooLarge(MOST_BYTES);
      case 'timeout':
        return serverTimeout(new URL(url).pathname, SILENCE_MS);
      case 'taken':
        return relayTaken();
      case 'unknown-token':
      case 'unreachable':
        return unreachable(origin, error);
    }
  }
}

function errorOf({ headers }: Response): string | null {
  return headers.get(RELAY_ERROR);
}
