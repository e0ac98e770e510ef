import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.safetensors': 'application/octet-stream',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/** Threads in wasm need a page that shares memory with nobody else. */
const TOP_LEVEL_ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** The same for a page inside another site's frame, where the two headers above have no effect. */
const FRAME_ISOLATION = { 'Document-Isolation-Policy': 'isolate-and-credentialless' };

/**
 * Serves a folder on this machine only.
 * `isolation`: 'all' sends the headers for tabs and for frames, 'none' sends neither (as a plain
 * static host does, where the service worker has to help).
 * Returns `{ url, close }`; the port is free to choose when it is 0 or taken.
 */
export async function serve(folder, { port = 0, isolation = 'all' } = {}) {
  const root = path.resolve(folder);
  const server = http.createServer((request, response) => {
    answer(root, isolation, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await listen(server, port);
  const address = server.address();
  return {
    url: `http://localhost:${address.port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      if (error.code !== 'EADDRINUSE' || port === 0) return reject(error);
      server.listen(0, 'localhost', resolve);
    });
    server.listen(port, 'localhost', resolve);
  });
}

async function answer(root, isolation, request, response) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    return;
  }
  const file = await fileOf(root, request.url ?? '/');
  if (file === null) {
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found');
    return;
  }
  const isolated = isolation === 'all' && { ...TOP_LEVEL_ISOLATION, ...FRAME_ISOLATION };
  const range = rangeOf(request, file.size);
  response.writeHead(range ? 206 : 200, {
    'Content-Type': TYPES[path.extname(file.path)] ?? 'application/octet-stream',
    'Content-Length': range ? range.end - range.start + 1 : file.size,
    ...(range && { 'Content-Range': `bytes ${range.start}-${range.end}/${file.size}` }),
    'Cache-Control': 'no-cache',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Accept-Ranges': 'bytes',
    ...isolated,
  });
  if (request.method === 'HEAD') response.end();
  else createReadStream(file.path, range ?? {}).pipe(response);
}

/** The bytes of a range request, both ends included; null: all of the file. */
function rangeOf({ method, headers }, size) {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '') ?? [];
  const start = Number(from);
  const end = to ? Math.min(Number(to), size - 1) : size - 1;
  return method === 'GET' && from !== undefined && start <= end ? { start, end } : null;
}

async function fileOf(root, url) {
  let name;
  try {
    name = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return null;
  }
  const full = path.join(root, name);
  if (full !== root && !full.startsWith(root + path.sep)) return null;
  const found = await stat(full).catch(() => null);
  if (found?.isDirectory())
    return fileOf(root, path.posix.join(new URL(url, 'http://localhost').pathname, 'index.html'));
  return found?.isFile() ? { path: full, size: found.size } : null;
}
