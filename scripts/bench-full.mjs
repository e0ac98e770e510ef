// npm run bench:full: sets itself up and runs SUPIR at its published size. Takes minutes.
import { ensureChromium, ensurePackages } from './lib/setup.mjs';
import { runTypeScript } from './lib/typescript.mjs';

ensurePackages();
runTypeScript('test/bench/full/main.ts', { CHROMIUM: ensureChromium() });
