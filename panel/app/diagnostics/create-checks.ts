import type { Engine } from '../../../src/engine/engine';
import { checkBridge, type MeasuredBridge } from './check-bridge';
import type { Checks } from '../../store/checks';
import { checkEngine } from './check-engine';
import { checkFileInPage, checkFileInWorker } from './check-file-ranges';
import { checkGpu } from './check-gpu';
import { checkIndexedDb, checkOpfs, checkQuota } from './check-storage';
import { checkFetch, checkFetchRange } from './check-neighbour';
import { checkPage, type PageScope } from './check-page';
import { checkPixels } from './check-pixels';
import { checkTimers, type TimerScope } from './check-timers';
import { askWorker, checkWorker, checkWorkerGpu } from './check-worker';

export interface CheckPlaces {
  readonly scope: PageScope &
    TimerScope & {
      readonly navigator: { readonly storage?: StorageManager };
      fetch(url: string, init: RequestInit): Promise<Response>;
    };
  readonly engine: Pick<Engine, 'describe'>;
  /** Connection to the editor; null where no editor is at the other end. */
  readonly bridge: MeasuredBridge | null;
}

/** How many ticks of 100 ms are measured: two seconds, and half a minute to hide the panel in. */
const TICKS = 20;
const HIDDEN_TICKS = 300;

export function createChecks({ scope, engine, bridge }: CheckPlaces): Checks {
  // A refused or insecure context has no `storage`, whatever the typings say.
  const { storage } = scope.navigator;
  const fetch = (url: string, init: RequestInit): Promise<Response> => scope.fetch(url, init);
  return {
    page: () => Promise.resolve(checkPage(scope)),
    engine: ({ signal }) => checkEngine(engine, signal),
    gpu: ({ signal }) => checkGpu(scope.navigator, signal),
    worker: ({ signal }) => checkWorker(askWorker, signal),
    'gpu-worker': ({ signal }) => checkWorkerGpu(askWorker, signal),
    'indexed-db': ({ signal }) => checkIndexedDb(signal),
    opfs: ({ signal }) => checkOpfs(storage, signal),
    quota: ({ signal }) => checkQuota(storage, signal),
    'file-page': ({ file, signal }) => checkFileInPage(file, signal),
    'file-worker': ({ file, signal }) => checkFileInWorker(file, askWorker, signal),
    fetch: ({ signal }) => checkFetch(fetch, signal),
    'fetch-range': ({ signal }) => checkFetchRange(fetch, signal),
    'bridge-1': ({ signal }) => checkBridge(bridge, 1, signal),
    'bridge-16': ({ signal }) => checkBridge(bridge, 16, signal),
    pixels: ({ signal }) => checkPixels(bridge, signal),
    timers: ({ signal }) => checkTimers(scope, askWorker, TICKS, signal),
    'timers-hidden': ({ signal }) => checkTimers(scope, askWorker, HIDDEN_TICKS, signal),
  };
}
