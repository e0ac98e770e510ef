// Node's module hooks by which `importRuntimeFrom` (runtime-modules.ts) puts a copy in place.

let dist = '';

/** `folder`: address of the folder with the copy's modules. */
export function initialize(folder) {
  dist = folder;
}

export function resolve(specifier, context, next) {
  const [, build] = /^onnxruntime-web\/(\w+)$/.exec(specifier) ?? [];
  if (build === undefined) return next(specifier, context);
  const { href } = new URL(`ort.${build}.min.mjs`, dist);
  return { url: href, format: 'module', shortCircuit: true };
}
