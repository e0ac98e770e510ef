import type { Engine } from '../../src/engine/engine';
import type { AnyReport } from '../../src/restore/remote/remote-report';
import type {
  AnyRestorer,
  RemoteRestorer,
  RestoreRequest,
  RestoreResult,
  RunOptions,
} from '../../src/restore/request';

/** The engine of this computer, and whatever else restores. */
export interface AnyEngine extends Engine {
  restore(request: RestoreRequest, options: RunOptions): Promise<RestoreResult>;
  restore(
    request: RestoreRequest<AnyRestorer>,
    options: RunOptions,
  ): Promise<RestoreResult<AnyReport>>;
}

export type RestoreOnServer = (
  request: RestoreRequest<RemoteRestorer>,
  options: RunOptions,
) => Promise<RestoreResult<AnyReport>>;

/** The engine, with runs that are meant for a server sent there. */
export function withServer(engine: Engine, onServer: RestoreOnServer): AnyEngine {
  function restore(request: RestoreRequest, options: RunOptions): Promise<RestoreResult>;
  function restore(
    request: RestoreRequest<AnyRestorer>,
    options: RunOptions,
  ): Promise<RestoreResult<AnyReport>>;
  function restore(
    request: RestoreRequest<AnyRestorer>,
    options: RunOptions,
  ): Promise<RestoreResult<AnyReport>> {
    const { restorer } = request;
    return restorer.kind === 'remote'
      ? onServer({ ...request, restorer }, options)
      : engine.restore({ ...request, restorer }, options);
  }
  return { ...engine, restore };
}
