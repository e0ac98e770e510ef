// npm run demo: sets itself up and drives the built page as a person would.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { ensureBuild, ensureChromium, ensurePackages, ROOT } from './lib/setup.mjs';

ensurePackages();
const chromium = ensureChromium();
ensureBuild();
const args = [
  '--import',
  'tsx',
  path.join(ROOT, 'scripts', 'demo', 'main.ts'),
  ...process.argv.slice(2),
];
const child = spawn(process.execPath, args, {
  stdio: 'inherit',
  env: { ...process.env, CHROMIUM: chromium },
});
child.on('close', (code) => {
  process.exitCode = code ?? 1;
});
