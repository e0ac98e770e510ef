// npm run package: builds both plugins and packs them.
import { ensureBuild, ensurePackages } from './lib/setup.mjs';
import { runTypeScript } from './lib/typescript.mjs';

ensurePackages();
ensureBuild('web');
ensureBuild('photoshop');
runTypeScript('scripts/package/main.ts', {});
