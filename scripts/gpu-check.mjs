// npm run gpu-check: sets itself up and measures the networks on this machine's graphics card.
import { ensurePackages } from './lib/setup.mjs';
import { runTypeScript } from './lib/typescript.mjs';

ensurePackages();
runTypeScript('scripts/gpu-check/main.ts');
