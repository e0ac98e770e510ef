import { bytesOf, fileOf, inSandbox, isInside, FOLDERS, nativePath } from '../files/store';
import { call, errorOf, has, notModelled, type Sim } from '../sim';
import { strict } from '../strict';
import { guardPath } from './entries';

interface ReadAnswer {
  readonly bytesRead: number;
  readonly buffer: ArrayBuffer;
}

function fileAt(sim: Sim, path: string) {
  const file = sim.files.files.get(path);
  if (file === undefined) throw errorOf(sim, `ENOENT: no such file or directory ${path}`);
  return file;
}

function pathFor(sim: Sim, url: string): string {
  const path = nativePath(url);
  guardPath(sim, path, 'F7');
  return path;
}

function open(sim: Sim, url: string, flags: string | number): Promise<number> {
  return call(sim, 'fs.open', () => {
    const path = pathFor(sim, url);
    const writes = typeof flags === 'string' && /[wa+]/.test(flags);
    if (writes && isInside(path, FOLDERS['plugin:'])) throw errorOf(sim, 'EROFS: read-only');
    if (writes && !sim.files.files.has(path)) sim.files.files.set(path, fileOf(new Uint8Array()));
    fileAt(sim, path);
    const fd = sim.files.nextDescriptor++;
    sim.files.descriptors.set(fd, { path, cursor: 0, writes });
    return fd;
  });
}

function descriptorOf(sim: Sim, fd: number) {
  const descriptor = sim.files.descriptors.get(fd);
  if (descriptor === undefined) throw errorOf(sim, `EBADF: bad file descriptor ${fd}`);
  return descriptor;
}

function read(
  sim: Sim,
  fd: number,
  buffer: ArrayBuffer,
  offset: number,
  length: number,
  position: number,
): Promise<ReadAnswer> {
  return call(sim, 'fs.read', () => {
    const descriptor = descriptorOf(sim, fd);
    if (Object.prototype.toString.call(buffer) !== '[object ArrayBuffer]' && sim.rules('F6')) {
      throw errorOf(sim, 'fs.read: buffer must be an ArrayBuffer');
    }
    if (offset + length > buffer.byteLength) throw errorOf(sim, 'fs.read: the buffer is too small');
    const here = position >= 0 && sim.rules('F6') ? position : descriptor.cursor;
    const bytes = fileAt(sim, descriptor.path).read(here, length);
    new Uint8Array(buffer, offset).set(bytes);
    if (position < 0 || !sim.rules('F6')) descriptor.cursor = here + bytes.length;
    return { bytesRead: bytes.length, buffer };
  });
}

function stats(sim: Sim, url: string): Promise<object> {
  return call(sim, 'fs.lstat', () => {
    const path = pathFor(sim, url);
    const folder = sim.files.folders.has(path);
    const size = folder ? 0 : fileAt(sim, path).size;
    return { size, mtimeMs: 0, isFile: () => !folder, isDirectory: () => folder };
  });
}

function encodingOf(options: unknown): string | undefined {
  if (typeof options === 'string') return options;
  return (options as { readonly encoding?: string } | undefined)?.encoding;
}

/** `require('fs')` */
export function fsModule(sim: Sim): object {
  const members: Record<string, unknown> = {
    open: (url: string, flags: string | number = 'r') => open(sim, url, flags),
    read: (fd: number, buffer: ArrayBuffer, offset: number, length: number, position: number) =>
      read(sim, fd, buffer, offset, length, position),
    close: (fd: number) =>
      call(sim, 'fs.close', () => {
        descriptorOf(sim, fd);
        sim.files.descriptors.delete(fd);
        return 0;
      }),
    lstat: (url: string) => stats(sim, url),
    readFile: (url: string, options?: unknown) =>
      call(sim, 'fs.readFile', () => {
        const bytes = bytesOf(fileAt(sim, pathFor(sim, url)));
        if (encodingOf(options) !== undefined) return new TextDecoder().decode(bytes);
        return new sim.realm.Uint8Array(bytes).buffer;
      }),
    writeFile: (url: string, data: string | ArrayBuffer | ArrayBufferView) =>
      call(sim, 'fs.writeFile', () => {
        const path = pathFor(sim, url);
        if (isInside(path, FOLDERS['plugin:'])) throw errorOf(sim, 'EROFS: read-only');
        const bytes =
          typeof data === 'string'
            ? new TextEncoder().encode(data)
            : ArrayBuffer.isView(data)
              ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
              : new Uint8Array(data);
        sim.files.files.set(path, fileOf(bytes));
        return bytes.length;
      }),
    readdir: (url: string) =>
      call(sim, 'fs.readdir', () => {
        const folder = pathFor(sim, url).replace(/\/+$/, '');
        const all = [...sim.files.files.keys(), ...sim.files.folders];
        const inside = all.filter((path) => path.startsWith(`${folder}/`));
        return [...new Set(inside.map((path) => path.slice(folder.length + 1).split('/')[0]))];
      }),
    mkdir: (url: string) =>
      call(sim, 'fs.mkdir', () => {
        const path = pathFor(sim, url);
        if (!inSandbox(path)) throw errorOf(sim, 'EACCES');
        sim.files.folders.add(path);
      }),
    unlink: (url: string) =>
      call(sim, 'fs.unlink', () => {
        const path = pathFor(sim, url);
        fileAt(sim, path);
        sim.files.files.delete(path);
      }),
  };
  if (has(sim, 'createReadStream')) {
    members['createReadStream'] = () => {
      throw notModelled(sim, 'fs.createReadStream');
    };
  }
  return strict(sim, 'fs', members);
}

export function osModule(sim: Sim): object {
  return strict(sim, 'os', { platform: () => 'win32', arch: () => 'x64', release: () => '10.0' });
}

export function pathModule(sim: Sim): object {
  return strict(sim, 'path', {
    sep: '/',
    basename: (path: string) => path.slice(path.lastIndexOf('/') + 1),
    dirname: (path: string) => path.slice(0, Math.max(1, path.lastIndexOf('/'))),
    join: (...parts: readonly string[]) => parts.join('/').replace(/\/+/g, '/'),
    extname: (path: string) => /\.[^./]*$/.exec(path)?.[0] ?? '',
  });
}
