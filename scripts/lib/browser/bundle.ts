import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import webpack from 'webpack';

const ROOT = resolve(__dirname, '../../..');
export const BUNDLE_NAME = 'entry.js';

export interface Bundle {
  /** Holds `index.html` and what it loads, and the runtime's files under `ort/`. */
  readonly folder: string;
  remove(): Promise<void>;
}

/**
 * Bundles one TypeScript file, with the workers it starts, into a page of its own. The settings are
 * those of the product's build, less what only a product needs.
 * `policy`: a content security policy for the page. `whole`: each script is one file, as a page needs
 * that may load nothing.
 */
export async function bundlePage(
  entry: string,
  policy?: string,
  { whole = false } = {},
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
        alias: { ...BROWSER_CANVAS, ...(whole && CLASSIC_RUNTIME) },
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
          { test: /onnxruntime-web/, parser: { url: false } },
        ],
      },
    });
    const meta = policy && `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
    await writeFile(
      join(folder, 'index.html'),
      `<!doctype html><meta charset="utf-8">${meta ?? ''}<script defer src="${BUNDLE_NAME}"></script>`,
    );
    await symlink(dirname(require.resolve('onnxruntime-web')), join(folder, 'ort'));
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

/** The runtime's modules ask for their address, which a script of an opaque origin does not have. */
const CLASSIC_RUNTIME = Object.fromEntries(
  ['wasm', 'webgpu', 'jspi'].map((build) => [
    `onnxruntime-web/${build}$`,
    join(ROOT, `node_modules/onnxruntime-web/dist/ort.${build}.min.js`),
  ]),
);

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
