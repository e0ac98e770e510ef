'use strict';

/**
 * Turns the scripts of a build into one that only holds their texts, as `supirWorkers[name]`: a page
 * of a `file:` address may load classic scripts and start workers from text, and nothing else.
 */
class WorkerTextPlugin {
  constructor(filename) {
    this.filename = filename;
  }

  apply(compiler) {
    const { Compilation, sources } = compiler.webpack;
    compiler.hooks.thisCompilation.tap('WorkerTextPlugin', (compilation) => {
      compilation.hooks.processAssets.tap(
        { name: 'WorkerTextPlugin', stage: Compilation.PROCESS_ASSETS_STAGE_REPORT },
        () => {
          const texts = {};
          for (const [name, entry] of [...compilation.entrypoints].sort()) {
            for (const file of entry.getFiles()) {
              texts[name] = compilation.getAsset(file).source.source().toString();
            }
          }
          for (const name of Object.keys(compilation.assets)) {
            if (/\.js(\.LICENSE\.txt)?$/.test(name)) compilation.deleteAsset(name);
          }
          compilation.emitAsset(
            this.filename,
            new sources.RawSource(`globalThis.supirWorkers=${JSON.stringify(texts)};\n`),
          );
        },
      );
    });
  }
}

module.exports = { WorkerTextPlugin };
