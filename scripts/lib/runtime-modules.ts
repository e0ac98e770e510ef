import { register } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { INSTALLED_RUNTIME, type RuntimeCopy } from './runtime-copy';

const BUILDS = ['wasm', 'webgpu', 'jspi'];

/** The folder with a copy's modules and wasm files. */
export function distOf({ folder }: RuntimeCopy): string {
  return path.join(folder, 'dist');
}

/** For a bundler: the copy's modules in the place of the installed ones. */
export function runtimeAliases(
  copy: RuntimeCopy,
  extension: 'js' | 'mjs',
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    BUILDS.map((build) => [
      `onnxruntime-web/${build}$`,
      path.join(distOf(copy), `ort.${build}.min.${extension}`),
    ]),
  );
}

/** In this process, from now on: the copy's modules in the place of the installed ones. */
export function importRuntimeFrom(copy: RuntimeCopy): void {
  if (copy.folder === INSTALLED_RUNTIME.folder) return;
  const data = `${pathToFileURL(distOf(copy)).href}/`;
  register(pathToFileURL(path.join(__dirname, 'runtime-hook.mjs')), { data });
}
