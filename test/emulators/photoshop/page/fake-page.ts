import { createContext, runInContext } from 'node:vm';
import { bytesOf, nativePath } from '../files/store';
import type { Sim } from '../sim';
import type { Photoshop } from '../types';
import { createTarget } from './element';
import { HOOKS, pageScript } from './page-script';

/** A page of its own realm, with what a stock engine gives a local page. */
export interface FakePage {
  /** Runs code in it; promises are awaited. */
  run(code: string): Promise<unknown>;
}

class GpuDevice {
  readonly lost = new Promise(() => undefined);
}

const ADAPTER = { requestDevice: () => Promise.resolve(new GpuDevice()) };

function rangeOf(header: string | undefined, size: number): readonly [number, number] {
  const match = /^bytes=(\d+)-(\d+)$/.exec(header ?? '');
  return match ? [Number(match[1]), Number(match[2]) + 1] : [0, size];
}

/** Files of the emulated disk, as an engine with file access answers. */
function fileFetch(sim: Sim) {
  return (url: unknown, init: { headers?: Record<string, string> } = {}): Promise<Response> => {
    const file = sim.files.files.get(nativePath(String(url)));
    if (file === undefined) return Promise.reject(new TypeError('Failed to fetch'));
    const [from, to] = rangeOf(init.headers?.['Range'], file.size);
    const bytes = bytesOf(file).slice(from, to);
    return Promise.resolve(new Response(new Uint8Array(bytes)));
  };
}

export function openFakePage(photoshop: Photoshop & { readonly sim: Sim }): FakePage {
  const { sim, webview } = photoshop;
  const target = createTarget();
  const documentTarget = createTarget();
  const window: Record<string, unknown> = {
    Event,
    DOMException,
    File,
    Blob,
    Response,
    URL,
    setTimeout,
    clearTimeout,
    performance,
    requestAnimationFrame: (work: (time: number) => void) => setTimeout(() => work(0), 1),
    cancelAnimationFrame: clearTimeout,
    fetch: fileFetch(sim),
    Worker: class {
      readonly started = true;
    },
    navigator: {
      storage: { getDirectory: () => Promise.resolve({ kind: 'directory' }) },
      gpu: { requestAdapter: () => Promise.resolve(ADAPTER) },
    },
    localStorage: { getItem: () => null },
    isSecureContext: false,
    origin: 'https://elsewhere.test',
    crossOriginIsolated: true,
    alert: () => 'shown',
    open: () => ({}),
    document: {
      addEventListener: documentTarget.add,
      dispatchEvent: (event: Event) => documentTarget.dispatch(event),
    },
    addEventListener: target.add,
    dispatchEvent: (event: Event) => target.dispatch(event),
    [HOOKS.toPlugin]: (text: string | undefined) =>
      webview.fromPage(text === undefined ? undefined : (JSON.parse(text) as unknown)),
  };
  const context = createContext(window);
  const run = (code: string): unknown => runInContext(code, context, { filename: 'page.js' });
  run('globalThis.window = globalThis;');
  run(pageScript(sim));
  webview.onVisibility((state) => run(`window[${JSON.stringify(HOOKS.show)}]('${state}')`));
  webview.toPage((text, { origin }) => {
    const deliver = context[HOOKS.fromPlugin] as (text: string, origin: string) => void;
    deliver(text, origin);
  });
  return { run: (code) => Promise.resolve(run(code)) };
}
