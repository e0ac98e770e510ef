import { open, stat } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

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
 * `first(request, response)`: answers requests that are not for files; true when it has.
 * `upgrade(request, socket, head)`: takes the handshakes of sockets; without it there are none.
 * Returns `{ url, close }`; the port is free to choose when it is 0 or taken.
 */
export async function serve(
  folder,
  { port = 0, isolation = 'all', first = () => false, upgrade = null } = {},
) {
  const root = path.resolve(folder);
  // What is passed on to a slow server may come for longer than the five minutes that Node allows.
  const server = http.createServer({ requestTimeout: 0 }, (request, response) => {
    if (first(request, response)) return;
    answer(root, isolation, request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else response.writeHead(500).end();
    });
  });
  const upgraded = new Set();
  if (upgrade !== null) {
    server.on('upgrade', (request, socket, head) => {
      upgraded.add(socket);
      socket.on('close', () => upgraded.delete(socket));
      upgrade(request, socket, head);
    });
  }
  await listen(server, port);
  const address = server.address();
  return {
    url: `http://localhost:${address.port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
        for (const socket of upgraded) socket.destroy();
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
  const file = await openFile(root, request.url ?? '/');
  if (file === null) {
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found');
    return;
  }
  try {
    await sendFile(file, isolation, request, response);
  } finally {
    await file.handle.close();
  }
}

async function sendFile({ handle, extension, size }, isolation, request, response) {
  const isolated = isolation === 'all' && { ...TOP_LEVEL_ISOLATION, ...FRAME_ISOLATION };
  const range = rangeOf(request, size);
  const { start, end } = range ?? { start: 0, end: size - 1 };
  response.writeHead(range ? 206 : 200, {
    'Content-Type': TYPES[extension] ?? 'application/octet-stream',
    'Content-Length': end - start + 1,
    ...(range && { 'Content-Range': `bytes ${start}-${end}/${size}` }),
    'Cache-Control': 'no-cache',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Accept-Ranges': 'bytes',
    ...isolated,
  });
  if (request.method === 'HEAD' || size === 0) {
    response.end();
    return;
  }
  const bytes = handle.createReadStream({ start, end, autoClose: false });
  await pipeline(bytes, response);
  if (bytes.bytesRead <= end - start) request.socket.destroy();
}

/** The bytes of a range request, both ends included; null: all of the file. */
function rangeOf({ method, headers }, size) {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '') ?? [];
  const start = Number(from);
  const end = to ? Math.min(Number(to), size - 1) : size - 1;
  return method === 'GET' && from !== undefined && start <= end ? { start, end } : null;
}

/**
 * The file of an address, open: what is sent is the file that was measured, also when a build
 * replaces it meanwhile. Null: there is none.
 */
async function openFile(root, url) {
  const asked = pathOf(root, url);
  const folder = asked !== null && (await stat(asked).catch(() => null))?.isDirectory();
  const full = folder ? path.join(asked, 'index.html') : asked;
  const handle = full === null ? null : await open(full).catch(() => null);
  if (handle === null) return null;
  const found = await handle.stat();
  if (found.isFile()) return { handle, extension: path.extname(full), size: found.size };
  await handle.close();
  return null;
}

/** Null: not an address of anything in the folder. */
function pathOf(root, url) {
  try {
    const full = path.join(root, decodeURIComponent(new URL(url, 'http://localhost').pathname));
    return full === root || full.startsWith(root + path.sep) ? full : null;
  } catch {
    return null;
  }
}
