import { mkdtemp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from './setup.mjs';

/** Gives each bundled file the folder that it lies in: the bundle lies elsewhere. */
const OWN_FOLDERS = {
  name: 'own-folders',
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, async ({ path: file }) => {
      const source = await readFile(file, 'utf8');
      const folder = `const __dirname = ${JSON.stringify(path.dirname(file))};`;
      return { loader: 'ts', contents: source.includes('__dirname') ? folder + source : source };
    });
  },
};

/**
 * Hands one of the project's TypeScript programs over as a single script, as the page has its own code. File
 * by file, constants and functions of other files are looked up at each use, which takes half as long again, and
 * so do those of files that something loads later.
 */
export async function withBundle(program, use) {
  const { build } = await import('esbuild');
  // Its packages are found from there.
  const folder = await mkdtemp(path.join(ROOT, 'dist', 'bundled-'));
  const outfile = path.join(folder, 'program.cjs');
  try {
    await build({
      entryPoints: [program],
      outfile,
      bundle: true,
      platform: 'node',
      packages: 'external',
      logLevel: 'warning',
      plugins: [OWN_FOLDERS],
    });
    return await use(outfile);
  } finally {
    await rm(folder, { recursive: true });
  }
}
