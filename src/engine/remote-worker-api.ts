import { packError } from '../core/errors';
import type { OnRunEvent } from '../core/events';
import { parseAddress } from '../comfyui/address';
import type { ServerAccess } from '../comfyui/calls';
import type { PageFacts } from '../comfyui/explain-silence';
import type { Network } from '../comfyui/network';
import type { Pace } from '../comfyui/prompt-watch';
import type { RemoteRunReport } from '../restore/remote/remote-report';
import { restoreRemote } from '../restore/remote/restore-remote';
import type { OnServerNews } from '../restore/remote/server-news';
import { testConnection } from '../restore/remote/test-connection';
import type { RemoteRestorer, RestoreRequest, RestoreResult } from '../restore/request';
import { connect } from '../rpc/connect';
import { moved } from '../rpc/transfer';
import { networkThrough, type NetworkService } from './network-service';
import type {
  RemoteAccess,
  RemoteRunOptions,
  SentRun,
  ServerRoute,
  TestOutcome,
} from './remote-engine';
import { digestOf, sameRun } from './sent-run';

/** Plain data among the options of a run. */
export type PlainRunOptions = Pick<RemoteRunOptions, 'access' | 'sent' | 'isSeedDrawn'>;

/** Methods of the worker. A signal and a function cross only as arguments of their own. */
export interface RemoteWorkerApi {
  /** From now on whoever serves a `NetworkService` at the other end makes the calls, not the worker. */
  useNetwork(port: MessagePort): void;
  restore(
    request: RestoreRequest<RemoteRestorer>,
    options: PlainRunOptions,
    signal: AbortSignal,
    onEvent: OnRunEvent,
    onServer: OnServerNews,
    onSent: (run: SentRun) => void,
  ): Promise<RestoreResult<RemoteRunReport>>;
  stopped(id: string): Promise<boolean>;
  test(access: RemoteAccess, page: PageFacts, signal: AbortSignal): Promise<TestOutcome>;
}

/** The network by which a server is reached. */
export type NetworkOf = (
  route: ServerRoute,
  server: Pick<ServerAccess, 'address' | 'headers'>,
) => Network;

/** Makes the worker's side with the worker's own network; `pace` is the client's own, except in tests. */
export function createRemoteWorkerApi(ownNetwork: NetworkOf, pace?: Pace): RemoteWorkerApi {
  let networkOf = ownNetwork;
  const accessTo = ({ address, headers, route }: RemoteAccess): ServerAccess => {
    const server = { address: parseAddress(address), headers };
    return { ...server, network: networkOf(route, server) };
  };
  /** By the request's id; those that were called off may have to be stopped yet, or could not be. */
  const ends = new Map<string, Promise<boolean>>();
  return {
    useNetwork(port) {
      const lent = networkThrough(connect<NetworkService>(port).remote);
      networkOf = () => lent;
    },
    async restore(request, { access, sent, isSeedDrawn }, signal, onEvent, onServer, onSent) {
      const digest = await digestOf(request);
      signal.throwIfAborted();
      const run = sameRun(request, digest, sent, isSeedDrawn);
      onSent({ id: run.id, seed: run.restorer.settings.seed, digest });
      let stopping = Promise.resolve(true);
      const restored = restoreRemote(run, accessTo(access), {
        signal,
        onEvent: (event) => onEvent(event.type === 'preview' ? moved(event) : event),
        onServer,
        onStopping(stopped) {
          stopping = stopped;
        },
        ...(pace && { pace }),
      });
      const end = restored.then(
        () => true,
        () => stopping,
      );
      ends.set(request.id, end);
      void end.then((isOver) => isOver && ends.delete(request.id));
      return restored;
    },
    stopped: async (id) => (await ends.get(id)) ?? true,
    async test(access, page, signal) {
      const facts = { ...page, isRelayed: access.route === 'relay' };
      const outcome = await testConnection(accessTo(access), facts, signal, pace);
      if (outcome.outcome !== 'failed') return outcome;
      return { outcome: 'failed', error: packError(outcome.error) };
    },
  };
}
