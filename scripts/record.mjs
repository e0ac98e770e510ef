// npm run record: sets itself up and counts what networks ask of a GPU, without one.
import { ensurePackages } from './lib/setup.mjs';
import { runTypeScript } from './lib/typescript.mjs';

ensurePackages();
runTypeScript('scripts/record/main.ts');
