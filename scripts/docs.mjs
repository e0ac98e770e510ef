// npm run docs: writes the tables in README.md and panel/AUTOMATION.md anew.
import { runTypeScript } from './lib/typescript.mjs';

runTypeScript('scripts/docs/main.ts');
