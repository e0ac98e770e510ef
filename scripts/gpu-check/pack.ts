import { build } from 'esbuild';
import { existsSync } from 'node:fs';
import { chmod, copyFile, cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runtimeFilesOf, webGpuBuild } from '../../src/onnx/runtime-files';
import { DAWN_PROGRAM, dawnFolder, run } from './dawn-package';
import { README, RUN } from './packed-texts';

const ROOT = path.resolve(__dirname, '..', '..');

/** The folder in the archive, and its own name. */
const NAME = 'gpu-check';

export interface Packed {
  readonly archive: string;
  readonly bytes: number;
}

/**
 * `<out>/gpu-check.tar.xz`: everything that a bare machine of this kind with a graphics driver needs. The
 * files lie as in the project, so that they find each other in the same way.
 *
 * @throws Error on other systems than Linux, and where Dawn cannot be fetched
 */
export async function pack(out: string): Promise<Packed> {
  if (process.platform !== 'linux') {
    throw new Error(
      `--pack puts this machine's own Node in, which is for ${process.platform}: pack on Linux`,
    );
  }
  const kit = path.resolve(out, NAME);
  const archive = `${kit}.tar.xz`;
  await rm(kit, { recursive: true, force: true });
  await mkdir(path.join(kit, 'scripts', NAME), { recursive: true });
  await bundle(path.join(kit, 'scripts', NAME, 'main.cjs'));
  await copyFile(
    path.join(__dirname, 'torch_shapes.py'),
    path.join(kit, 'scripts', NAME, 'torch_shapes.py'),
  );
  await copyRuntime(path.join(kit, 'node_modules', 'onnxruntime-web'));
  await copyDawn(path.join(kit, 'node_modules', 'webgpu'));
  await copyNode(path.join(kit, 'node'));
  await copyLoader(path.join(kit, 'lib'));
  await writeFile(path.join(kit, 'README.md'), README);
  await writeFile(path.join(kit, 'run'), RUN, { mode: 0o755 });
  // The last tenth of its size would take four times as long.
  run('tar', ['-I', 'xz -3', '-cf', archive, NAME], path.dirname(kit));
  return { archive, bytes: (await stat(archive)).size };
}

async function bundle(outfile: string): Promise<void> {
  await build({
    entryPoints: [path.join(__dirname, 'main.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // The packer itself stays here.
    external: ['onnxruntime-web', 'esbuild'],
    logLevel: 'warning',
    outfile,
  });
}

interface RuntimePackage {
  readonly exports: Readonly<Record<string, { readonly import: { readonly default: string } }>>;
}

/** The build that the packed Node takes, and the module that imports of it lead to. */
async function copyRuntime(target: string): Promise<void> {
  const from = path.join(ROOT, 'node_modules', 'onnxruntime-web');
  const text = await readFile(path.join(from, 'package.json'), 'utf8');
  const build = webGpuBuild();
  const { exports } = JSON.parse(text) as RuntimePackage;
  const entry = exports[build === '.jspi' ? './jspi' : './webgpu']?.import.default;
  if (entry === undefined) throw new Error('onnxruntime-web has no module for WebGPU');
  const files = [entry, ...runtimeFilesOf(build).map(inDist)];
  await copyFiles(from, target, ['package.json', ...files]);
}

function inDist(name: string): string {
  return path.join('dist', name);
}

async function copyDawn(target: string): Promise<void> {
  await copyFiles(await dawnFolder(), target, [
    'package.json',
    'index.js',
    'LICENSE.md',
    DAWN_PROGRAM,
  ]);
}

async function copyFiles(from: string, to: string, files: readonly string[]): Promise<void> {
  for (const file of files) await cp(path.join(from, file), path.join(to, file));
}

/** Without its symbols, which are a fifth of it. */
async function copyNode(target: string): Promise<void> {
  await copyFile(process.execPath, target);
  await chmod(target, 0o755);
  try {
    run('strip', ['-s', target], path.dirname(target));
  } catch {
    console.log('Node is packed with its symbols: there is no strip here.');
  }
}

/** Through which Dawn finds a driver: the system's, or Chromium's own. */
const LOADERS = [
  `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/libvulkan.so.1`,
  '/usr/lib64/libvulkan.so.1',
  '/usr/lib/chromium/libvulkan.so.1',
];

async function copyLoader(folder: string): Promise<void> {
  const loader = LOADERS.find(existsSync);
  if (loader === undefined) {
    console.log(
      'No Vulkan loader packed, since there is none here: the other machine needs its own.',
    );
    return;
  }
  await cp(loader, path.join(folder, 'libvulkan.so.1'), { dereference: true });
}
