import type { Switches } from '../switches';

/** What a page in the webview finds around it. */
export interface PageSettings extends Pick<
  Switches,
  'fileOrigin' | 'fileFetch' | 'opfs' | 'fileWorkers' | 'gpu' | 'fileInWorkerFails'
> {
  readonly pluginId: string;
  /** Runs in each worker before its own code; empty: nothing does. */
  readonly workerPrelude: string;
  /** Which of the rules V12…V17 hold. */
  readonly rules: readonly string[];
}

/** The part of a window that is changed; every member may be missing. */
interface PageWindow {
  fetch?: (url: unknown, init?: { headers?: Record<string, string> }) => Promise<Response>;
  Worker?: new (url: string | URL, options?: object) => object;
  navigator?: object;
  Blob?: typeof Blob;
  URL?: typeof URL;
  DOMException: typeof DOMException;
}

/**
 * Turns a window into that of a local page in the webview. Runs in the page before any other script, so
 * it uses nothing from outside itself.
 */
export function shapePage(window: PageWindow, settings: PageSettings): void {
  const holds = (rule: string): boolean => settings.rules.includes(rule);
  const define = (target: object, name: string, get: () => unknown): void => {
    Object.defineProperty(target, name, { configurable: true, get, set: () => undefined });
  };
  const isFile = (url: unknown): boolean => {
    const text = url instanceof Object && 'url' in url ? (url as { url: unknown }).url : url;
    return !/^(https?|blob|data):/.test(String(text));
  };
  const navigator = window.navigator ?? {};

  if (holds('V12')) {
    define(window, 'isSecureContext', () => true);
    define(window, 'origin', () => settings.fileOrigin);
    define(window, 'crossOriginIsolated', () => false);
    define(window, 'SharedArrayBuffer', () => undefined);
    define(window, 'localStorage', () => {
      throw new window.DOMException('localStorage is not available', 'SecurityError');
    });
  }

  const { fetch } = window;
  if (holds('V13') && fetch) {
    const status = (response: Response, value: number): Response =>
      new Proxy(response, {
        get: (target, key) => {
          if (key === 'status') return value;
          if (key === 'ok') return value >= 200 && value < 300;
          const member: unknown = Reflect.get(target, key);
          return typeof member === 'function' ? (member.bind(target) as unknown) : member;
        },
      });
    window.fetch = async (url, init) => {
      if (!isFile(url)) return fetch.call(window, url, init);
      if (settings.fileFetch === 'none') throw new TypeError('Failed to fetch');
      if (settings.fileFetch === 'chromium')
        return status(await fetch.call(window, url, init), 200);
      return status(await fetch.call(window, url), 0);
    };
  }

  if (holds('V14')) {
    if (!settings.opfs) {
      const storage = (navigator as { storage?: object }).storage ?? {};
      define(
        storage,
        'getDirectory',
        () => () =>
          Promise.reject(new window.DOMException('no private file system', 'SecurityError')),
      );
    }
    const { Worker } = window;
    if (Worker && !settings.fileWorkers) {
      window.Worker = new Proxy(Worker, {
        construct: (target, values: [string | URL, object?]) => {
          if (isFile(values[0])) {
            throw new window.DOMException('this worker cannot be started', 'SecurityError');
          }
          return new target(...values);
        },
      });
    }
  }

  const { Worker: Started, Blob: Blobs, URL: Urls } = window;
  if (settings.workerPrelude !== '' && Started && Blobs && Urls) {
    // A worker of this origin cannot import other blobs: what runs first goes into the same one.
    const sources = new Map<string, Blob>();
    const create = Urls.createObjectURL.bind(Urls);
    Urls.createObjectURL = (source: Blob) => {
      const url = create(source);
      sources.set(url, source);
      return url;
    };
    window.Worker = new Proxy(Started, {
      construct: (target, [url, options]: [string | URL, object?]) => {
        const source = sources.get(String(url));
        if (source === undefined) return new target(url, options);
        const blob = new Blobs([settings.workerPrelude, source], { type: 'text/javascript' });
        return new target(create(blob), options);
      },
    });
  }

  if (holds('V17')) {
    define(window, 'alert', () => () => undefined);
    define(window, 'open', () => () => null);
  }
}

/** The same for a worker's scope: files that were picked cannot be read there. */
export function shapeWorker(
  scope: { File?: typeof File; Blob: typeof Blob; DOMException: typeof DOMException },
  settings: Pick<PageSettings, 'fileInWorkerFails' | 'rules'>,
): void {
  const { File: Picked, Blob: Plain } = scope;
  if (!settings.rules.includes('V16') || !settings.fileInWorkerFails || !Picked) return;
  const fails = (): Promise<never> =>
    Promise.reject(new scope.DOMException('the file cannot be read', 'NotReadableError'));
  const slice = Reflect.get(Plain.prototype, 'slice') as (...values: unknown[]) => Blob;
  const spoil = <T extends Blob>(blob: T): T => {
    for (const name of ['arrayBuffer', 'text', 'bytes']) {
      Object.defineProperty(blob, name, { value: fails });
    }
    return blob;
  };
  Object.defineProperty(Picked.prototype, 'arrayBuffer', { value: fails });
  Object.defineProperty(Picked.prototype, 'text', { value: fails });
  Object.defineProperty(Picked.prototype, 'slice', {
    value(this: Blob, ...values: [number?, number?, string?]) {
      return spoil(slice.apply(this, values));
    },
  });
}
