'use strict';

const { createHash } = require('node:crypto');
const { existsSync } = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const CopyPlugin = require('copy-webpack-plugin');
const HtmlPlugin = require('html-webpack-plugin');
const { version } = require('./package.json');
const { ThirdPartyPlugin } = require('./panel/licences/third-party-plugin.cjs');

const at = (...parts) => path.join(__dirname, ...parts);
const WEB = at('dist', 'web');

/** Writes the embedded model and CLIP's merges into the output folder before the files are listed for offline use. */
class EmbeddedModelPlugin {
  apply(compiler) {
    compiler.hooks.thisCompilation.tap('EmbeddedModelPlugin', (compilation) => {
      compilation.hooks.processAssets.tapPromise(
        {
          name: 'EmbeddedModelPlugin',
          stage: compiler.webpack.Compilation.PROCESS_ASSETS_STAGE_ADDITIONAL,
        },
        async () => {
          const { embeddedModelFiles } = await import(
            pathToFileURL(at('models', 'build-embedded.mjs')).href
          );
          const { mergesFile } = await import(pathToFileURL(at('models', 'build-merges.mjs')).href);
          for (const { name, bytes } of [...(await embeddedModelFiles()), mergesFile()]) {
            compilation.emitAsset(
              `models/${name}`,
              new compiler.webpack.sources.RawSource(Buffer.from(bytes)),
            );
          }
        },
      );
    });
  }
}

/** Lists every file of the build with its hash, and makes the service worker one of this build. */
class PrecachePlugin {
  apply(compiler) {
    compiler.hooks.thisCompilation.tap('PrecachePlugin', (compilation) => {
      compilation.hooks.processAssets.tap(
        { name: 'PrecachePlugin', stage: compiler.webpack.Compilation.PROCESS_ASSETS_STAGE_REPORT },
        () => {
          const files = Object.entries(compilation.assets)
            .filter(
              ([name]) =>
                !name.endsWith('.map') &&
                !name.endsWith('.LICENSE.txt') &&
                name !== 'service-worker.js',
            )
            .map(([name, source]) => ({
              url: name,
              bytes: source.size(),
              sha256: createHash('sha256').update(source.buffer()).digest('hex'),
            }))
            .sort((a, b) => (a.url < b.url ? -1 : 1));
          const build = createHash('sha256')
            .update(JSON.stringify(files))
            .digest('hex')
            .slice(0, 16);
          if (compilation.getAsset('service-worker.js')) {
            compilation.updateAsset(
              'service-worker.js',
              (source) =>
                new compiler.webpack.sources.ConcatSource(
                  `self.supirPanelBuild=${JSON.stringify(build)};\n`,
                  source,
                ),
            );
          }
          compilation.emitAsset(
            'precache.json',
            new compiler.webpack.sources.RawSource(
              `${JSON.stringify({ build, files }, null, 1)}\n`,
            ),
          );
        },
      );
    });
  }
}

const ORT = path.dirname(require.resolve('onnxruntime-web'));

module.exports = (_env, argv) => {
  const production = argv.mode !== 'development';
  const serviceWorker = at('panel', 'service-worker', 'service.worker.ts');
  return {
    mode: production ? 'production' : 'development',
    target: 'web',
    devtool: production ? false : 'source-map',
    entry: {
      panel: { import: at('panel', 'main.ts') },
      ...(existsSync(serviceWorker) && {
        'service-worker': { import: serviceWorker, filename: 'service-worker.js' },
      }),
    },
    output: {
      path: WEB,
      // The page may lie in any folder of any host.
      publicPath: 'auto',
      filename: '[name].[contenthash:10].js',
      chunkFilename: '[name].[contenthash:10].js',
      assetModuleFilename: 'assets/[name].[contenthash:10][ext]',
      clean: true,
    },
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
        { test: /\.svg$/, type: 'asset/resource' },
        // The runtime finds its own files at run time, by the address that the engine gives it.
        { test: /onnxruntime-web/, parser: { url: false } },
      ],
    },
    plugins: [
      new HtmlPlugin({
        template: at('panel', 'index.html'),
        chunks: ['panel'],
        scriptLoading: 'defer',
        inject: 'body',
      }),
      new CopyPlugin({
        patterns: [
          {
            from: path.join(ORT, 'ort-wasm-simd-threaded{,.asyncify,.jspi}.{wasm,mjs}'),
            to: 'ort/[name][ext]',
          },
          { from: at('panel', 'static'), to: '.', noErrorOnMissing: true },
          {
            from: at('test', 'fixtures', 'photos', 'coffee-cup.jpg'),
            to: 'samples/coffee-cup.jpg',
          },
          {
            from: at('models', '{LICENSE-*,NOTICE}.txt'),
            to: 'licenses/[name][ext]',
            noErrorOnMissing: true,
          },
        ],
      }),
      ...(existsSync(at('models', 'build-embedded.mjs')) ? [new EmbeddedModelPlugin()] : []),
      new ThirdPartyPlugin(),
      new PrecachePlugin(),
      new (require('webpack').DefinePlugin)({ __VERSION__: JSON.stringify(version) }),
    ],
    optimization: { splitChunks: false, runtimeChunk: false },
    performance: { hints: false },
    stats: 'errors-warnings',
  };
};
