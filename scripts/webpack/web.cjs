'use strict';

const CopyPlugin = require('copy-webpack-plugin');
const HtmlPlugin = require('html-webpack-plugin');
const { ThirdPartyPlugin } = require('./third-party-plugin.cjs');
const { at, common, defineVersion, ModelFilesPlugin, ORT_FILES } = require('./common.cjs');
const { PrecachePlugin } = require('./precache-plugin.cjs');

/** The page for a browser tab and for Photopea: `dist/web`. */
module.exports = (mode) => ({
  ...common(mode),
  name: 'web',
  entry: {
    panel: { import: at('panel', 'app', 'main.ts') },
    'service-worker': {
      import: at('panel', 'app', 'service-worker', 'service.worker.ts'),
      filename: 'service-worker.js',
    },
  },
  output: {
    path: at('dist', 'web'),
    // The page may lie in any folder of any host.
    publicPath: 'auto',
    filename: '[name].[contenthash:10].js',
    chunkFilename: '[name].[contenthash:10].js',
    assetModuleFilename: 'assets/[name].[contenthash:10][ext]',
    clean: true,
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
        { from: ORT_FILES, to: 'ort/[name][ext]' },
        { from: at('panel', 'static'), to: '.' },
        {
          from: at('test', 'fixtures', 'photos', 'coffee-cup.jpg'),
          to: 'samples/coffee-cup.jpg',
        },
        { from: at('models', '{LICENSE-*,NOTICE}.txt'), to: 'licenses/[name][ext]' },
      ],
    }),
    new ModelFilesPlugin(),
    new ThirdPartyPlugin(),
    new PrecachePlugin(),
    defineVersion(),
  ],
});
