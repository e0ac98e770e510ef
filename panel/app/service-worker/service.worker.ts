import { createBuildCache } from './build-cache';
import { partOf } from './byte-range';
import { withIsolation } from './isolation';
import { fileOf, LIST_FILE } from './precache';

/*
 * Does two things for the page, wherever it is hosted: it adds the header that gives it wasm threads,
 * and keeps one build of it, so that it starts without a network.
 *
 * A new build is a new worker (the build writes its id into this file). It waits until no page of the
 * old one is open, so that a page never gets files of two builds.
 */
declare const self: ServiceWorkerGlobalScope & { readonly supirPanelBuild?: string };

const { scope } = self.registration;
const cache = createBuildCache(self.supirPanelBuild ?? 'unknown', scope);

/** Fills the cache; on failure (room, network, a newer build) the network serves the page. */
async function fillIfPossible(): Promise<void> {
  await cache.fill().catch(() => undefined);
}

async function answer(request: Request, file: string): Promise<Response> {
  const kept = await cache.get(file).catch(async (error: unknown) => {
    // Not the file of this build any more: time for the next worker.
    await self.registration.update().catch(() => undefined);
    throw error;
  });
  return kept ?? fetch(request);
}

async function answerPage(request: Request, file: string): Promise<Response> {
  return withIsolation(await answer(request, file));
}

async function answerFile(request: Request, file: string): Promise<Response> {
  const range = request.headers.get('Range');
  const response = await answer(request, file);
  return range === null || response.status !== 200 ? response : partOf(response, range);
}

self.addEventListener('install', (event) => event.waitUntil(fillIfPossible()));

self.addEventListener('activate', (event) => event.waitUntil(cache.dropOthers()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const file = request.method === 'GET' ? fileOf(request.url, scope) : null;
  if (file === null || file === LIST_FILE) return;
  if (request.mode === 'navigate') {
    event.respondWith(answerPage(request, file));
    event.waitUntil(fillIfPossible());
  } else if (request.destination === 'worker' || request.destination === 'sharedworker') {
    event.respondWith(answerPage(request, file));
  } else {
    event.respondWith(answerFile(request, file));
  }
});
