// npm run demo: sets itself up and drives the built page as a person would.
import { parseArgs } from 'node:util';
import { ensureBuild, ensureChromium, ensurePackages } from './lib/setup.mjs';
import { runTypeScript } from './lib/typescript.mjs';

ensurePackages();
const chromium = ensureChromium();
// All else about the command line is for the demo itself to say.
const { host } = parseArgs({ strict: false, options: { host: { type: 'string' } } }).values;
ensureBuild(host === 'photoshop' ? 'photoshop' : 'web');
runTypeScript('scripts/demo/main.ts', { CHROMIUM: chromium });
