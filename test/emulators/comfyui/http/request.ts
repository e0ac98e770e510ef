import type { Answer } from './answer';
import type { Machine } from '../run/machine';

/** A request whose body was read. */
export interface ComfyRequest {
  readonly method: string;
  /** Without the prefix. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly contentType: string;
  readonly body: Uint8Array;
}

/** The rest of the path: `{id}` of the route. */
export type Handler = (
  machine: Machine,
  request: ComfyRequest,
  id: string,
) => Answer | Promise<Answer>;
