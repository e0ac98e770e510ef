import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';

export interface PlainChromium {
  readonly context: BrowserContext;
  close(): Promise<void>;
}

const START_MS = 60_000;

/**
 * The machine's own Chromium, headless, as a person starts it. One that Playwright starts takes
 * every tab for the one in front and never slows one down: there, no tab is ever hidden.
 */
export async function startPlainChromium(): Promise<PlainChromium> {
  const profile = await mkdtemp(path.join(tmpdir(), 'profile-'));
  const child = spawn(
    process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    [
      '--headless',
      // The sandbox needs rights that containers do not give.
      ...['--no-sandbox', '--disable-dev-shm-usage', '--disable-features=WebGPU'],
      ...['--no-first-run', '--remote-debugging-port=0', `--user-data-dir=${profile}`],
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const close = async (): Promise<void> => {
    child.kill();
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const browser = await chromium.connectOverCDP(await addressOf(child), { noDefaults: true });
    const [context] = browser.contexts();
    if (context === undefined) throw new Error('Chromium has no window');
    return {
      context,
      async close() {
        await browser.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Chromium says where it listens once it does. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = (why: string): void => reject(new Error(`Chromium ${why}: ${said}`));
    const timer = setTimeout(() => fail('did not start in time'), START_MS);
    child.once('error', reject);
    child.once('exit', () => fail('ended'));
    child.stderr?.on('data', (text: Buffer) => {
      said += text.toString();
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(address);
    });
  });
}
