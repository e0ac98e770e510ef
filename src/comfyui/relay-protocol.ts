import type { HeaderLine } from './header-lines';

/*
 * How a page and the server that it was served by agree on a ComfyUI server behind the latter. The page
 * names it, once, by a POST of `RelayTarget` to `RELAY_PATH`, and gets a token. Calls are then POSTs below
 * the token, whatever their own method is: of a POST browsers always tell the origin, and a header of
 * our own lets no other origin send one unasked.
 */

/** Everything below it is the relay's. */
export const RELAY_ROOT = '/comfy/';

/** GET tells that there is a relay, as `RELAY_SAYS`; POST names the server. */
export const RELAY_PATH = `${RELAY_ROOT}relay`;

export const RELAY_SAYS = { relay: 'comfyui', version: 1 } as const;

export interface RelayTarget {
  /** The server's base. */
  readonly address: string;
  /** The person's own. The relay keeps them in memory, for calls and sockets, and tells them to nobody else. */
  readonly headers: readonly HeaderLine[];
  /** Whether it takes the place of another server. */
  readonly takes: boolean;
}

/** Method of the call that is passed on. */
export const RELAY_METHOD = 'relay-method';

/** The relay's own word on a call that the server did not answer. */
export const RELAY_ERROR = 'relay-error';

export type RelayErrorName =
  /** The token is of another server, or of a relay that was started anew. */
  | 'unknown-token'
  /** Another page has named another server. */
  | 'taken'
  | 'unreachable'
  | 'redirected'
  | 'too-large'
  | 'timeout';

/** Longest silence of a server in the middle of a call, milliseconds; pages mostly give up before. */
export const SILENCE_MS = 310_000;

/** Largest body that is passed on, either way; pages have limits of their own for each answer. */
export const MOST_BYTES = 2 ** 30;
