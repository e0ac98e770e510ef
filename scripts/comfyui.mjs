// npm run comfyui -- URL: sets itself up and checks a ComfyUI server from end to end.
import { ensureBuild, ensureChromium, ensurePackages } from './lib/setup.mjs';
import { runTypeScript } from './lib/typescript.mjs';

ensurePackages();
const comparesWithHere = process.argv.some((argument) => argument.startsWith('--local-'));
if (comparesWithHere) ensureBuild();
runTypeScript('scripts/comfyui/main.ts', comparesWithHere ? { CHROMIUM: ensureChromium() } : {});
