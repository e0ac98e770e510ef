// npm run dev: builds the page with source maps whenever a file changes, serves it and reloads it.
import path from 'node:path';
import { createLiveReload, LiveReloadPlugin } from './lib/live-reload.mjs';
import { serve } from './lib/serve.mjs';
import { ensurePackages, ROOT } from './lib/setup.mjs';
import { importTypeScript } from './lib/typescript.mjs';

const PORT = 8781;

/** Beside the production build, so that nothing takes one for the other. */
const FOLDER = path.join(ROOT, 'dist', 'dev');

ensurePackages();
const { default: webpack } = await import('webpack');
const { default: web } = await import('./webpack/web.cjs');

const config = web('development');
const compiler = webpack({
  ...config,
  output: { ...config.output, path: FOLDER },
  plugins: [...config.plugins, new LiveReloadPlugin()],
});
const liveReload = createLiveReload();
const { createRelay } = await importTypeScript('scripts/lib/relay/relay.ts');
const relay = createRelay();
const { url } = await serve(FOLDER, {
  port: PORT,
  first: (...asked) => liveReload.answer(...asked) || relay.first(...asked),
  upgrade: relay.upgrade,
});
console.log(
  `\n  ${url} shows the panel once it is built, and every change after that (Ctrl+C stops it)\n`,
);

compiler.watch({}, (error, stats) => {
  if (error) throw error;
  const time = `${new Date().toLocaleTimeString()}  built in ${stats.endTime - stats.startTime} ms`;
  console.log(stats.hasErrors() ? stats.toString('errors-only') : time);
  if (!stats.hasErrors()) liveReload.reload();
});
