// npm run parity: sets itself up and compares the networks with recorded numbers.
import { ensureChromium, ensurePackages } from './lib/setup.mjs';
import { runTypeScript } from './lib/typescript.mjs';

ensurePackages();
runTypeScript('scripts/parity/main.ts', { CHROMIUM: ensureChromium() });
