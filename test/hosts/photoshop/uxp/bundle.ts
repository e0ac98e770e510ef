import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import webpack from 'webpack';
import type { PluginOptions } from '../../../../src/hosts/photoshop/uxp/start-plugin';

const ROOT = resolve(__dirname, '../../../..');

/** The plugin's own script, as a build makes it: one file that requires what UXP gives. */
export async function bundlePlugin(options: PluginOptions): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'supir-panel-plugin-'));
  try {
    await compile({
      mode: 'production',
      devtool: false,
      target: ['web', 'es2022'],
      context: ROOT,
      entry: join(ROOT, 'src/hosts/photoshop/uxp/plugin-main.ts'),
      output: { path: folder, filename: 'index.js' },
      externals: { photoshop: 'commonjs2 photoshop', uxp: 'commonjs2 uxp', fs: 'commonjs2 fs' },
      resolve: { extensions: ['.ts', '.js'] },
      module: {
        rules: [
          {
            test: /\.ts$/,
            loader: 'ts-loader',
            options: { transpileOnly: true, configFile: join(ROOT, 'tsconfig.build.json') },
          },
        ],
      },
      plugins: [new webpack.DefinePlugin({ __PLUGIN__: JSON.stringify(options) })],
    });
    return await readFile(join(folder, 'index.js'), 'utf8');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function compile(configuration: webpack.Configuration): Promise<void> {
  return new Promise((done, reject) => {
    const compiler = webpack(configuration);
    compiler.run((error, stats) => {
      compiler.close(() => {
        if (error !== null) reject(error);
        else if (stats?.hasErrors()) reject(new Error(stats.toString('errors-only')));
        else done();
      });
    });
  });
}
