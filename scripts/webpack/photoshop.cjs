'use strict';

const CopyPlugin = require('copy-webpack-plugin');
const { DefinePlugin, optimize } = require('webpack');
const manifest = require('../../manifest.json');
const { ThirdPartyPlugin } = require('./third-party-plugin.cjs');
const { at, common, defineVersion, ModelFilesPlugin, ORT_FILES } = require('./common.cjs');
const { WorkerTextPlugin } = require('./worker-text-plugin.cjs');

/** The plugin's folder; all paths below are inside of it. */
const PLUGIN = at('dist', 'photoshop');

/** The page lies in a `file:` address, where workers and further scripts cannot be fetched. */
const onePiece = () => new optimize.LimitChunkCountPlugin({ maxChunks: 1 });

/**
 * The runtime's modules work out their own address from the origin of whoever runs them, and a
 * worker of a `file:` page has none; its classic scripts do not.
 */
const CLASSIC_RUNTIME = Object.fromEntries(
  ['wasm', 'webgpu', 'jspi'].map((build) => [
    `onnxruntime-web/${build}$`,
    at('node_modules', 'onnxruntime-web', 'dist', `ort.${build}.min.js`),
  ]),
);

/** Everything that goes into Photoshop: `dist/photoshop`. */
module.exports = (mode) => [plugin(mode), workers(mode), page(mode)];

/** Of the packages in the workers. */
const WORKER_LICENCES = 'licenses/THIRD-PARTY-workers.txt';

/** What the plugin may hand to the page: it finds them beside its own files. */
const PAGE_FILES = [
  ...['', '.jspi', '.asyncify'].flatMap((build) =>
    ['mjs', 'wasm'].map((ending) => `page/ort/ort-wasm-simd-threaded${build}.${ending}`),
  ),
  'page/models/realesr-general-x4v3.safetensors',
  'page/models/clip-merges.txt',
  'page/licenses/LICENSE-Real-ESRGAN.txt',
  'page/licenses/NOTICE.txt',
  'page/licenses/LICENSE-CLIP.txt',
  'page/licenses/THIRD-PARTY.txt',
  `page/${WORKER_LICENCES}`,
];

function plugin(mode) {
  const [panel] = manifest.entrypoints.filter(({ type }) => type === 'panel');
  const command = (id) => manifest.entrypoints.find((entry) => entry.id === id).id;
  return {
    ...common(mode),
    name: 'photoshop-plugin',
    // UXP forbids code from strings, which the usual source maps of development are.
    devtool: mode === 'development' ? 'source-map' : false,
    entry: { index: at('src', 'hosts', 'photoshop', 'uxp', 'plugin-main.ts') },
    output: { path: PLUGIN, filename: '[name].js' },
    externals: {
      photoshop: 'commonjs2 photoshop',
      uxp: 'commonjs2 uxp',
      fs: 'commonjs2 fs',
    },
    plugins: [
      new DefinePlugin({
        __PLUGIN__: JSON.stringify({
          pluginId: manifest.id,
          panelId: panel.id,
          commandIds: { upscale: command('upscaleSelection'), showPanel: command('showPanel') },
          pageUrl: 'plugin:/page/index.html',
          assets: PAGE_FILES,
        }),
      }),
      new CopyPlugin({
        patterns: [
          { from: at('manifest.json'), to: 'manifest.json' },
          { from: at('panel', 'app', 'photoshop', 'plugin.html'), to: 'index.html' },
          { from: at('panel', 'app', 'photoshop', 'icons'), to: 'icons' },
        ],
      }),
    ],
  };
}

function workers(mode) {
  const base = common(mode);
  return {
    ...base,
    name: 'photoshop-workers',
    resolve: { ...base.resolve, alias: CLASSIC_RUNTIME },
    // They look for `require` of Node, in vain.
    module: { ...base.module, parser: { javascript: { unknownContextCritical: false } } },
    target: 'webworker',
    devtool: false,
    entry: {
      engine: at('src', 'engine', 'engine.worker.ts'),
      remote: at('src', 'engine', 'remote.worker.ts'),
      pictures: at('panel', 'runs', 'pictures', 'pictures.worker.ts'),
      inspect: at('panel', 'models', 'inspect.worker.ts'),
      prompts: at('panel', 'runs', 'prompts', 'prompts.worker.ts'),
      library: at('panel', 'models', 'library', 'library.worker.ts'),
    },
    output: { path: at('dist', 'photoshop', 'page'), filename: '[name].worker.js', publicPath: '' },
    plugins: [
      onePiece(),
      new WorkerTextPlugin('workers.js'),
      new ThirdPartyPlugin(WORKER_LICENCES),
      defineVersion(),
    ],
  };
}

function page(mode) {
  return {
    ...common(mode, 'asset/inline'),
    name: 'photoshop-page',
    devtool: false,
    entry: { panel: at('panel', 'app', 'photoshop', 'photoshop-page.ts') },
    output: { path: at('dist', 'photoshop', 'page'), filename: '[name].js', publicPath: '' },
    plugins: [
      onePiece(),
      new CopyPlugin({
        patterns: [
          { from: ORT_FILES, to: 'ort/[name][ext]' },
          { from: at('panel', 'app', 'photoshop', 'page.html'), to: 'index.html' },
          { from: at('models', '{LICENSE-*,NOTICE}.txt'), to: 'licenses/[name][ext]' },
        ],
      }),
      new ModelFilesPlugin(),
      new ThirdPartyPlugin(),
      defineVersion(),
    ],
  };
}
