// npm start: sets itself up, builds, serves the page on this machine and opens it.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { serve } from './lib/serve.mjs';
import { ensureBuild, ensurePackages, ROOT } from './lib/setup.mjs';

const PORT = 8780;

ensurePackages();
ensureBuild();
const { url } = await serve(path.join(ROOT, 'dist', 'web'), { port: PORT });
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
