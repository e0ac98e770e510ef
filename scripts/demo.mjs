// npm run demo: sets itself up and drives the built page as a person would.
import { ensureBuild, ensureChromium, ensurePackages } from './lib/setup.mjs';
import { runTypeScript } from './lib/typescript.mjs';

ensurePackages();
const chromium = ensureChromium();
ensureBuild();
runTypeScript('scripts/demo/main.ts', { CHROMIUM: chromium });
