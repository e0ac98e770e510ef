import type { IncomingMessage, ServerResponse } from 'node:http';
import { RELAY_ERROR, type RelayErrorName } from '../../../src/comfyui/relay-protocol';

/**
 * On every answer of the relay: what a foreign server sends comes from the panel's own origin then, and must
 * be neither a page nor a script there, nor be kept or read by others.
 */
export const SAFE = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
} as const;

/** Answers in the server's stead. What the page still sends is let go by, or it would not see the answer. */
export function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  error?: RelayErrorName,
): void {
  request.resume();
  response.writeHead(status, { ...SAFE, ...(error && { [RELAY_ERROR]: error }) }).end();
}

export function answerJson(response: ServerResponse, value: unknown): void {
  response
    .writeHead(200, { ...SAFE, 'Content-Type': 'application/json' })
    .end(JSON.stringify(value));
}
