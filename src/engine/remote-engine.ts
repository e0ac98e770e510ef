import type { PackedError } from '../core/errors';
import type { HeaderLine } from '../comfyui/header-lines';
import type { Obstacle, PageFacts } from '../comfyui/explain-silence';
import type { RemoteRunReport } from '../restore/remote/remote-report';
import type { OnServerNews } from '../restore/remote/server-news';
import type { ConnectedServer } from '../restore/remote/test-connection';
import type { RemoteRestorer, RestoreRequest, RestoreResult, RunOptions } from '../restore/request';

/** `relay`: by way of the server that the page itself comes from, where that passes calls on. */
export type ServerRoute = 'direct' | 'relay';

/** How a server is reached. Stands beside requests, never in them: the headers are secrets. */
export interface RemoteAccess {
  /** As the person typed it. */
  readonly address: string;
  readonly headers: readonly HeaderLine[];
  readonly route: ServerRoute;
}

/** A run whose prompts a server may still have: under the same id they are found again. */
export interface SentRun {
  /** Of the request that was sent first. */
  readonly id: string;
  readonly seed: number;
  /** Hash of all that decides about the result but the seed. */
  readonly digest: string;
}

export interface RemoteRunOptions extends Pick<RunOptions, 'signal' | 'onEvent'> {
  readonly access: RemoteAccess;
  /** A run of an earlier page that is gone on with where this one is the same; null: none is. */
  readonly sent: SentRun | null;
  /** Whether the seed was drawn: a run of another seed is the same then. */
  readonly isSeedDrawn: boolean;
  readonly onServer: OnServerNews;
  /** Told before anything is sent under which name this run is found again. */
  readonly onSent: (run: SentRun) => void;
}

export type TestOutcome =
  | { readonly outcome: 'connected'; readonly server: ConnectedServer }
  | { readonly outcome: 'blocked'; readonly obstacle: Obstacle }
  | { readonly outcome: 'failed'; readonly error: PackedError };

/**
 * Restores on a server of the person's own. It has neither the device nor its queue, so that a run here
 * and one there do not wait for each other.
 */
export interface RemoteEngine {
  /**
   * @throws what `restoreRemote` throws; the signal's reason at once, while the server goes on to be told
   */
  restore(
    request: RestoreRequest<RemoteRestorer>,
    options: RemoteRunOptions,
  ): Promise<RestoreResult<RemoteRunReport>>;
  /**
   * Whether the run of this request is over on the server too, told when it is; false where that is not
   * to be known. For runs that were called off.
   * @throws DeviceError `worker-lost`
   */
  stopped(id: string): Promise<boolean>;
  /** @throws ServerError for an address that is none, the signal's reason */
  test(access: RemoteAccess, page: PageFacts, signal: AbortSignal): Promise<TestOutcome>;
}
