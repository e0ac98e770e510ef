import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../../scripts/lib/browser/chromium';
import { until } from '../support/wait';
import { attachChromium } from './photoshop/page/chromium';
import { createPhotoshop } from './photoshop/photoshop';
import type { Switches } from './photoshop/switches';

const PAGE = `<!doctype html><script>
  const told = [];
  window.addEventListener('message', async (event) => {
    if (event.source !== window.uxpHost) return;
    told.push(event.data);
    let storage = 'there'; try { localStorage.getItem('a'); } catch (error) { storage = error.name; }
    let fetched = 'there'; try { const a = await fetch('a.bin', { headers: { Range: 'bytes=1-2' } });
      fetched = [a.status, (await a.arrayBuffer()).byteLength]; } catch (error) { fetched = error.name; }
    let opfs = 'there'; try { await navigator.storage.getDirectory(); } catch (error) { opfs = error.name; }
    window.uxpHost.postMessage({ told, origin: event.origin, secure: isSecureContext, isolated: crossOriginIsolated,
      shared: typeof SharedArrayBuffer, storage, fetched, opfs, alert: alert('x') === undefined,
      state: document.visibilityState });
  });
  window.uxpHost.postMessage('ready');
</script>`;

const PLUGIN = `
  globalThis.got = [];
  const view = document.createElement('webview');
  view.src = 'plugin:/index.html';
  window.addEventListener('message', ({ data, source }) => { if (source === view) got.push(data); });
  document.body.appendChild(view);
`;

interface Told {
  readonly told: readonly unknown[];
  readonly [key: string]: unknown;
}

describe('a page of the webview in a real browser', () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    browser = await launchChromium();
    folder = await mkdtemp(join(tmpdir(), 'webview-'));
    await writeFile(join(folder, 'index.html'), PAGE);
    await writeFile(join(folder, 'a.bin'), new Uint8Array(8));
  });

  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });

  async function open(switches: Partial<Switches>) {
    const ps = createPhotoshop({ switches });
    const page = await browser.newPage();
    await attachChromium(
      ps,
      page,
      (src) => pathToFileURL(join(folder, src.replace('plugin:/', ''))).href,
    );
    const realm = ps.runUxpBundle(PLUGIN);
    const got = (count: number): Promise<unknown[]> =>
      until(() => {
        const all = JSON.parse(realm.evaluate('JSON.stringify(got)') as string) as unknown[];
        return all.length >= count && all;
      });
    const close = async (): Promise<void> => {
      realm.unload();
      await page.close();
    };
    return { ps, page, realm, got, close };
  }

  test('hears, answers, reloads and hides', async () => {
    const { ps, realm, got, close } = await open({});
    expect(await got(1)).toEqual(['ready']);
    realm.evaluate(`view.postMessage({ bytes: new Uint8Array([5]) })`);
    const [, first] = (await got(2)) as [unknown, Told];
    expect(first).toEqual({
      told: [{ bytes: { 0: 5 } }],
      origin: 'plugin.under.test',
      secure: true,
      isolated: false,
      shared: 'undefined',
      storage: 'SecurityError',
      fetched: 'TypeError',
      opfs: 'SecurityError',
      alert: true,
      state: 'visible',
    });
    ps.webview.reload();
    expect((await got(3))[2]).toBe('ready');
    ps.user.closePanel();
    realm.evaluate(`view.postMessage('again')`);
    const last = (await got(4))[3] as Told;
    expect([last.told, last['state']]).toEqual([['again'], 'hidden']);
    await close();
  });

  /** In a worker made of text, what reading a part of a picked file gives. */
  const IN_WORKER = `new Promise((resolve) => {
    const code = 'onmessage = ({ data }) => data.slice(1, 3).arrayBuffer().then((b) => postMessage(b.byteLength), (e) => postMessage(e.name))';
    const worker = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
    worker.onmessage = ({ data }) => resolve(data);
    worker.postMessage(new File([new Uint8Array(8)], 'a.bin'));
  })`;

  /** In the page and in a worker. */
  const GPU_IN_WORKER = `new Promise((resolve) => {
      const code = 'postMessage(typeof navigator.gpu)';
      const worker = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
      worker.onmessage = ({ data }) => resolve([typeof navigator.gpu, data]);
    })`;

  /** A worker is not hidden; its timer is begun after the page's, and is due after it. */
  const TIMER_OF_A_WORKER = `new Promise((resolve) => {
      const code = 'setTimeout(() => postMessage(6), 6)';
      const worker = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
      worker.onmessage = ({ data }) => resolve(data);
    })`;

  test('files in workers, timers of a closed panel', async () => {
    const plain = await open({});
    await plain.got(1);
    expect(await plain.page.evaluate(IN_WORKER)).toBe(2);
    expect(await plain.page.evaluate(GPU_IN_WORKER)).toEqual(['object', 'object']);
    await plain.close();
    const harsh = await open({ fileInWorkerFails: true, hiddenStops: true, gpu: 'undefined' });
    await harsh.got(1);
    expect(await harsh.page.evaluate(IN_WORKER)).toBe('NotReadableError');
    expect(await harsh.page.evaluate(GPU_IN_WORKER)).toEqual(['undefined', 'undefined']);
    // Looked at from outside: the page's own timers stand still.
    const seen = (expression: string): Promise<boolean> =>
      until(() => harsh.page.evaluate<boolean>(expression));
    harsh.ps.user.closePanel();
    await seen(`document.visibilityState === 'hidden'`);
    await harsh.page.evaluate('window.ran = false; void setTimeout(() => { ran = true; }, 5)');
    expect(await harsh.page.evaluate(TIMER_OF_A_WORKER)).toBe(6);
    expect(await harsh.page.evaluate('ran')).toBe(false);
    harsh.ps.user.openPanel();
    await seen('ran');
    await harsh.close();
  });
});
