import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { CATALOG } from '../../../models/catalog';
import type { FileTable } from '../../../models/known-files';
import {
  startFileServer,
  type FileServer,
  type FileServerOptions,
} from '../../support/file-server';
import { ready, type BuiltPage } from './built-page';

const WEIGHTS = path.resolve(__dirname, '../../fixtures/supir-tiny/weights');
const read = (name: string): Uint8Array => readFileSync(path.join(WEIGHTS, name));
export const SUPIR = read('supir.f16.safetensors');
export const SDXL = read('sdxl.f16.safetensors');

export interface ModelServers {
  readonly supir: FileServer;
  readonly sdxl: FileServer;
  close(): Promise<void>;
}

/** A server of this machine for each of the two files. */
export async function startModelServers(options?: FileServerOptions): Promise<ModelServers> {
  const [supir, sdxl] = await Promise.all([
    startFileServer(SUPIR, options),
    startFileServer(SDXL, options),
  ]);
  return {
    supir,
    sdxl,
    async close() {
      await Promise.all([supir.close(), sdxl.close()]);
    },
  };
}

/** The recommended files of the published table, with those of the servers in their places. */
function tableHere({ supir, sdxl }: ModelServers): FileTable {
  const { licences, knownFiles, ways } = CATALOG;
  const wanted = new Set(Object.values(ways).flatMap((way) => [way.supir, way.sdxl]));
  return {
    licences,
    ways,
    knownFiles: knownFiles
      .filter(({ name }) => wanted.has(name))
      .map((file) => {
        const [server, bytes] = file.role === 'supir' ? [supir, SUPIR] : [sdxl, SDXL];
        return {
          ...file,
          bytes: bytes.byteLength,
          aboutBytes: bytes.byteLength,
          sha256: createHash('sha256').update(bytes).digest('hex'),
          address: server.url + file.name,
        };
      }),
  };
}

/** The built page with the table of these servers, its section of model files open. */
export async function openWith(
  servers: ModelServers,
  built: BuiltPage,
  {
    locale = 'en-US',
    prepare,
  }: { locale?: string; prepare?: (page: Page) => Promise<unknown> } = {},
): Promise<Page> {
  const page = await built.open({ locale }, async (fresh) => {
    await prepare?.(fresh);
  });
  const table = encodeURIComponent(JSON.stringify(tableHere(servers)));
  await page.goto(`${built.url}?developer&model-files=${table}`);
  await ready(page);
  await page.locator('#section-models-toggle').click();
  return page;
}

export function attribute(page: Page, selector: string, name: string): Promise<string | null> {
  return page.locator(selector).getAttribute(name);
}

type Role = 'supir' | 'sdxl';

/** Downloads the recommended file of a role, its terms accepted. */
export async function accept(page: Page, role: Role): Promise<void> {
  await page.locator(`#need-${role}-download`).click();
  await page.locator(`#need-${role}-accept`).click();
}

export async function isOpen(page: Page, role: Role): Promise<void> {
  await page.locator(`#model-${role}[data-state=open]`).waitFor({ state: 'attached' });
}
