import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  RELAY_METHOD,
  RELAY_PATH,
  RELAY_ROOT,
  RELAY_SAYS,
  SILENCE_MS,
} from '../../../src/comfyui/relay-protocol';
import { answerJson, refuse } from './answer';
import { callOf, socketOf } from './endpoints';
import { isFromOwnPage } from './guard';
import { passCall } from './pass-call';
import { passSocket, refuseSocket } from './pass-socket';
import { createTarget, endTarget, isSameTarget, readTarget, type Target } from './target';

export interface RelayTimes {
  /** Longest silence of a server in the middle of a call, milliseconds. */
  readonly silenceMs?: number;
  /** Longest that the handshake of a socket may take, milliseconds. */
  readonly handshakeMs?: number;
}

/** Takes what a server on this computer gets below `RELAY_ROOT`; options of `serve`. */
export interface Relay {
  /** True when the request was for the relay: it is answered, or will be. */
  readonly first: (request: IncomingMessage, response: ServerResponse) => boolean;
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

/**
 * Passes calls of the served page on to a ComfyUI server, so that neither a browser's rules for pages nor
 * ComfyUI's own stand in the way. It is no proxy for others: only pages of the very origin are heard, there
 * is one server at a time, which such a page has named, and only what the panel's client calls is passed
 * on (docs/comfyui.md). Nothing is logged, nothing is written to disk.
 */
export function createRelay({
  silenceMs = SILENCE_MS,
  handshakeMs = 10_000,
}: RelayTimes = {}): Relay {
  let target: Target | null = null;

  async function name(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { takes, ...told } = await readTarget(request);
    const named = createTarget({ takes, ...told });
    if (target === null || !isSameTarget(target, named)) {
      if (target !== null && !takes) {
        refuse(request, response, 409, 'taken');
        return;
      }
      if (target !== null) endTarget(target);
      target = named;
    }
    answerJson(response, { token: target.token });
  }

  function pass(request: IncomingMessage, response: ServerResponse): void {
    const method = String(request.headers[RELAY_METHOD]);
    const call = callOf(request.url ?? '', method);
    if (call === null) refuse(request, response, 404);
    else if (call.token !== target?.token) refuse(request, response, 409, 'unknown-token');
    else passCall(target, { path: call.path, method }, request, response, silenceMs);
  }

  return {
    first(request, response) {
      const { url = '', method, headers } = request;
      if (!url.startsWith(RELAY_ROOT)) return false;
      const isQuestion = method === 'GET' && url === RELAY_PATH;
      if (!isFromOwnPage(headers, !isQuestion)) refuse(request, response, 403);
      else if (isQuestion) answerJson(response, RELAY_SAYS);
      else if (method !== 'POST') refuse(request, response, 405);
      else if (url !== RELAY_PATH) pass(request, response);
      else name(request, response).catch(() => refuse(request, response, 400));
      return true;
    },
    upgrade(request, near, head) {
      const asked = socketOf(request.url ?? '');
      if (!isFromOwnPage(request.headers)) refuseSocket(near, 403);
      else if (asked === null || asked.token !== target?.token) refuseSocket(near, 404);
      else passSocket(target, asked.path, request, near, head, handshakeMs);
    },
  };
}
