import { registerServiceWorker, type ServiceWorkerOutcome } from './service-worker/register';

const THIS_MACHINE = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether a host's name, as in an address, is that of the machine that the page runs on. */
export function isThisMachine(hostname: string): boolean {
  return THIS_MACHINE.has(hostname);
}

/**
 * Installs the service worker: for threads where the server sends no isolation headers, and so that
 * the page starts offline. A page of this machine needs no network to start, and should show each
 * new build at once. `busy`: a reload would lose something.
 */
export function installServiceWorker(busy: () => boolean): Promise<ServiceWorkerOutcome> {
  return registerServiceWorker(window, {
    offline: !isThisMachine(location.hostname),
    mayReload: () => !busy(),
  });
}
