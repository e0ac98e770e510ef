import { createContext, runInContext } from 'node:vm';
import { openFakePage } from '../page/fake-page';
import { shapeWorker } from '../page/shape';
import { asScript, settingsOf } from '../page/page-script';
import { DEFAULT_MANIFEST, type Manifest } from '../manifest';
import type { Switches } from '../switches';
import { pass, type Lab, type LabOptions, type MakeLab } from './lab';
import { same, type Witness, type Witnesses } from './witness';

function manifest(webview: Manifest['requiredPermissions']['webview']): Manifest {
  const { localFileSystem = 'request' } = DEFAULT_MANIFEST.requiredPermissions;
  const requiredPermissions = { localFileSystem, ...(webview && { webview }) };
  return { ...DEFAULT_MANIFEST, requiredPermissions };
}

interface Stage {
  readonly lab: Lab;
  /** What the page has heard. */
  readonly heard: unknown[];
  readonly origins: string[];
}

/** A webview whose page listens, and a plugin that listens. */
async function stage(make: MakeLab, options?: LabOptions): Promise<Stage> {
  const lab = make(options);
  const heard: unknown[] = [];
  const origins: string[] = [];
  lab.ps.webview.onLoad(() =>
    lab.ps.webview.toPage((text, { origin }) => {
      heard.push(JSON.parse(text));
      origins.push(origin);
    }),
  );
  await lab.run(`globalThis.got = []; globalThis.events = [];
    window.addEventListener('message', (event) => got.push([event.data, event.origin, event.source === view]));
    globalThis.view = document.createElement('webview'); view.src = 'plugin:/page/index.html';
    for (const name of ['loadstart', 'loadstop', 'loaderror']) view.addEventListener(name, (e) => events.push([name, e.code, e.message]));
    document.body.appendChild(view); await wait(20)`);
  return { lab, heard, origins };
}

const loaded = async ({ lab }: Stage): Promise<unknown> =>
  lab.run('return events.map(([name]) => name)');

/** In a page of its own realm, this gives that. */
function inPage(code: string, expected: unknown, switches: Partial<Switches> = {}): Witness {
  return async (make) => {
    const { lab } = await stage(make, { switches });
    lab.ps.disk.add('/page/a.bin', Uint8Array.of(1, 2, 3, 4));
    const page = openFakePage(lab.ps);
    const text = await page.run(
      `(async () => JSON.stringify(await (async () => { ${code} })()))()`,
    );
    return same(JSON.parse(String(text)), expected);
  };
}

const LOST = `const adapter = await navigator.gpu.requestAdapter(); const device = await adapter.requestDevice();
  return (await Promise.race([device.lost, new Promise((resolve) => setTimeout(() => resolve({ reason: 'alive' }), 200))])).reason`;

export const WEBVIEW: Witnesses = {
  V1: async (make) => {
    const fine = await loaded(await stage(make));
    const none = await loaded(await stage(make, { manifest: manifest(undefined) }));
    const old = await loaded(await stage(make, { version: '25.12.0' }));
    return (
      same(fine, ['loadstart', 'loadstop']) &&
      same(none, ['loadstart', 'loaderror']) &&
      same(old, ['loadstart', 'loaderror'])
    );
  },
  V2: async (make) => {
    const lab = make();
    const heard: string[] = [];
    await lab.run(
      `globalThis.view = makeWebview(); await wait(20); view.postMessage('early'); await wait(20)`,
    );
    lab.ps.webview.toPage((text) => heard.push(text));
    await lab.run(`view.postMessage('late'); await wait(20)`);
    return same(heard, ['"late"']);
  },
  V3: async (make) => {
    const { lab, heard } = await stage(make);
    const thrown =
      await lab.run(`const message = { a: 1, bytes: new Uint8Array([5]), buffer: new ArrayBuffer(4), none: undefined, nan: NaN };
      const buffer = message.buffer; view.postMessage(message, '*', [buffer]); message.a = 2;
      const cycle = {}; cycle.self = cycle;
      const thrown = (await fails(() => view.postMessage(1n))) && (await fails(() => view.postMessage(cycle)));
      await wait(20); return thrown && buffer.byteLength === 4`);
    return same(heard, [{ a: 1, bytes: { 0: 5 }, buffer: {}, nan: null }]) && thrown === true;
  },
  V4: async (make) => {
    const { lab, origins } = await stage(make);
    lab.ps.webview.fromPage('up');
    const got = await lab.run(`view.postMessage('down'); await wait(20); return got`);
    return (
      same(origins, [DEFAULT_MANIFEST.id]) && same(got, [['up', 'plugin:/page/index.html', true]])
    );
  },
  V5: async (make) => {
    const { webview } = DEFAULT_MANIFEST.requiredPermissions;
    const options = { manifest: manifest({ ...webview, enableMessageBridge: 'no' }) };
    const { lab, heard } = await stage(make, options);
    lab.ps.webview.fromPage('up');
    const got = await lab.run(`view.postMessage('down'); await wait(20); return got.length`);
    return heard.length === 0 && got === 0;
  },
  V6: async (make) => {
    const { lab, heard } = await stage(make);
    await lab.run('for (let i = 0; i < 8; i++) view.postMessage(i);');
    const early = heard.length;
    await pass(lab);
    const mixed = await stage(make, {
      switches: { reorder: 0.5, duplicate: 0.5, drop: 0.3, delay: 4 },
    });
    await mixed.lab.run('for (let i = 0; i < 40; i++) view.postMessage(i); await wait(200)');
    const numbers = mixed.heard.map(Number);
    const ordered = numbers.every((n, i) => i === 0 || n >= (numbers[i - 1] ?? 0));
    return early === 0 && same(heard, [0, 1, 2, 3, 4, 5, 6, 7]) && !ordered;
  },
  V7: async (make) => {
    const { lab, heard } = await stage(make);
    await lab.run(
      `view.postMessage('x'.repeat(5 * 1024 * 1024)); view.postMessage('small'); await wait(2000)`,
    );
    return same(heard, ['small']);
  },
  V8: async (make) => {
    const { lab, heard } = await stage(make);
    const before = lab.ps.clock.now();
    let arrived = 0;
    lab.ps.webview.toPage((text) => {
      heard.push(text.length);
      arrived = lab.ps.clock.now() - before;
    });
    await lab.run(`view.postMessage('x'.repeat(2_000_000)); await wait(200)`);
    return heard.length === 1 && arrived >= 41 && arrived < 60;
  },
  V9: async (make) => {
    const { lab, heard } = await stage(make, { switches: { wrapsMessages: true } });
    await lab.run('view.postMessage({ a: 1 }); await wait(20)');
    return same(heard, [{ type: 'message', message: '{"a":1}' }]);
  },
  V10: async (make) => {
    const lab = make();
    const heard: string[] = [];
    lab.ps.webview.toPage((text) => heard.push(text));
    await lab.run('globalThis.view = makeWebview(); await wait(20)');
    lab.ps.webview.toPage((text) => heard.push(text));
    await lab.run(`view.postMessage('first'); await wait(20); view.postMessage('under way')`);
    lab.ps.webview.reload();
    await lab.run(`await wait(20); view.postMessage('second'); await wait(20)`);
    return same(heard, ['"first"']);
  },
  V11: async (make) => {
    const { lab } = await stage(make);
    const states: string[] = [];
    lab.ps.webview.onVisibility((state) => states.push(state));
    lab.ps.user.closePanel();
    lab.ps.user.openPanel();
    await pass(lab, 5);
    const stopped = await stage(make, { switches: { hiddenStops: true } });
    const page = openFakePage(stopped.lab.ps);
    stopped.lab.ps.user.closePanel();
    await page.run(
      `window.ran = 0; setTimeout(() => { ran += 1; }, 5); requestAnimationFrame(() => { ran += 1; })`,
    );
    // Begun after the page's timers, and due after them.
    await new Promise((resolve) => setTimeout(resolve, 6));
    const whileHidden = await page.run('ran');
    stopped.lab.ps.user.openPanel();
    return same([states, whileHidden, await page.run('ran')], [['hidden', 'visible'], 0, 2]);
  },
  V12: inPage(
    `let storage = ''; try { localStorage.getItem('a'); } catch (error) { storage = error.name; }
    return [isSecureContext, origin, crossOriginIsolated, typeof SharedArrayBuffer, storage]`,
    [true, 'null', false, 'undefined', 'SecurityError'],
  ),
  V13: async (make) => {
    const fetched = `try { const answer = await fetch('file:///page/a.bin', { headers: { Range: 'bytes=1-2' } });
      return [answer.status, [...new Uint8Array(await answer.arrayBuffer())]]; } catch (error) { return error.name; }`;
    return (
      (await inPage(fetched, 'TypeError')(make)) &&
      (await inPage(fetched, [200, [2, 3]], { fileFetch: 'chromium' })(make)) &&
      (await inPage(fetched, [0, [1, 2, 3, 4]], { fileFetch: 'webkit' })(make))
    );
  },
  V14: async (make) => {
    const code = `let opfs = 'there'; try { await navigator.storage.getDirectory(); } catch (error) { opfs = error.name; }
      let worker = 'started'; try { new Worker('w.js'); } catch (error) { worker = error.name; }
      return [opfs, worker, new Worker('blob:x').started]`;
    return (
      (await inPage(code, ['SecurityError', 'SecurityError', true])(make)) &&
      (await inPage(code, ['there', 'started', true], { opfs: true, fileWorkers: true })(make))
    );
  },
  V15: async (make) =>
    (await inPage('return (await navigator.gpu.requestAdapter()) === null', true, {
      gpu: 'no-adapter',
    })(make)) &&
    (await inPage('return typeof navigator.gpu', 'undefined', { gpu: 'undefined' })(make)) &&
    (await inPage(LOST, 'unknown', { gpu: 'lost' })(make)),
  V16: async (make) => {
    const { lab } = await stage(make, { switches: { fileInWorkerFails: true } });
    const page = openFakePage(lab.ps);
    const sliced = await page.run(
      `new File([new Uint8Array([1, 2, 3])], 'a').slice(1, 2).arrayBuffer().then((b) => new Uint8Array(b)[0])`,
    );
    class Picked extends File {}
    const scope = createContext({
      File: Picked,
      Blob,
      DOMException,
    });
    runInContext(asScript(shapeWorker, 'globalThis', settingsOf(lab.ps.sim)), scope);
    const name: unknown = await runInContext(
      `new File(['abc'], 'a').slice(0, 1).arrayBuffer().then(() => 'read', (error) => error.name)`,
      scope,
    );
    return sliced === 2 && name === 'NotReadableError';
  },
  V17: inPage(`return [alert('x') === undefined, open('https://example.org')]`, [true, null]),
  V18: async (make) => {
    const { lab } = await stage(make, { manifest: manifest(undefined) });
    const got = await lab.run('return events.at(-1)');
    return Array.isArray(got) && typeof got[1] === 'number' && typeof got[2] === 'string';
  },
};
