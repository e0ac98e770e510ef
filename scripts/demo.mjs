// npm run demo: sets itself up and drives the built page as a person would.
import { ensureChromium, ensurePackages } from './lib/setup.mjs';
import { runTypeScript } from './lib/typescript.mjs';

ensurePackages();
const chromium = ensureChromium();
// The demo builds the page itself, once it knows that nothing is wrong with its command line.
runTypeScript('scripts/demo/main.ts', { CHROMIUM: chromium });
