/** Outcome of the registration, for the diagnostics. */
export type ServiceWorkerOutcome =
  /** The server's own headers isolate the page, and offline use was not asked for. */
  | 'not-needed'
  /** No http, no secure context, or switched off. */
  | 'not-possible'
  | 'failed'
  /** Installed; the page is isolated, or this browser has no way to be. */
  | 'registered'
  /** The page starts again at once, this time isolated. */
  | 'reloading';

export interface RegisterOptions {
  /** Registers where the server isolates the page, too, so that it starts without a network. */
  readonly offline: boolean;
  /** Asked right before a reload: false while the user would lose something. */
  readonly mayReload: () => boolean;
}

/** Parts of the page's window that are needed. */
export type RegisterWindow = Pick<
  Window,
  'location' | 'navigator' | 'isSecureContext' | 'crossOriginIsolated' | 'sessionStorage'
>;

const SCRIPT = 'service-worker.js';
const RELOADED = 'supir-panel.reloaded-for-isolation';
/** The first Chromium with `Document-Isolation-Policy`. */
const FIRST_CHROMIUM = 137;

/**
 * Installs the service worker next to the page. A page that is not isolated yet is started again,
 * once in the life of its tab or frame, and only where that helps.
 */
export async function registerServiceWorker(
  win: RegisterWindow,
  { offline, mayReload }: RegisterOptions,
): Promise<ServiceWorkerOutcome> {
  const { location, navigator, isSecureContext, crossOriginIsolated } = win;
  if (!location.protocol.startsWith('http') || !isSecureContext) return 'not-possible';
  if (!('serviceWorker' in navigator)) return 'not-possible';
  const workers = navigator.serviceWorker;
  if (crossOriginIsolated && workers.controller === null && !offline) return 'not-needed';
  try {
    await workers.register(new URL(SCRIPT, location.href), { updateViaCache: 'none' });
    if (crossOriginIsolated || !canIsolate(navigator)) return 'registered';
    await workers.ready;
  } catch {
    return 'failed';
  }
  if (!mayReload() || !reloadsFirstTime(win)) return 'registered';
  location.reload();
  return 'reloading';
}

interface Brand {
  readonly brand: string;
  readonly version: string;
}

function canIsolate(navigator: Navigator): boolean {
  const { userAgentData } = navigator as { userAgentData?: { brands?: readonly Brand[] } };
  const chromium = userAgentData?.brands?.find(({ brand }) => brand === 'Chromium');
  return chromium !== undefined && Number(chromium.version) >= FIRST_CHROMIUM;
}

/** True once in a tab's life. False where that cannot be stored: better no threads than a loop. */
function reloadsFirstTime(win: RegisterWindow): boolean {
  try {
    const { sessionStorage } = win;
    if (sessionStorage.getItem(RELOADED) !== null) return false;
    sessionStorage.setItem(RELOADED, 'yes');
    return sessionStorage.getItem(RELOADED) !== null;
  } catch {
    return false;
  }
}
