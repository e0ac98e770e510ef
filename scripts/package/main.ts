import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { packZip, type PackedFile } from './zip';

const ROOT = path.resolve(__dirname, '..', '..');
const DIST = path.join(ROOT, 'dist');

/** Files of a folder under `dist`, those that only serve debugging left out. */
async function filesOf(folder: string): Promise<readonly PackedFile[]> {
  const top = path.join(DIST, folder);
  const entries = await readdir(top, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.map'));
  return Promise.all(
    files.map(async (entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return {
        path: path.relative(top, file).split(path.sep).join('/'),
        bytes: new Uint8Array(await readFile(file)),
      };
    }),
  );
}

async function pack(folder: string, name: string): Promise<void> {
  const files = await filesOf(folder);
  const zip = packZip(files);
  await writeFile(path.join(DIST, name), zip);
  const loose = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const sha256 = createHash('sha256').update(zip).digest('hex');
  console.log(
    `dist/${name}  ${megabytes(zip.length)} (${files.length} files, ${megabytes(loose)} unpacked)`,
  );
  console.log(`  sha256 ${sha256}`);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

async function main(): Promise<void> {
  await pack('photoshop', 'supir-panel.ccx');
  await pack('web', 'supir-panel-photopea.zip');
  console.log('dist/photoshop is the unpacked plugin for the UXP Developer Tool.');
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
