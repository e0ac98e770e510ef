// npm start: sets itself up, builds, serves the page on this machine and opens it. The page's calls of a
// ComfyUI server are passed on.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { serve } from './lib/serve.mjs';
import { ensureBuild, ensurePackages, ROOT } from './lib/setup.mjs';
import { importTypeScript } from './lib/typescript.mjs';

const PORT = 8780;

ensurePackages();
ensureBuild();
const { createRelay } = await importTypeScript('scripts/lib/relay/relay.ts');
const folder = path.join(ROOT, 'dist', 'web');
const { url } = await serve(folder, { port: PORT, ...createRelay() });
console.log(`\n  The panel is open at ${url}   (Ctrl+C stops it)\n`);
if (!process.argv.includes('--no-open')) openBrowser(url);

function openBrowser(address) {
  const [command, ...args] = {
    darwin: ['open', address],
    win32: ['cmd', '/c', 'start', '', address],
  }[process.platform] ?? ['xdg-open', address];
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => console.log('  Open this address in Chrome or Edge.'));
  child.unref();
}
