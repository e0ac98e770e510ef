import { createHash } from 'node:crypto';
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve, type Server } from '../../../../scripts/lib/serve.mjs';
import { BUNDLE_NAME, bundlePage } from '../../../../scripts/lib/browser/bundle';
import { until } from '../../../support/wait';

/** A build of the test's page on a static host, in a folder of its own. */
export interface Site {
  readonly url: string;
  /** Puts another build there: all files change at once. */
  deploy(version: string): Promise<void>;
  stop(): Promise<void>;
  /** Serves again where it was; nothing when it was not stopped. */
  start(): Promise<void>;
  remove(): Promise<void>;
}

/** Larger than what the page needs to start may be. */
export const LARGE_FILE_BYTES = 7 * 2 ** 20;

export async function createSite(isolation: 'all' | 'none'): Promise<Site> {
  const [page, worker] = await Promise.all([
    bundlePage('test/panel/app/service-worker/page/entry.ts'),
    bundlePage('panel/app/service-worker/service.worker.ts'),
  ]);
  const root = await mkdtemp(join(tmpdir(), 'supir-panel-site-'));
  const shown = join(root, 'some', 'folder');
  await mkdir(join(root, 'some'));
  const first = await serve(root, { isolation });
  const port = Number(new URL(first.url).port);
  let server: Server | null = first;

  const deploy = async (version: string): Promise<void> => {
    const folder = await mkdtemp(join(root, `${version}-`));
    await cp(page.folder, folder, { recursive: true, filter: (name) => !name.endsWith('ort') });
    await stampScript(folder, version);
    await writeFile(join(folder, 'version.txt'), version);
    await writeFile(join(folder, 'large.bin'), Buffer.alloc(LARGE_FILE_BYTES, version));
    const list = await listFiles(folder);
    await writeFile(join(folder, 'precache.json'), JSON.stringify({ build: version, files: list }));
    const script = await readFile(join(worker.folder, BUNDLE_NAME), 'utf8');
    const stamp = `self.supirPanelBuild=${JSON.stringify(version)};\n`;
    await writeFile(join(folder, 'service-worker.js'), stamp + script);
    await symlink(folder, `${shown}.next`);
    await rename(`${shown}.next`, shown);
  };
  await deploy('build-1');
  return {
    url: `http://localhost:${port}/some/folder/`,
    deploy,
    async stop() {
      await server?.close();
      server = null;
    },
    async start() {
      server ??= await serveAgain(root, isolation, port);
    },
    async remove() {
      await server?.close();
      await Promise.all([page.remove(), worker.remove(), rm(root, { recursive: true })]);
    },
  };
}

/** On the same port: the page's origin is the place of its service worker. */
async function serveAgain(root: string, isolation: 'all' | 'none', port: number): Promise<Server> {
  return until(async () => {
    const server = await serve(root, { isolation, port });
    if (Number(new URL(server.url).port) === port) return server;
    await server.close();
    return null;
  });
}

/** The same file names in every build, so that a mixture would not be noticed by a missing file. */
async function stampScript(folder: string, version: string): Promise<void> {
  const script = await readFile(join(folder, BUNDLE_NAME), 'utf8');
  await writeFile(join(folder, BUNDLE_NAME), script.replaceAll('script-1', `script of ${version}`));
}

async function listFiles(folder: string): Promise<unknown[]> {
  const names = (await readdir(folder)).filter((name) => !/^(precache|service-worker)/.test(name));
  return Promise.all(
    names.map(async (url) => {
      const bytes = await readFile(join(folder, url));
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return { url, bytes: bytes.length, sha256 };
    }),
  );
}

/** A page of another site with a frame, as an editor shows a plugin. */
export async function frameAround(
  address: string,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = http.createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(`<!doctype html><title>Editor</title><iframe src="${address}"></iframe>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
