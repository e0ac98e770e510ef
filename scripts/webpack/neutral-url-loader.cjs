'use strict';

/**
 * webpack writes the path that a module has on the building machine in place of its URL. The runtime
 * only looks whether it begins with `file:`, so every machine may write the same.
 */
module.exports = (source) => source.replaceAll('import.meta.url', '"file:///onnxruntime-web/"');
