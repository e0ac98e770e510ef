import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { entryName } from '../../../scripts/package/entry-name';
import { packFolder } from '../../../scripts/package/pack-folder';
import { packZip, type PackedFile } from '../../../scripts/package/zip';

const FILES: readonly PackedFile[] = ['page/index.html', 'manifest.json', 'icons/dark.png'].map(
  (path, i) => ({ path, bytes: new Uint8Array(5000).fill(i) }),
);

describe('packZip', () => {
  it('gives the same bytes whatever the order and the time', () => {
    const first = packZip(FILES);
    jest.useFakeTimers({ now: new Date(2031, 5, 6, 7, 8, 9) });
    const second = packZip(FILES.toReversed());
    jest.useRealTimers();
    expect(Buffer.compare(first, second)).toBe(0);
  });

  it('holds the files and no folders, sorted', () => {
    const found = unzipSync(packZip(FILES));
    expect(Object.keys(found)).toEqual(['icons/dark.png', 'manifest.json', 'page/index.html']);
    for (const { path, bytes } of FILES) expect(found[path]).toEqual(bytes);
  });

  it.each([
    'page\\index.html',
    '/manifest.json',
    '../manifest.json',
    'page/../../manifest.json',
    'page/./index.html',
    'page//index.html',
    'page/',
    'C:/manifest.json',
    'C:manifest.json',
    '\\\\server\\share\\manifest.json',
    'manifest.json\0.png',
    '..',
    '',
  ])('refuses %j', (name) => {
    expect(() => packZip([{ path: name, bytes: new Uint8Array(1) }])).toThrow(RangeError);
  });

  it('refuses a path that is there twice', () => {
    expect(() => packZip([...FILES, ...FILES.slice(0, 1)])).toThrow(RangeError);
  });
});

describe('entry names', () => {
  it.each([
    [path.posix, '/built/web', '/built/web/page/a.js'],
    [path.posix, '/built/web/', '/built/web/./page/a.js'],
    [path.win32, 'C:\\built\\web', 'C:\\built\\web\\page\\a.js'],
    [path.win32, 'C:\\built\\web\\', 'c:/built/web/page/a.js'],
    [path.win32, '\\\\server\\built', '\\\\server\\built\\page\\a.js'],
  ])('have forward slashes, whatever the system, case %#', (paths, top, file) => {
    expect(entryName(top, file, paths)).toBe('page/a.js');
  });

  it.each([
    [path.posix, '/built/web', '/built/a.js'],
    [path.posix, '/built/web', '/built/website/a.js'],
    [path.posix, '/built/web', '/built/web/page\\a.js'],
    [path.posix, '/built/web', '/built/web'],
    [path.win32, 'C:\\built\\web', 'C:\\built\\a.js'],
    [path.win32, 'C:\\built\\web', 'D:\\built\\web\\a.js'],
    [path.win32, 'C:\\built\\web', '\\\\server\\built\\web\\a.js'],
  ])('lie inside the folder, case %#', (paths, top, file) => {
    expect(() => entryName(top, file, paths)).toThrow(RangeError);
  });
});

test('a packed folder holds its files by such names, and nothing that it only points at', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'pack-'));
  try {
    const built = path.join(folder, 'built');
    await mkdir(path.join(built, 'page', 'ort'), { recursive: true });
    await writeFile(path.join(folder, 'secret.txt'), 'secret');
    for (const name of ['manifest.json', 'page/index.html', 'page/ort/run.wasm', 'page/a.js.map']) {
      await writeFile(path.join(built, name), name);
    }
    await symlink(path.join(folder, 'secret.txt'), path.join(built, 'secret.txt'));
    for (const target of ['supir-panel.ccx', 'supir-panel-photopea.zip']) {
      const { files } = await packFolder(built, path.join(folder, target));
      const found = unzipSync(new Uint8Array(await readFile(path.join(folder, target))));
      expect(files).toBe(3);
      expect(Object.keys(found)).toEqual(['manifest.json', 'page/index.html', 'page/ort/run.wasm']);
      for (const [name, bytes] of Object.entries(found)) {
        expect(Buffer.from(bytes).toString()).toBe(name);
      }
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});
