import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { entryName } from './entry-name';
import { packZip, type PackedFile } from './zip';

export interface Packed {
  readonly bytes: Uint8Array;
  readonly files: number;
  /** Bytes of the files before they were packed. */
  readonly unpacked: number;
}

/** Packs a built folder into one file, without what only serves debugging. */
export async function packFolder(folder: string, target: string): Promise<Packed> {
  const files = await filesOf(folder);
  const bytes = packZip(files);
  await writeFile(target, bytes);
  const unpacked = files.reduce((sum, file) => sum + file.bytes.length, 0);
  return { bytes, files: files.length, unpacked };
}

async function filesOf(top: string): Promise<readonly PackedFile[]> {
  const entries = await readdir(top, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.map'));
  return Promise.all(
    files.map(async (entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return {
        path: entryName(top, file),
        bytes: new Uint8Array(await readFile(file)),
      };
    }),
  );
}
