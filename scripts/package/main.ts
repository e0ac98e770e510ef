import { createHash } from 'node:crypto';
import path from 'node:path';
import { packFolder } from './pack-folder';

const DIST = path.resolve(__dirname, '..', '..', 'dist');

async function pack(folder: string, name: string): Promise<void> {
  const target = path.join(DIST, name);
  const { bytes, files, unpacked } = await packFolder(path.join(DIST, folder), target);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  console.log(
    `dist/${name}  ${megabytes(bytes.length)} (${files} files, ${megabytes(unpacked)} unpacked)`,
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
