import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Compiler } from 'webpack';

export interface LiveReload {
  readonly answer: (request: IncomingMessage, response: ServerResponse) => boolean;
  readonly reload: () => void;
}

export function createLiveReload(): LiveReload;

export class LiveReloadPlugin {
  apply(compiler: Compiler): void;
}
