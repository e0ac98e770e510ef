import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/**
 * Dawn for Node: the package `webgpu` of the npm registry (BSD-3-Clause and MIT). It is no dependency of
 * the project because it has 51 MB and is of no use but here.
 */
const VERSION = '0.6.2';
const SHA512 =
  '3L4GfmqJLvYUIEWJngEQY+2HQiUlAFkg8+P8NDDj3Xx5hHHIFO/r8JW+ynfqBj7kHN4mbnwO74uB+lrRtLhp4Q==';

const MODULES = path.resolve(__dirname, '..', '..', 'node_modules');

/** The package, unpacked: beside the other packages as in the archive, else fetched once and kept. */
export async function dawnFolder(): Promise<string> {
  const packed = path.join(MODULES, 'webgpu');
  if (existsSync(packed)) return packed;
  const cache = path.join(MODULES, '.cache', 'gpu-check');
  const kept = path.join(cache, `webgpu-${VERSION}`);
  if (existsSync(kept)) return kept;
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(path.join(cache, 'fetching-'));
  try {
    await fetchInto(work);
    await rename(path.join(work, 'package'), kept);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return kept;
}

/** Where the package has the program for this machine, within its folder. */
export const DAWN_PROGRAM = `dist/${process.platform}-${process.platform === 'darwin' ? 'universal' : process.arch}/dawn.node`;

async function fetchInto(work: string): Promise<void> {
  console.log(`Fetching Dawn for Node (webgpu ${VERSION}, 51 MB) …`);
  run('npm', ['pack', '--silent', `webgpu@${VERSION}`], work);
  const archive = `webgpu-${VERSION}.tgz`;
  const bytes = await readFile(path.join(work, archive));
  const found = createHash('sha512').update(bytes).digest('base64');
  if (found !== SHA512)
    throw new Error(`webgpu ${VERSION} is another file than the one known here`);
  run('tar', ['-xzf', archive], work);
}

/** Runs a program; throws with its own words when it fails. */
export function run(program: string, args: readonly string[], folder: string): void {
  const { error, status, stderr } = spawnSync(program, args, {
    cwd: folder,
    encoding: 'utf8',
    // npm is a script there.
    shell: process.platform === 'win32',
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed: ${stderr.trim()}`);
}
