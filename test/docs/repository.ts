import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Files } from './references';

const ROOT = join(__dirname, '..', '..');

/** Made by commands, not part of the repository. */
const MADE = new Set(['node_modules', 'dist', 'out', 'coverage', '.git']);

export const REPOSITORY: Files = {
  exists: (path) => existsSync(join(ROOT, path)) && !path.startsWith('..'),
  read: (path) => readFileSync(join(ROOT, path), 'utf8'),
};

/** All files of the repository whose names end in this. */
export function filesEnding(ending: RegExp, folder = ''): readonly string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter(({ name }) => !MADE.has(name))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return filesEnding(ending, path);
      return ending.test(entry.name) ? [path] : [];
    });
}
