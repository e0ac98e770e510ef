import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import webpack from 'webpack';
import { INSTALLED_RUNTIME, type RuntimeCopy } from '../runtime-copy';
import { distOf, runtimeAliases } from '../runtime-modules';

const ROOT = resolve(__dirname, '../../..');
export const BUNDLE_NAME = 'entry.js';

export interface BundleOptions {
  readonly whole?: boolean;
  readonly runtime?: RuntimeCopy;
}

export interface Bundle {
  /** Holds `index.html` and what it loads, and the runtime's files under `ort/`. */
  readonly folder: string;
  remove(): Promise<void>;
}

/**
 * Bundles one TypeScript file, with the workers it starts, into a page of its own. The settings are
 * those of the product's build, less what only a product needs.
 * `policy`: a content security policy for the page. `whole`: each script is one file, as a page needs
 * that may load nothing. `runtime`: the copy of onnxruntime-web that it uses.
 */
export async function bundlePage(
  entry: string,
  policy?: string,
  { whole = false, runtime = INSTALLED_RUNTIME }: BundleOptions = {},
): Promise<Bundle> {
  const folder = await mkdtemp(join(tmpdir(), 'supir-panel-page-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    await compile({
      mode: 'development',
      devtool: false,
      target: 'web',
      context: ROOT,
      entry: resolve(ROOT, entry),
      output: { path: folder, filename: BUNDLE_NAME, publicPath: whole ? '' : 'auto' },
      ...(whole && { optimization: { splitChunks: false, runtimeChunk: false } }),
      resolve: {
        extensions: ['.ts', '.js', '.mjs'],
        alias: { ...BROWSER_CANVAS, ...runtimeAliases(runtime, whole ? 'js' : 'mjs') },
        conditionNames: ['onnxruntime-web-use-extern-wasm', 'browser', 'import', 'default'],
      },
      module: {
        ...(whole && { parser: { javascript: { dynamicImportMode: 'eager' } } }),
        rules: [
          {
            test: /\.ts$/,
            loader: 'ts-loader',
            options: { transpileOnly: true, configFile: join(ROOT, 'tsconfig.build.json') },
          },
          // The runtime finds its own files at run time; webpack would copy them.
          { test: distOf(runtime), parser: { url: false } },
        ],
      },
    });
    const meta = policy && `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
    await writeFile(
      join(folder, 'index.html'),
      `<!doctype html><meta charset="utf-8">${meta ?? ''}<script defer src="${BUNDLE_NAME}"></script>`,
    );
    await symlink(distOf(runtime), join(folder, 'ort'));
    return { folder, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Only Node needs a canvas from a package. */
const BROWSER_CANVAS = {
  '@napi-rs/canvas$': join(ROOT, 'test/emulators/photopea/page/browser-canvas.ts'),
};

function compile(configuration: webpack.Configuration): Promise<void> {
  return new Promise((resolvePromise, reject) => {
    const compiler = webpack(configuration);
    compiler.run((error, stats) => {
      compiler.close(() => {
        if (error !== null) reject(error);
        else if (stats?.hasErrors()) reject(new Error(stats.toString('errors-only')));
        else resolvePromise();
      });
    });
  });
}
