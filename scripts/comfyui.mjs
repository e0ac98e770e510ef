// npm run comfyui -- URL: sets itself up and checks a ComfyUI server from end to end.
import { ensurePackages } from './lib/setup.mjs';
import { runTypeScript } from './lib/typescript.mjs';

ensurePackages();
runTypeScript('scripts/comfyui/main.ts');
