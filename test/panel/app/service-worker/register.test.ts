import {
  registerServiceWorker,
  type RegisterWindow,
} from '../../../../panel/app/service-worker/register';

interface Stage {
  readonly win: RegisterWindow;
  readonly reloads: () => number;
  readonly registered: unknown[];
}

interface Parts {
  readonly protocol?: string;
  readonly isolated?: boolean;
  readonly controlled?: boolean;
  readonly chromium?: string;
  readonly storage?: 'works' | 'throws' | 'forgets';
  readonly fails?: boolean;
}

/** A window as far as the registration looks at it. */
function stageOf(parts: Parts = {}): Stage {
  const { protocol = 'https:', isolated = false, storage = 'works', chromium = '150' } = parts;
  const registered: unknown[] = [];
  const stored = new Map<string, string>();
  let reloads = 0;
  const sessionStorage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (storage === 'works') stored.set(key, value);
    },
  };
  const win = {
    location: { protocol, href: `${protocol}//host/some/`, reload: () => reloads++ },
    isSecureContext: true,
    crossOriginIsolated: isolated,
    navigator: {
      userAgentData: { brands: [{ brand: 'Chromium', version: chromium }] },
      serviceWorker: {
        controller: parts.controlled === true ? {} : null,
        ready: Promise.resolve({}),
        register: (url: URL, options: unknown) => {
          registered.push([url.href, options]);
          return parts.fails === true ? Promise.reject(new Error('no')) : Promise.resolve({});
        },
      },
    },
    get sessionStorage() {
      if (storage === 'throws') throw new DOMException('blocked', 'SecurityError');
      return sessionStorage;
    },
  } as unknown as RegisterWindow;
  return { win, reloads: () => reloads, registered };
}

const ANY_TIME = { offline: false, mayReload: () => true };

describe('the page', () => {
  it('starts again once', async () => {
    const { win, reloads, registered } = stageOf();
    await expect(registerServiceWorker(win, ANY_TIME)).resolves.toBe('reloading');
    expect(registered).toEqual([
      ['https://host/some/service-worker.js', { updateViaCache: 'none' }],
    ]);
    await expect(registerServiceWorker(win, ANY_TIME)).resolves.toBe('registered');
    expect(reloads()).toBe(1);
  });

  it.each([
    ['from a file', { protocol: 'file:' }, 'not-possible'],
    ['isolated by its server', { isolated: true }, 'not-needed'],
    ['isolated by the worker', { isolated: true, controlled: true }, 'registered'],
    ['in a browser that could not isolate it', { chromium: '136' }, 'registered'],
    ['that may not store anything', { storage: 'throws' }, 'registered'],
    ['whose storage forgets', { storage: 'forgets' }, 'registered'],
    ['whose worker does not install', { fails: true }, 'failed'],
  ] as const)('does not start again %s', async (_name, parts, outcome) => {
    const { win, reloads } = stageOf(parts);
    await expect(registerServiceWorker(win, ANY_TIME)).resolves.toBe(outcome);
    expect(reloads()).toBe(0);
  });

  it('does not start again while something would be lost, but may later', async () => {
    const { win, reloads } = stageOf();
    const busy = { offline: false, mayReload: () => false };
    await expect(registerServiceWorker(win, busy)).resolves.toBe('registered');
    expect(reloads()).toBe(0);
    await expect(registerServiceWorker(win, ANY_TIME)).resolves.toBe('reloading');
  });

  it('is installed for offline use although its server isolates it', async () => {
    const { win, registered } = stageOf({ isolated: true });
    const offline = { offline: true, mayReload: () => true };
    await expect(registerServiceWorker(win, offline)).resolves.toBe('registered');
    expect(registered).toHaveLength(1);
  });
});
