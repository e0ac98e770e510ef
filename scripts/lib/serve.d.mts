import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

export interface Server {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves a folder on this machine only.
 *
 * @param options.first answers requests that are not for files; true when it has
 * @param options.upgrade takes the handshakes of sockets; without it there are none
 */
export function serve(
  folder: string,
  options?: {
    readonly port?: number;
    readonly isolation?: 'all' | 'none';
    readonly first?: (request: IncomingMessage, response: ServerResponse) => boolean;
    readonly upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  },
): Promise<Server>;
