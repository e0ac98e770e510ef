import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Server {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves a folder on this machine only.
 *
 * @param options.first answers requests that are not for files; true when it has
 */
export function serve(
  folder: string,
  options?: {
    readonly port?: number;
    readonly isolation?: 'all' | 'none';
    readonly first?: (request: IncomingMessage, response: ServerResponse) => boolean;
  },
): Promise<Server>;
