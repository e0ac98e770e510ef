import { registerServiceWorker } from '../../../../../panel/app/service-worker/register';

/** What the page of these tests tells about itself. */
export interface PageReport {
  /** Of `version.txt`, which every build has of its own. */
  readonly version: string;
  readonly script: string;
  readonly outcome: string;
  readonly isolated: boolean;
  readonly starts: number;
  /** What a worker wrote into memory that it shares with the page; null without threads. */
  readonly fromThread: number | null;
}

const SCRIPT_VERSION = 'script-1';

async function report(): Promise<PageReport> {
  const starts = Number(sessionStorage.getItem('starts') ?? 0) + 1;
  sessionStorage.setItem('starts', String(starts));
  const options = { offline: location.search === '?offline', mayReload: () => true };
  const outcome = await registerServiceWorker(window, options);
  if (outcome === 'reloading') return new Promise(() => undefined);
  const version = await (await fetch('version.txt')).text();
  const fromThread = crossOriginIsolated ? await shareMemory() : null;
  return {
    version,
    script: SCRIPT_VERSION,
    outcome,
    isolated: crossOriginIsolated,
    starts,
    fromThread,
  };
}

function shareMemory(): Promise<number> {
  const shared = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL('./thread.ts', import.meta.url));
  return new Promise((resolve) => {
    worker.onmessage = () => {
      worker.terminate();
      resolve(Atomics.load(shared, 0));
    };
    worker.postMessage(shared);
  });
}

Object.assign(window, { serviceWorkerTest: report() });
