'use strict';

const { createHash } = require('node:crypto');

/** Lists every file of the build with its hash, and makes the service worker one of this build. */
class PrecachePlugin {
  apply(compiler) {
    const { Compilation, sources } = compiler.webpack;
    compiler.hooks.thisCompilation.tap('PrecachePlugin', (compilation) => {
      compilation.hooks.processAssets.tap(
        { name: 'PrecachePlugin', stage: Compilation.PROCESS_ASSETS_STAGE_REPORT },
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
                new sources.ConcatSource(
                  `self.supirPanelBuild=${JSON.stringify(build)};\n`,
                  source,
                ),
            );
          }
          compilation.emitAsset(
            'precache.json',
            new sources.RawSource(`${JSON.stringify({ build, files }, null, 1)}\n`),
          );
        },
      );
    });
  }
}

module.exports = { PrecachePlugin };
