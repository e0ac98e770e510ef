'use strict';

const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { DefinePlugin } = require('webpack');
const { version } = require('../../package.json');

const ROOT = path.join(__dirname, '..', '..');
const at = (...parts) => path.join(ROOT, ...parts);

/** Where onnxruntime-web keeps the files that are not bundled. */
const ORT = path.dirname(require.resolve('onnxruntime-web'));
const ORT_FILES = path.join(ORT, 'ort-wasm-simd-threaded{,.asyncify,.jspi}.{wasm,mjs}');

/** What all bundles of the page share; `assets`: how pictures in the code are kept. */
function common(mode, assets = 'asset/resource') {
  const production = mode !== 'development';
  return {
    mode: production ? 'production' : 'development',
    target: 'web',
    devtool: production ? false : 'source-map',
    resolve: {
      extensions: ['.ts', '.js', '.mjs'],
      conditionNames: ['onnxruntime-web-use-extern-wasm', 'browser', 'import', 'module', 'default'],
    },
    module: {
      rules: [
        {
          test: /\.ts$/,
          loader: 'ts-loader',
          options: { transpileOnly: true, configFile: at('tsconfig.build.json') },
        },
        { test: /\.css$/, use: ['style-loader', 'css-loader'] },
        { test: /\.svg$/, type: assets },
        // The runtime finds its own files at run time, by the address that the engine gives it.
        {
          test: /onnxruntime-web/,
          parser: { url: false },
          use: path.join(__dirname, 'neutral-url-loader.cjs'),
        },
      ],
    },
    optimization: { splitChunks: false, runtimeChunk: false },
    performance: { hints: false },
    stats: 'errors-warnings',
  };
}

const defineVersion = () => new DefinePlugin({ __VERSION__: JSON.stringify(version) });

/** Writes the embedded model and CLIP's merges into the output, in `folder`. */
class ModelFilesPlugin {
  constructor(folder = 'models') {
    this.folder = folder;
  }

  apply(compiler) {
    const { Compilation, sources } = compiler.webpack;
    compiler.hooks.thisCompilation.tap('ModelFilesPlugin', (compilation) => {
      compilation.hooks.processAssets.tapPromise(
        { name: 'ModelFilesPlugin', stage: Compilation.PROCESS_ASSETS_STAGE_ADDITIONAL },
        async () => {
          const load = (name) => import(pathToFileURL(at('models', name)).href);
          const { embeddedModelFiles } = await load('build-embedded.mjs');
          const { mergesFile } = await load('build-merges.mjs');
          for (const { name, bytes } of [...(await embeddedModelFiles()), mergesFile()]) {
            compilation.emitAsset(
              `${this.folder}/${name}`,
              new sources.RawSource(Buffer.from(bytes)),
            );
          }
        },
      );
    });
  }
}

module.exports = { at, common, defineVersion, ModelFilesPlugin, ORT_FILES };
